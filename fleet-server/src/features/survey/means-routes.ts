import { meansRoutes, type Means } from '@gatecast/protocol';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome } from '../../http/outcome.ts';
import { pageOf, readCursor } from '../../http/page-cursor.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { mayAt, sitesOf, type Session } from '../people/session.ts';
import { refusalAt } from '../people/site-rules.ts';
import { editedMeanwhile } from '../revisions/store.ts';
import { countMeans, findMeansRow, listMeansRows, meansOf, photoIdsOf, surveysOf, type MeansTable } from './store.ts';
import { meansRefusal, photoRefusal, searchedOf, writeMeans } from './write-means.ts';

const cursorSchema = z.tuple([z.string()]);
const missing = refuse('not-found', 'no such means of information');
/** Audit actions that change what a means is told to be. */
const actions = ['means-created', 'means-changed', 'means-surveyed'];

/** The inventory of means of information, and the sheets of its survey. */
export function registerMeansRoutes(registerRoute: RegisterRoute, context: AppContext): void {
  const { truth, clock, newId, audit, live, fleet } = context;

  registerRoute(meansRoutes.listMeans, async ({ query: { after, limit, ...filter }, session }) => {
    const cursor = readCursor(after, cursorSchema);
    if (cursor.kind === 'problem') return cursor;
    const query = { ...filter, siteIds: sitesOf(session, 'survey.read') };
    const rows = await listMeansRows(truth, query, { after: cursor.key?.[0] ?? null, most: limit + 1 });
    const page = pageOf(rows, limit, ({ id }) => [id]);
    return ok({ means: await meansOf(truth, page.rows), total: await countMeans(truth, query), next: page.next });
  });

  registerRoute(meansRoutes.getMeans, async ({ params: { meansId }, session }) => {
    const row = await findMeansRow(truth, meansId);
    if (row === undefined || !mayAt(session, 'survey.read', row.siteId)) return missing;
    const [means] = await meansOf(truth, [row]);
    return means === undefined ? missing : ok({ ...means, surveys: [...(await surveysOf(truth, meansId))] });
  });

  registerRoute(meansRoutes.createMeans, async ({ body: { siteId, ...draft }, session }) => {
    const id = newId();
    return save(async (transaction) => {
      const refusal = meansRefusal(fleet.current(), siteId, draft) ?? (await photoRefusal(transaction, siteId, draft.photoIds));
      if (refusal !== null) return refusal;
      await writeMeans(transaction, context, { id, siteId, before: null, after: draft }, { actor: session.userId });
      return ok(id);
    });
  });

  registerRoute(meansRoutes.putMeans, async ({ params: { meansId }, body: { revision: read, ...draft }, session }) =>
    change(session, meansId, read, async (transaction, before) => {
      const refusal =
        meansRefusal(fleet.current(), before.siteId, draft) ?? (await photoRefusal(transaction, before.siteId, draft.photoIds));
      if (refusal !== null) return refusal;
      await writeMeans(transaction, context, { id: meansId, siteId: before.siteId, before, after: draft }, { actor: session.userId });
      return ok(meansId);
    }),
  );

  registerRoute(meansRoutes.surveyMeans, async ({ params: { meansId }, body: { revision: read, photoIds, ...found }, session }) =>
    change(session, meansId, read, async (transaction, before) => {
      const refusal = await photoRefusal(transaction, before.siteId, photoIds);
      if (refusal !== null) return refusal;
      const [atMs, actor, revision] = [clock.nowMs(), session.userId, before.revision + 1];
      const seen = { ...found, photos: JSON.stringify(photoIds) };
      await transaction
        .insertInto('surveys')
        .values({ id: newId(), meansId, atMs, surveyor: actor, ...seen })
        .execute();
      const searched = searchedOf({ ...before, ...found });
      const columns = { ...seen, searched, surveyedAtMs: atMs, surveyedBy: actor, revision, changedAtMs: atMs };
      await transaction.updateTable('means').set(columns).where('id', '=', meansId).execute();
      const detail = { ...found, photoIds, before: { condition: before.condition, photoIds: photoIdsOf(before.photos) }, revision };
      await audit(transaction, { actor, action: 'means-surveyed', subject: `means:${meansId}`, siteId: before.siteId, detail });
      return ok(meansId);
    }),
  );

  registerRoute(meansRoutes.deleteMeans, async ({ params: { meansId }, query, session }) => {
    const outcome = await truth.transaction().execute(async (transaction): Promise<Outcome<{}>> => {
      const before = await findMeansRow(transaction, meansId);
      if (before === undefined) return missing;
      const refusal = refusalAt(session, { read: 'survey.read', act: 'survey.edit' }, before.siteId, 'means of information');
      const stale = refusal ?? (await stalenessOf(transaction, before, query.revision, 'query.revision'));
      if (stale !== null) return stale;
      await transaction.deleteFrom('means').where('id', '=', meansId).execute();
      const detail = { name: before.name, kind: before.kind, areaId: before.areaId };
      await audit(transaction, {
        actor: session.userId,
        action: 'means-removed',
        subject: `means:${meansId}`,
        siteId: before.siteId,
        detail,
      });
      return ok({});
    });
    if (outcome.kind === 'ok') live.emit('changed', ['means']);
    return outcome;
  });

  type Act = (transaction: Transaction<TruthSchema>) => Promise<Outcome<string>>;
  async function save(act: Act): Promise<Outcome<Means>> {
    const outcome = await truth.transaction().execute(async (transaction): Promise<Outcome<Means>> => {
      const done = await act(transaction);
      if (done.kind === 'problem') return done;
      const row = await findMeansRow(transaction, done.answer);
      const [means] = row === undefined ? [] : await meansOf(transaction, [row]);
      return means === undefined ? missing : ok(means);
    });
    if (outcome.kind === 'ok') live.emit('changed', ['means']);
    return outcome;
  }
  function change(
    session: Session,
    id: string,
    read: number,
    act: (transaction: Transaction<TruthSchema>, before: MeansTable) => Promise<Outcome<string>>,
  ): Promise<Outcome<Means>> {
    return save(async (transaction) => {
      const before = await findMeansRow(transaction, id);
      if (before === undefined) return missing;
      const refusal = refusalAt(session, { read: 'survey.read', act: 'survey.edit' }, before.siteId, 'means of information');
      return refusal ?? (await stalenessOf(transaction, before, read)) ?? act(transaction, before);
    });
  }
}

function stalenessOf(transaction: Transaction<TruthSchema>, { id, revision }: MeansTable, read: number, field = 'body.revision') {
  return editedMeanwhile(transaction, { what: 'means of information', audited: `means:${id}`, actions, revision, read, field });
}
