import { incidentNoticeSchema, type IncidentNotice } from '@gatecast/protocol';
import type { IsAllowed } from '@gatecast/public-address';
import type { Selectable } from 'kysely';
import { Counter, Gauge } from 'prom-client';
import { z } from 'zod';
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

const reachedSchema = z.array(z.string());

type Message = Pick<NotificationTables['notifications'], 'notice' | 'attempts' | 'queuedAtMs' | 'nextAttemptMs' | 'reached'> & {
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
    return truth
      .selectFrom('notification_routes as r')
      .innerJoin('notifications as n', (join) =>
        join.on((on) =>
          on(
            'n.id',
            '=',
            on
              .selectFrom('notifications as first')
              .select((eb) => eb.fn.min('first.id').as('id'))
              .whereRef('first.routeId', '=', 'r.id')
              .where('first.sentAtMs', 'is', null)
              .where('first.givenUpAtMs', 'is', null),
          ),
        ),
      )
      .selectAll('r')
      .select(['n.id as messageId', 'n.notice', 'n.attempts', 'n.queuedAtMs', 'n.nextAttemptMs', 'n.reached'])
      .execute();
  }
  async function countWaiting(): Promise<void> {
    const counted = await truth
      .selectFrom('notifications')
      .select((eb) => eb.fn.countAll<number>().as('waiting'))
      .where('sentAtMs', 'is', null)
      .where('givenUpAtMs', 'is', null)
      .executeTakeFirstOrThrow();
    waitingCount = counted.waiting;
  }
  async function send(
    { messageId, secret, notice, reached }: Message,
    channel: RouteSettings['channel'],
    told: IncidentNotice,
  ): Promise<Sent> {
    const link = config.publicUrl === null ? null : new URL('/incidents', config.publicUrl).href;
    switch (channel.kind) {
      case 'email':
        return mailer === null
          ? { kind: 'failed', error: 'no mail server is set (GATECAST_SMTP)', reached: [] }
          : mailer.send(messageId, withoutReached(channel.to, reached), told, link);
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
    await truth
      .updateTable('notifications')
      .set(changeOf(sent, message, attempts))
      .where('id', '=', message.messageId)
      .execute();
    live.emit('changed', ['notification-routes']);
  }
  function changeOf(sent: Sent, message: Message, attempts: number): Partial<NotificationTables['notifications']> {
    const nowMs = clock.nowMs();
    if (sent.kind === 'sent') return { attempts, sentAtMs: nowMs, error: sent.refused };
    const { error } = sent;
    log.warn({ routeId: message.id, error, attempts }, 'a message about an incident could not be brought');
    const nextMs = nextAttemptMs(attempts, message.queuedAtMs, nowMs);
    const before = reachedSchema.parse(JSON.parse(message.reached));
    const reached = JSON.stringify([...before, ...sent.reached]);
    // whoever was left is refused for good: all that can arrive has
    if (before.length > 0 && sent.isLast) return { attempts, error, reached, sentAtMs: nowMs };
    return { attempts, error, reached, ...(nextMs === null ? { givenUpAtMs: nowMs } : { nextAttemptMs: nextMs }) };
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
      await countWaiting();
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

/** Of a list that changed meanwhile those who have not got it; where all have, the whole list, as a mail needs somebody. */
function withoutReached(to: readonly string[], reached: string): readonly string[] {
  const got = new Set(reachedSchema.parse(JSON.parse(reached)));
  const left = to.filter((address) => !got.has(address));
  return left.length > 0 ? left : to;
}
