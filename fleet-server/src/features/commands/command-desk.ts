import {
  commandResultSchema,
  payloadTypes,
  playerIdSchema,
  userIdSchema,
  type Command,
  type CommandEnd,
  type CommandId,
  type CommandReport,
  type CommandState,
  type Order,
  type ScreenId,
  type StoredCommand,
} from '@gatecast/protocol';
import { signDocument } from '@gatecast/signing';
import type { Transaction } from 'kysely';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { Socket } from 'socket.io';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome } from '../../http/outcome.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import type { WorkInHand } from '../../works/works.ts';
import { inPortions } from '../publications/in-portions.ts';
import { expireCommands, findCommand, giveUpCommands, insertCommand, listQueued, listWaiting, mostWaiting, moveCommand } from './store.ts';
import { usualLifeMs } from './usual-life.ts';

/** A player that has not acknowledged by then is asked again when it connects the next time. */
const acknowledgeMs = 15_000;
const sweepMs = 5_000;
/** Of an order to many screens. */
const mostInOneTransaction = 100;
/** A player may take so long over an order that it took at the last moment: a reboot, or what waits its turn behind others. */
const patienceMs = 600_000;
/** `expired` and `unknown` too: what was accepted in time may be told of late. */
const open: readonly CommandState[] = ['queued', 'sent', 'accepted', 'expired', 'unknown'];
const notTaken: readonly CommandState[] = ['queued', 'sent', 'expired'];

const notGiven = refuse('called-off', 'it was called off before this screen had the order');

/** What somebody wants of a screen. */
export type Wish = {
  readonly screenId: ScreenId;
  readonly order: Order;
  readonly issuedBy: string;
  readonly id: CommandId | undefined;
  readonly expiresInMs: number | undefined;
};

/**
 * Commands from issue to report. Each is in truth, with its audit row, before it is sent; it is sent whenever its player comes, until that
 * has acknowledged it; nothing that is ended is moved again.
 */
export type CommandDesk = {
  readonly issue: (wish: Wish) => Promise<Outcome<StoredCommand>>;
  /**
   * The same order to many, each answered in its place; a failure of one keeps nobody else from it. Called off, those who have not got it yet
   * do not get it, and are answered `called-off`.
   */
  readonly issueToMany: (
    screenIds: readonly ScreenId[],
    wish: Omit<Wish, 'screenId' | 'id'>,
    work: WorkInHand,
  ) => Promise<readonly Outcome<StoredCommand>[]>;
  /** The player has come: what waits for it is sent. */
  readonly connected: (playerId: string, socket: Socket) => void;
  /** What a player tells of its orders; of those of others it cannot. */
  readonly reported: (playerId: string, report: CommandReport) => Promise<void>;
  /** Another node has issued or moved it: it is sent where its player is connected here. */
  readonly nudge: (command: StoredCommand) => void;
  readonly close: () => void;
};

