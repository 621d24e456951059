import { incidentRoutes, notificationRouteIdSchema, type NotificationRoute } from '@gatecast/protocol';
import type { Transaction } from 'kysely';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { wholeOrPage } from '../../http/whole-or-page.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { countEdit, editedMeanwhile, revisionOf, revisionsOf } from '../revisions/store.ts';
import { queueNotice } from './queue-notifications.ts';
import { columnsOf, settingsOf, type RouteSettings } from './route-row.ts';
import { newWebhookSecret } from './sign-webhook.ts';

/** Audit actions that change a route. */
const actions = ['notification-route-created', 'notification-route-changed'];

/** Of a route to which nothing was ever to be sent. */
const noDelivery = { lastSentAtMs: null, waiting: 0, givenUp: 0, lastError: null };

/** What the audit tells of a route: an address may hold a secret in its path, so that only its host is told. */
function auditedOf(settings: RouteSettings): Readonly<Record<string, unknown>> {
  const { channel } = settings;
  return { ...settings, channel: channel.kind === 'webhook' ? { kind: 'webhook', host: new URL(channel.url).host } : channel };
}

/** The same with a webhook's host only, for people. */
function withoutKey(settings: RouteSettings): RouteSettings {
  const { channel } = settings;
  return channel.kind === 'email' ? settings : { ...settings, channel: { kind: 'webhook', url: `${new URL(channel.url).origin}/***` } };
}

/** Who is told of incidents: list, add, change, remove, test. */
export function registerNotificationRoutes(registerRoute: RegisterRoute, context: AppContext): void {
  const { truth, clock, newId, audit, live, config } = context;
  const changed = () => live.emit('changed', ['notification-routes']);

  /** How the messages to these routes went, each by its route: two questions, however many routes there are. */
  async function deliveriesOf(routeIds: readonly string[]): Promise<ReadonlyMap<string, NotificationRoute['delivery']>> {
    if (routeIds.length === 0) return new Map();
    const of = truth.selectFrom('notifications').where('routeId', 'in', routeIds).groupBy('routeId');
    const counts = await of
      .select((eb) => [
        'routeId',
        eb.fn.max('sentAtMs').as('lastSentAtMs'),
        eb.fn.count<number>('givenUpAtMs').as('givenUp'),
        eb.fn.countAll<number>().as('all'),
        eb.fn.count<number>('sentAtMs').as('sent'),
      ])
      .execute();
    const newest = of.select((eb) => eb.fn.max('id').as('id')).where('error', 'is not', null);
    const failed = await truth.selectFrom('notifications').select(['routeId', 'error']).where('id', 'in', newest).execute();
    const errors = new Map(failed.map(({ routeId, error }) => [routeId, error]));
    return new Map(
      counts.map(({ routeId, lastSentAtMs, all, sent, givenUp }) => [
        routeId,
        { lastSentAtMs, waiting: all - sent - givenUp, givenUp, lastError: errors.get(routeId) ?? null },
      ]),
    );
  }
  function rowOf(db: Transaction<TruthSchema> | AppContext['truth'], id: string) {
    return db.selectFrom('notification_routes').selectAll().where('id', '=', id).executeTakeFirst();
  }

  registerRoute(incidentRoutes.listNotificationRoutes, async ({ query, session }) => {
    const rows = await truth.selectFrom('notification_routes').selectAll().orderBy('createdAtMs').orderBy('id').execute();
    const page = wholeOrPage(rows, query);
    if (page.kind === 'problem') return page;
    const revisions = await revisionsOf(truth, 'notification-route');
    const deliveries = await deliveriesOf(page.rows.map(({ id }) => id));
    const routes = [];
    for (const row of page.rows) {
      const id = notificationRouteIdSchema.parse(row.id);
      const settings = session.permissions.has('incident.route') ? settingsOf(row) : withoutKey(settingsOf(row));
      routes.push({ id, ...settings, delivery: deliveries.get(id) ?? noDelivery, revision: revisions.get(id) ?? 0 });
    }
    return ok({ routes, isMailSet: config.mail !== null, next: page.next });
  });

  registerRoute(incidentRoutes.createNotificationRoute, async ({ body, session }) => {
    const id = notificationRouteIdSchema.parse(newId());
    const secret = body.channel.kind === 'webhook' ? newWebhookSecret() : null;
    await truth.transaction().execute(async (transaction) => {
      const row = { id, ...columnsOf(body), secret, createdAtMs: clock.nowMs() };
      await transaction.insertInto('notification_routes').values(row).execute();
      await audit(transaction, {
        actor: session.userId,
        action: 'notification-route-created',
        subject: `notification-route:${id}`,
        detail: auditedOf(body),
      });
    });
    changed();
    return ok({ id, secret });
  });

  registerRoute(incidentRoutes.putNotificationRoute, async ({ params: { routeId }, body: { revision: read, ...body }, session }) => {
    const outcome = await truth.transaction().execute(async (transaction) => {
      const row = await rowOf(transaction, routeId);
      if (row === undefined) return refuse('not-found', 'no such route');
      if (settingsOf(row).channel.kind !== body.channel.kind)
        return refuse('wrong-state', 'body.channel.kind: make another route for another kind of channel', { field: 'body.channel.kind' });
      const subject = `notification-route:${routeId}`;
      const counted = await countEdit(transaction, subject, { what: 'route', audited: subject, actions, read });
      if (counted.kind === 'problem') return counted;
      await transaction.updateTable('notification_routes').set(columnsOf(body)).where('id', '=', routeId).execute();
      await audit(transaction, { actor: session.userId, action: 'notification-route-changed', subject, detail: auditedOf(body) });
      return ok({ revision: counted.revision });
    });
    changed();
    return outcome;
  });

  registerRoute(incidentRoutes.deleteNotificationRoute, async ({ params: { routeId }, query, session }) => {
    const outcome = await truth.transaction().execute(async (transaction) => {
      const row = await rowOf(transaction, routeId);
      if (row === undefined) return refuse('not-found', 'no such route');
      const subject = `notification-route:${routeId}`;
      const edit = { what: 'route', audited: subject, actions, read: query.revision, field: 'query.revision' };
      const stale = await editedMeanwhile(transaction, { ...edit, revision: await revisionOf(transaction, subject) });
      if (stale !== null) return stale;
      await transaction.deleteFrom('notifications').where('routeId', '=', routeId).execute();
      await transaction.deleteFrom('notification_routes').where('id', '=', routeId).execute();
      await transaction.deleteFrom('revisions').where('subject', '=', subject).execute();
      await audit(transaction, { actor: session.userId, action: 'notification-route-removed', subject, detail: { name: row.name } });
      return ok({});
    });
    changed();
    return outcome;
  });

  registerRoute(incidentRoutes.testNotificationRoute, async ({ params: { routeId }, session }) => {
    const outcome = await truth.transaction().execute(async (transaction) => {
      const row = await rowOf(transaction, routeId);
      if (row === undefined) return refuse('not-found', 'no such route');
      await queueNotice(transaction, context, { routeId, language: row.language, type: 'route.tested', incident: null });
      const subject = `notification-route:${routeId}`;
      await audit(transaction, { actor: session.userId, action: 'notification-route-tested', subject });
      return ok({});
    });
    changed();
    return outcome;
  });
}
