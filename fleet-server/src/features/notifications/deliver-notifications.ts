import { incidentNoticeSchema, type IncidentNotice } from '@gatecast/protocol';
import type { IsAllowed } from '@gatecast/public-address';
import type { Selectable } from 'kysely';
import { Counter, Gauge } from 'prom-client';
import type { AppContext } from '../../app-context.ts';
import { nextAttemptMs } from './next-attempt.ts';
import { settingsOf, type RouteSettings } from './route-row.ts';
import type { Mailer } from './send-email.ts';
import { sendWebhook } from './send-webhook.ts';
import type { Sent } from './sent.ts';
import { webhookHeaders } from './sign-webhook.ts';
import type { NotificationTables } from './store.ts';

const lookEveryMs = 2_000;
/** Longer than a sending may take. */
const claimedMs = 60_000;
/** What has arrived, or was given up, is forgotten after so long. */
const keptMs = 90 * 86_400_000;
const sweepEveryMs = 3_600_000;

type Message = Pick<NotificationTables['notifications'], 'notice' | 'attempts' | 'queuedAtMs' | 'nextAttemptMs'> & {
  readonly messageId: string;
} & Selectable<NotificationTables['notification_routes']>;

/**
 * Brings what is in the outbox to where it belongs, each route's messages in their order, until they have arrived or a day is over. A
 * server that dies between the sending and the note of it sends again, under the same id.
 */
export function deliverNotifications(
  context: AppContext,
  { mailer, isNamed }: { readonly mailer: Mailer | null; readonly isNamed: IsAllowed },
): { readonly close: () => Promise<void> } {
  const { truth, clock, log, live, config } = context;
  let isClosed = false;
  let delivering: Promise<void> = Promise.resolve();
  let sweptMonotonicMs = clock.monotonicMs();
  let waitingCount = 0;
  const counter = new Counter({
    name: 'gatecast_notifications_total',
    help: 'Messages about incidents, by channel and what became of them',
    labelNames: ['channel', 'outcome'],
    registers: [context.metrics],
  });
  const gauge: Gauge = new Gauge({
    name: 'gatecast_notifications_waiting',
    help: 'Messages about incidents that have not arrived yet',
    registers: [context.metrics],
    collect: () => gauge.set(waitingCount),
  });

  /** The first message of each route that waits; a later one waits for it. */
  async function heads(): Promise<readonly Message[]> {
    const rows = await truth
      .selectFrom('notifications as n')
      .innerJoin('notification_routes as r', 'r.id', 'n.routeId')
      .selectAll('r')
      .select(['n.id as messageId', 'n.notice', 'n.attempts', 'n.queuedAtMs', 'n.nextAttemptMs'])
      .where('n.sentAtMs', 'is', null)
      .where('n.givenUpAtMs', 'is', null)
      .orderBy('n.id')
      .execute();
    waitingCount = rows.length;
    const first = new Map<string, Message>();
    for (const row of rows) if (!first.has(row.id)) first.set(row.id, row);
    return [...first.values()];
  }
  async function send({ messageId, secret, notice }: Message, channel: RouteSettings['channel'], told: IncidentNotice): Promise<Sent> {
    const link = config.publicUrl === null ? null : new URL('/incidents', config.publicUrl).href;
    switch (channel.kind) {
      case 'email':
        return mailer === null
          ? { kind: 'failed', error: 'no mail server is set (GATECAST_SMTP)' }
          : mailer.send(messageId, channel.to, told, link);
      case 'webhook':
        return sendWebhook(channel.url, notice, webhookHeaders(secret ?? '', messageId, clock.nowMs(), notice), isNamed);
    }
  }
  /** Of several nodes one brings a message; should it die over it, another does after a while. */
  async function claim({ messageId, attempts }: Message): Promise<boolean> {
    const claimed = await truth
      .updateTable('notifications')
      .set({ attempts: attempts + 1, nextAttemptMs: clock.nowMs() + claimedMs })
      .where('id', '=', messageId)
      .where('attempts', '=', attempts)
      .where('sentAtMs', 'is', null)
      .executeTakeFirst();
    return claimed.numUpdatedRows > 0n;
  }
  async function bring(message: Message): Promise<void> {
    if (!(await claim(message))) return;
    const { channel } = settingsOf(message);
    const sent = await send(message, channel, incidentNoticeSchema.parse(JSON.parse(message.notice)));
    counter.inc({ channel: channel.kind, outcome: sent.kind });
    const attempts = message.attempts + 1;
    let change: Partial<NotificationTables['notifications']> = { attempts, sentAtMs: clock.nowMs(), error: null };
    if (sent.kind === 'failed') {
      const nextMs = nextAttemptMs(attempts, message.queuedAtMs, clock.nowMs());
      const { error } = sent;
      change = nextMs === null ? { attempts, error, givenUpAtMs: clock.nowMs() } : { attempts, error, nextAttemptMs: nextMs };
      log.warn({ routeId: message.id, error, attempts }, 'a message about an incident could not be brought');
    }
    await truth.updateTable('notifications').set(change).where('id', '=', message.messageId).execute();
    live.emit('changed', ['notification-routes']);
  }
  async function deliver(): Promise<void> {
    for (;;) {
      const due = (await heads()).filter(({ nextAttemptMs: atMs }) => atMs <= clock.nowMs());
      if (due.length === 0 || isClosed) return;
      await Promise.all(due.map(bring));
    }
  }
  async function sweep(): Promise<void> {
    if (clock.monotonicMs() - sweptMonotonicMs < sweepEveryMs) return;
    sweptMonotonicMs = clock.monotonicMs();
    const beforeMs = clock.nowMs() - keptMs;
    await truth
      .deleteFrom('notifications')
      .where((is) => is.or([is('sentAtMs', '<', beforeMs), is('givenUpAtMs', '<', beforeMs)]))
      .execute();
  }
  async function look(): Promise<void> {
    try {
      await deliver();
      await sweep();
    } catch (error) {
      log.error({ err: error }, 'the outbox could not be worked off');
    }
    if (!isClosed) cancel = clock.after(lookEveryMs, tick);
  }
  function tick(): void {
    delivering = look();
  }
  let cancel = clock.after(lookEveryMs, tick);
  return {
    async close() {
      isClosed = true;
      cancel();
      await delivering;
      mailer?.close();
    },
  };
}
