import {
  commandReportSchema,
  heartbeatSchema,
  logBundleSchema,
  releaseReportSchema,
  screenshotSchema,
  type DocumentAnswer,
  type FaultCode,
  type HeartbeatAnswer,
  type StoredAnswer,
} from '@gatecast/protocol';
import type { Socket } from 'socket.io';
import type { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import type { ReleaseDoor } from '../../release-door.ts';
import type { AlertLane } from '../alerts/alert-lane.ts';
import type { ReceiptWriter } from '../alerts/receipt-writer.ts';
import { storeReceipts } from '../alerts/store-receipts.ts';
import type { CommandDesk } from '../commands/command-desk.ts';
import type { LogBundles } from '../commands/log-bundles.ts';
import { findCommand, noteLogs } from '../commands/store.ts';
import { storeExitTries } from '../exit-tries/store-exit-tries.ts';
import type { FeedLane } from '../feeds/feed-lane.ts';
import type { Presence } from '../fleet/presence.ts';
import type { Screenshots } from '../fleet/screenshots.ts';
import { endWithFault } from './end-with-fault.ts';
import type { HeartbeatWriter } from './heartbeat-writer.ts';
import type { LinkMetrics } from './link-metrics.ts';
import type { LivePictures } from './live-pictures.ts';
import type { PictureArrivals } from './picture-arrivals.ts';
import type { LinkedPlayer } from './player-session.ts';
import type { PlayRecordWriter } from './store-play-records.ts';

export type PlayerEventDeps = {
  readonly context: AppContext;
  readonly releases: ReleaseDoor;
  readonly alerts: AlertLane;
  readonly feeds: Pick<FeedLane, 'revision'>;
  readonly presence: Presence;
  readonly screenshots: Screenshots;
  readonly heartbeats: HeartbeatWriter;
  readonly receiptWriter: ReceiptWriter;
  readonly playRecords: PlayRecordWriter;
  readonly metrics: LinkMetrics;
  readonly pictures: Pick<LivePictures, 'soon' | 'fresh'>;
  readonly arrivals: PictureArrivals;
  readonly commands: Pick<CommandDesk, 'reported'>;
  readonly logBundles: LogBundles;
};

/** A player that says more than this is not one of ours, or ill. */
const messagesPerTenSeconds = 500;

const stored: StoredAnswer = { kind: 'stored', through: 0 };
const refused = (code: FaultCode, detail: string): StoredAnswer => ({ kind: 'refused', code, detail: detail.slice(0, 500) });

/** Takes one kind of message; what it gives is the answer. */
type Take = (player: LinkedPlayer, message: unknown) => Promise<unknown>;

/**
 * What open players may say. Every message is parsed, and every one that wants an answer gets one. Made once: what each of ten thousand
 * connections keeps for itself counts.
 */
export function createPlayerEvents(deps: PlayerEventDeps): (socket: Socket, player: LinkedPlayer) => void {
  const { clock, log } = deps.context;
  const takes = takesOf(deps);

  /** Runs what takes an event and answers; a failure of ours is an answer too. */
  async function handle(player: LinkedPlayer, take: Take, event: string, args: readonly unknown[]): Promise<void> {
    const answer = args.findLast((arg) => typeof arg === 'function') as ((answer: unknown) => void) | undefined;
    try {
      answer?.(await take(player, args[0]));
    } catch (error) {
      log.error({ err: error, event, playerId: player.playerId }, 'a message of a player failed');
      // a socket that is gone takes it without a word, so this one cannot throw
      answer?.(refused('internal', 'the server failed'));
    }
  }

  return (socket, player) => {
    let windowStartMs = clock.monotonicMs();
    let inWindow = 0;
    socket.onAny((event: string, ...args: readonly unknown[]) => {
      if (!socket.connected) return;
      if (clock.monotonicMs() - windowStartMs > 10_000) {
        windowStartMs = clock.monotonicMs();
        inWindow = 0;
      }
      if (++inWindow > messagesPerTenSeconds) {
        deps.metrics.refusals.inc({ code: 'too-many' });
        return endWithFault(socket, 'too-many', `more than ${messagesPerTenSeconds} messages in ten seconds`);
      }
      const take = takes.get(event);
      if (take !== undefined) void handle(player, take, event, args);
    });
  };
}

function parse<T>(schema: z.ZodType<T>, message: unknown): { readonly data: T } | { readonly answer: StoredAnswer } {
  const parsed = schema.safeParse(message);
  if (parsed.success) return { data: parsed.data };
  const issue = parsed.error.issues[0];
  return { answer: refused('bad-input', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not valid'}`) };
}

function takesOf(deps: PlayerEventDeps): ReadonlyMap<string, Take> {
  const {
    context,
    releases,
    alerts,
    feeds,
    presence,
    screenshots,
    heartbeats,
    receiptWriter,
    playRecords,
    metrics,
    pictures,
    arrivals,
    commands,
    logBundles,
  } = deps;
  const { clock, live, truth } = context;
  const take: Readonly<Record<string, Take>> = {
    heartbeat: async ({ playerId, screenId, siteId }, message) => {
      const parsed = parse(heartbeatSchema, message);
      if ('answer' in parsed) return parsed.answer;
      metrics.heartbeats.inc();
      presence.heard(screenId, parsed.data);
      heartbeats.put(screenId, playerId, parsed.data);
      const { release, alertRevision } = parsed.data;
      releases.pass(screenId, { releaseNumber: Math.max(release.active, release.preparing), alertRevision });
      await alerts.pass(siteId, alertRevision);
      return {
        serverTimeMs: clock.nowMs(),
        releaseNumber: releases.currentNumber(screenId),
        alertRevision: alerts.revision(siteId),
        feedRevision: feeds.revision(siteId),
      } satisfies HeartbeatAnswer;
    },
    'get-release': async ({ screenId }) => {
      const document = await releases.currentRelease(screenId);
      return (document === null ? { kind: 'none' } : { kind: 'document', document }) satisfies DocumentAnswer;
    },
    'get-alert-state': async ({ siteId }) => {
      const document = alerts.document(siteId);
      return (document === null ? { kind: 'none' } : { kind: 'document', document }) satisfies DocumentAnswer;
    },
    'release-report': async ({ screenId }, message) => {
      const parsed = parse(releaseReportSchema, message);
      if ('answer' in parsed) return parsed.answer;
      await releases.recordReleaseReport(screenId, parsed.data);
      live.emit('screen-changed', screenId);
      if (parsed.data.state === 'active') pictures.soon(screenId);
      return stored;
    },
    receipts: async (player, message) => {
      const { answer, receipts } = await storeReceipts(receiptWriter, player, message, clock.nowMs());
      for (const alertId of new Set(receipts.map((receipt) => receipt.alertId))) live.emit('alert-changed', alertId, [player.screenId]);
      if (receipts.some(({ kind }) => kind !== 'received')) pictures.soon(player.screenId);
      return answer;
    },
    'play-records': async (player, message) => {
      const { answer, storedCount, gap } = await playRecords.put(player, message, clock.nowMs());
      metrics.records.inc(storedCount);
      if (gap !== null) live.emit('incident-told', player.screenId, 'record-gap', gap);
      return answer;
    },
    screenshot: async ({ playerId, screenId }, message) => {
      const parsed = parse(screenshotSchema, message);
      if ('answer' in parsed) return parsed.answer;
      const { commandId } = parsed.data;
      // the wall's own questions are no orders
      const ordered = commandId === null || arrivals.isExpected(screenId, commandId) ? null : await findCommand(truth, commandId);
      const reason = ordered?.playerId === playerId && ordered.order.name === 'screenshot' ? 'ordered' : 'live';
      if (!(await screenshots.keep(screenId, parsed.data, reason))) {
        arrivals.arrived(screenId, commandId, { kind: 'refused', code: 'bad-file' });
        return refused('bad-file', 'is not a JPEG or WebP picture');
      }
      arrivals.arrived(screenId, commandId, { kind: 'kept' });
      pictures.fresh(screenId);
      live.emit('screen-changed', screenId);
      return stored;
    },
    'command-report': async ({ playerId }, message) => {
      const parsed = parse(commandReportSchema, message);
      if ('answer' in parsed) return parsed.answer;
      await commands.reported(playerId, parsed.data);
      return stored;
    },
    'exit-tries': async (player, message) => await storeExitTries(context, player, message),
    'log-bundle': async ({ playerId, screenId }, message) => {
      const parsed = parse(logBundleSchema, message);
      if ('answer' in parsed) return parsed.answer;
      const { commandId, bytes } = parsed.data;
      const command = await findCommand(truth, commandId);
      if (command?.playerId !== playerId || command.order.name !== 'log-bundle')
        return refused('not-found', 'nobody has ordered these logs');
      const gone = await logBundles.keep(screenId, commandId, bytes);
      if (gone === null) return refused('bad-file', 'is not a bundle of logs');
      const noted = await noteLogs(truth, commandId, clock.nowMs(), gone);
      if (noted !== null) live.emit('command', noted);
      return stored;
    },
  };
  return new Map(Object.entries(take));
}
