import type { PlayerLink } from '@gatecast/player-link';
import {
  commandSchema,
  payloadTypes,
  type Command,
  type CommandEnd,
  type CommandReport,
  type CommandResult,
  type Order,
  type OrderName,
  type RootDocument,
  type SignedDocument,
} from '@gatecast/protocol';
import { quorumOf, verifyDocument } from '@gatecast/signing';
import type { PlayerEvent } from '../../bridge/shell-channel.ts';
import type { CommandStore } from '../store/command-store.ts';
import type { WhenRoom } from '../when-room.ts';

/** An order that a life did not live to end is begun again, this often in all. */
const mostAttempts = 2;

/** `later`: whether it was done shows only after this life, or by `look`. */
export type Performed = CommandEnd | { readonly kind: 'later' };
/** The hands of each order. */
export type Orders = {
  readonly [Name in OrderName]: (order: Extract<Order, { name: Name }>, command: Command) => Promise<Performed>;
};

export type CommandKeeper = {
  /** Takes an order: it is on disk, or how it ended before, or why it is not taken. */
  readonly take: (document: SignedDocument) => CommandResult;
  /** Looks after what earlier lives accepted and what is awaited, and sends what the server has not stored. */
  readonly look: () => void;
  /** Resolves when the orders that are under way have ended. */
  readonly settled: () => Promise<void>;
};

/**
 * Does what signed commands order, each once and one after another. An order is on disk before it is accepted and its end before it is
 * reported, so that a player that dies between the two goes on with it, and the same id never has two ends.
 */
export function commandKeeper(world: {
  readonly store: CommandStore;
  readonly root: RootDocument;
  readonly playerId: string;
  readonly link: () => PlayerLink | null;
  readonly serverNowMs: () => number;
  readonly tell: (event: PlayerEvent) => void;
  readonly whenRoom: WhenRoom;
  /** Which life this is; kept with an order, and given back to `endLater`. */
  readonly life: string;
  readonly orders: Orders;
  /** What came of an order that a life accepted and answered with `later`; null: nobody knows yet. */
  readonly endLater: (order: Order, acceptedLife: string, acceptedMs: number) => CommandEnd | null;
}): CommandKeeper {
  const { store, serverNowMs, whenRoom } = world;
  const quorum = quorumOf(world.root, 'command');
  const underWay = new Set<string>();
  /** Ends that a full disk has not taken yet: what is done is not begun again for that. */
  const unkept = new Map<string, CommandReport>();
  let chain: Promise<void> = Promise.resolve();
  let isReporting = false;

  function keepEnds(): void {
    for (const [id, report] of unkept) if (whenRoom(() => (store.end(report), true), false)) unkept.delete(id);
  }
  function end(command: Command, acceptedAtMs: number, how: CommandEnd): void {
    const report = { commandId: command.id, acceptedAtMs, endedAtMs: serverNowMs(), end: how };
    unkept.set(command.id, report);
    keepEnds();
    const result = how.kind === 'refused' ? how.reason : how.kind;
    world.tell({ event: 'command', atMs: report.endedAtMs, name: command.order.name, result });
    void sendReports();
  }
  async function perform(command: Command, acceptedAtMs: number): Promise<void> {
    whenRoom(() => store.begin(command.id), undefined);
    let how: Performed;
    try {
      // the map's own type ties each name to its order, which the compiler cannot follow through the index
      const hand = world.orders[command.order.name] as (order: Order, command: Command) => Promise<Performed>;
      how = await hand(command.order, command);
    } catch (error) {
      how = { kind: 'failed', detail: String(error).slice(0, 500) };
    }
    if (how.kind === 'later') return;
    underWay.delete(command.id);
    end(command, acceptedAtMs, how);
  }
  function queue(command: Command, acceptedAtMs: number): void {
    underWay.add(command.id);
    chain = chain.then(() => perform(command, acceptedAtMs));
  }

  async function sendReports(): Promise<void> {
    const link = world.link();
    if (isReporting || link?.state().kind !== 'connected') return;
    isReporting = true;
    try {
      for (let waiting = store.unreported(); waiting.length > 0; waiting = store.unreported()) {
        for (const report of waiting) {
          const answered = await link.reportCommand(report);
          if (answered.kind !== 'ok' && answered.kind !== 'refused') return;
          // what the server will never take would come back for ever
          const isMarked = whenRoom(() => store.reported(report.commandId, serverNowMs()), false);
          if (!isMarked) return;
        }
      }
    } finally {
      isReporting = false;
    }
  }
  /** Orders that an earlier life accepted, or that this one cannot end by itself. */
  function lookAfterUnended(): void {
    for (const { document, acceptedMs, attempts, life } of store.unended()) {
      const verified = verifyDocument(document, payloadTypes.command, commandSchema, quorum);
      if (verified.kind === 'refused') continue;
      const command = verified.document;
      if (unkept.has(command.id)) continue;
      const later = attempts === 0 ? null : world.endLater(command.order, life, acceptedMs);
      if (later !== null) {
        underWay.delete(command.id);
        end(command, acceptedMs, later);
      }
      if (later !== null || underWay.has(command.id)) continue;
      if (attempts > 0 && isLater(command.order)) continue;
      if (attempts >= mostAttempts) end(command, acceptedMs, { kind: 'failed', detail: `the agent ended ${attempts} times over it` });
      else if (command.expiresAtMs <= serverNowMs()) end(command, acceptedMs, { kind: 'failed', detail: 'it expired before it was done' });
      else queue(command, acceptedMs);
    }
  }
  return {
    take(document) {
      const verified = verifyDocument(document, payloadTypes.command, commandSchema, quorum);
      if (verified.kind === 'refused') {
        // signed as required and not understood: an order that came after this player
        const reason = verified.reason === 'bad-document' ? 'not-supported' : 'bad-signature';
        return { kind: 'refused', reason, detail: verified.detail };
      }
      const command = verified.document;
      if (command.playerId !== world.playerId) return { kind: 'refused', reason: 'other-player', detail: `is for ${command.playerId}` };
      const before = store.of(command.id);
      if (before !== null) return (before.report ?? unkept.get(command.id))?.end ?? { kind: 'accepted' };
      const nowMs = serverNowMs();
      if (command.expiresAtMs <= nowMs) return { kind: 'refused', reason: 'expired', detail: `at ${command.expiresAtMs}` };
      const isKept = whenRoom(() => (store.accept(command.id, document, world.life, nowMs), true), false);
      if (!isKept) return { kind: 'refused', reason: 'failed', detail: 'the disk is full' };
      queue(command, nowMs);
      return { kind: 'accepted' };
    },
    look() {
      keepEnds();
      lookAfterUnended();
      void sendReports();
    },
    settled: () => chain,
  };
}

/** Whether an order is ended by a life after the one that carried it out. */
function isLater({ name }: Order): boolean {
  return name === 'restart-player' || name === 'reboot';
}