export function createCommandDesk(
  context: Pick<AppContext, 'clock' | 'newId' | 'fleet' | 'keys' | 'truth' | 'audit' | 'live' | 'log' | 'bus'>,
  openSessions: { readonly of: (playerId: string) => Socket | null },
): CommandDesk {
  const { clock, newId, fleet, keys, truth, audit, live, log, bus } = context;

  async function move(id: string, from: readonly CommandState[], change: Parameters<typeof moveCommand>[3]): Promise<StoredCommand | null> {
    const moved = await moveCommand(truth, id, from, change);
    if (moved !== null) live.emit('command', moved);
    return moved;
  }
  async function ended(id: string, end: CommandEnd, times: { readonly acceptedAtMs: number | null; readonly endedAtMs: number }) {
    const state = end.kind === 'refused' && end.reason === 'expired' ? 'expired' : end.kind;
    await move(id, open, { state, end: JSON.stringify(end), ...times });
  }
  async function send({ id, playerId, order, queuedAtMs, expiresAtMs }: StoredCommand, socket: Socket): Promise<void> {
    const command: Command = { version: 1, type: 'command', id, playerId, issuedAtMs: queuedAtMs, expiresAtMs, order };
    const document = signDocument(payloadTypes.command, command, [keys.signers.command]);
    await move(id, ['queued', 'sent'], { state: 'sent', sentAtMs: clock.nowMs() });
    let answer: unknown;
    try {
      answer = await socket.timeout(acknowledgeMs).emitWithAck('command', document);
    } catch {
      // Socket.IO rejects for one reason, that no acknowledgement came in time
      return;
    }
    const result = commandResultSchema.safeParse(answer);
    const atMs = clock.nowMs();
    if (!result.success)
      return ended(id, { kind: 'failed', detail: 'the player answered something else' }, { acceptedAtMs: null, endedAtMs: atMs });
    if (result.data.kind === 'accepted') return void (await move(id, notTaken, { state: 'accepted', acceptedAtMs: atMs, endedAtMs: null }));
    await ended(id, result.data, { acceptedAtMs: null, endedAtMs: atMs });
  }
  function sendSoon(command: StoredCommand, socket: Socket): void {
    send(command, socket).catch((error: unknown) => log.error({ err: error, commandId: command.id }, 'a command could not be sent'));
  }
  async function sendWaiting(playerId: string, socket: Socket): Promise<void> {
    for (const command of await listWaiting(truth, playerId, clock.nowMs())) sendSoon(command, socket);
  }

  /** What another node has queued for a player that is connected here, when its word of it was lost. */
  async function sendQueued(): Promise<void> {
    for (const command of await listQueued(truth, clock.nowMs())) {
      const socket = openSessions.of(command.playerId);
      if (socket !== null) sendSoon(command, socket);
    }
  }
  async function sweep(): Promise<void> {
    try {
      const nowMs = clock.nowMs();
      const over = [...(await expireCommands(truth, nowMs)), ...(await giveUpCommands(truth, nowMs, patienceMs))];
      for (const command of over) live.emit('command', command);
      if (bus.isShared) await sendQueued();
    } catch (error) {
      log.error({ err: error }, 'commands could not be expired');
    }
    cancelSweep = clock.after(sweepMs, () => void sweep());
  }
  let cancelSweep = clock.after(sweepMs, () => void sweep());

  async function commandOf({ screenId, order, issuedBy, id, expiresInMs }: Wish): Promise<Outcome<StoredCommand>> {
    const player = fleet.current().players.get(screenId);
    if (player === undefined) return refuse('player-offline', 'the screen has no player');
    const nowMs = clock.nowMs();
    if ((await listWaiting(truth, player.id, nowMs)).length >= mostWaiting)
      return refuse('too-many', `${mostWaiting} commands wait for this player already`, { limit: mostWaiting });
    return ok({
      id: id ?? (newId() as CommandId),
      ...{ screenId, playerId: playerIdSchema.parse(player.id), order, issuedBy: userIdSchema.parse(issuedBy), state: 'queued' },
      ...{ queuedAtMs: nowMs, sentAtMs: null, acceptedAtMs: null, endedAtMs: null },
      ...{ expiresAtMs: nowMs + (expiresInMs ?? usualLifeMs(order.name)), end: null, hasLogs: false },
    });
  }
  async function keep(transaction: Transaction<TruthSchema>, command: StoredCommand): Promise<void> {
    const { id, playerId, order, issuedBy, screenId } = command;
    await insertCommand(transaction, command);
    const detail = { commandId: id, playerId, ...order };
    await audit(transaction, { actor: issuedBy, action: 'command-issued', subject: `screen:${screenId}`, detail });
  }
  function tellIssued(command: StoredCommand): void {
    live.emit('command', command);
    const socket = openSessions.of(command.playerId);
    if (socket !== null) sendSoon(command, socket);
  }

  return {
    async issue(wish) {
      const made = await commandOf(wish);
      if (made.kind === 'problem') return made;
      const { screenId, order } = wish;
      const command = made.answer;
      // looked for in the transaction that would add it, so that of two at once with one id only one is new
      const before = await truth.transaction().execute(async (transaction) => {
        const known = await findCommand(transaction, command.id);
        if (known !== null) return known;
        await keep(transaction, command);
        return null;
      });
      if (before !== null) {
        const isSame = before.screenId === screenId && JSON.stringify(before.order) === JSON.stringify(order);
        return isSame ? ok(before) : refuse('already-exists', 'another command has this id', { field: 'body.id' });
      }
      tellIssued(command);
      return ok(command);
    },
    async issueToMany(screenIds, wish, work) {
      const outcomes: Outcome<StoredCommand>[] = [];
      for (const portion of inPortions(screenIds, mostInOneTransaction)) {
        if (work.isCalledOff()) {
          outcomes.push(...portion.map(() => notGiven));
          continue;
        }
        const made: Outcome<StoredCommand>[] = [];
        for (const screenId of portion) made.push(await commandOf({ ...wish, screenId, id: undefined }));
        const commands = made.flatMap((one) => (one.kind === 'ok' ? [one.answer] : []));
        await truth.transaction().execute(async (transaction) => {
          for (const command of commands) await keep(transaction, command);
        });
        for (const command of commands) tellIssued(command);
        outcomes.push(...made);
        work.reaches('writes', outcomes.length, screenIds.length);
        await letOthersRun();
      }
      return outcomes;
    },
    connected(playerId, socket) {
      sendWaiting(playerId, socket).catch((error: unknown) => log.error({ err: error, playerId }, 'commands that wait could not be sent'));
    },
    async reported(playerId, { commandId, end, acceptedAtMs, endedAtMs }) {
      const command = await findCommand(truth, commandId);
      // pictures for the wall are ordered without a row, and what is forgotten here the player may still tell of
      if (command?.playerId !== playerId) return;
      await ended(commandId, end, { acceptedAtMs, endedAtMs });
    },
    nudge(command) {
      const socket = command.state === 'queued' ? openSessions.of(command.playerId) : null;
      if (socket !== null) sendSoon(command, socket);
    },
    close: () => cancelSweep(),
  };
}
