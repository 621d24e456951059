import {
  commandResultSchema,
  commandSchema,
  payloadTypes,
  type Command,
  type CommandResult,
  type RootDocument,
  type SignedDocument,
} from '@gatecast/protocol';
import { quorumOf, verifyDocument } from '@gatecast/signing';
import type { PlayerEvent } from '../bridge/shell-channel.ts';
import { jsonOf } from './store/json-of.ts';
import type { Store } from './store/open-store.ts';
import type { WhenRoom } from './when-room.ts';

/** Results are remembered for a day: a command lives shorter. */
const memoryMs = 86_400_000;

/**
 * Does what a signed command orders, once: the same id gives the same result again. A command for another player, an
 * expired one and one without the command role's signature are refused.
 */
export function commandKeeper(world: {
  readonly store: Store;
  readonly root: RootDocument;
  readonly playerId: string;
  readonly serverNowMs: () => number;
  readonly tell: (event: PlayerEvent) => void;
  readonly whenRoom: WhenRoom;
  readonly orders: {
    readonly [Name in Command['order']['name']]: (
      command: Command,
      order: Extract<Command['order'], { name: Name }>,
    ) => Promise<CommandResult>;
  };
}): (document: SignedDocument) => Promise<CommandResult> {
  const quorum = quorumOf(world.root, 'command');
  const underWay = new Map<string, Promise<CommandResult>>();
  const known = world.store.prepare<[string], string>('SELECT result FROM commands WHERE id = ?').pluck();

  async function perform(command: Command): Promise<CommandResult> {
    const { order } = command;
    switch (order.name) {
      case 'screenshot':
        return await world.orders.screenshot(command, order);
      case 'identify':
        return await world.orders.identify(command, order);
      case 'reload-stage':
        return await world.orders['reload-stage'](command, order);
    }
  }
  async function performOnce(command: Command): Promise<CommandResult> {
    const before = known.get(command.id);
    const remembered = commandResultSchema.safeParse(before === undefined ? undefined : jsonOf(before));
    if (remembered.success) return remembered.data;
    const result = await perform(command);
    const atMs = world.serverNowMs();
    world.whenRoom(() => {
      world.store
        .prepare('INSERT OR REPLACE INTO commands (id, result, at_ms) VALUES (?, ?, ?)')
        .run(command.id, JSON.stringify(result), atMs);
      world.store.prepare('DELETE FROM commands WHERE at_ms < ?').run(atMs - memoryMs);
    }, undefined);
    world.tell({ event: 'command', atMs, name: command.order.name, result: result.kind === 'done' ? 'done' : result.reason });
    return result;
  }
  return (document) => {
    const verified = verifyDocument(document, payloadTypes.command, commandSchema, quorum);
    const refused = (reason: Extract<CommandResult, { kind: 'refused' }>['reason'], detail: string) =>
      Promise.resolve<CommandResult>({ kind: 'refused', reason, detail });
    if (verified.kind === 'refused') return refused('bad-signature', verified.detail);
    const command = verified.document;
    if (command.playerId !== world.playerId) return refused('other-player', `is for ${command.playerId}`);
    if (command.expiresAtMs <= world.serverNowMs()) return refused('expired', `at ${command.expiresAtMs}`);
    const doing = underWay.get(command.id) ?? performOnce(command).finally(() => underWay.delete(command.id));
    underWay.set(command.id, doing);
    return doing;
  };
}
