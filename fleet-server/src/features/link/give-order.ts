import { commandResultSchema, payloadTypes, type Command } from '@gatecast/protocol';
import { signDocument } from '@gatecast/signing';
import type { AppContext } from '../../app-context.ts';
import type { PictureArrivals } from './picture-arrivals.ts';
import type { OpenSessions } from './player-session.ts';

/** A player that has not carried out an order by then never will: the order says so itself. */
export const orderTimeoutMs = 15_000;
/** The picture follows the acknowledgement as a message of its own. */
export const pictureTimeoutMs = 10_000;

export type OrderOutcome =
  /** Carried out; where a screenshot was ordered, the picture is stored. */
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly detail: string }
  /** No acknowledgement came in time. */
  | { readonly kind: 'silent' }
  /** It was acknowledged, and no picture came. */
  | { readonly kind: 'no-picture' };

/** An order that can be audited before it is sent. */
export type Order = { readonly command: Command; readonly send: () => Promise<OrderOutcome> };

/** Makes signed orders for connected players; null: the screen has no connected player. */
export type GiveOrder = (screenId: string, order: Command['order']) => Order | null;

export function createGiveOrder(
  { clock, newId, fleet, keys }: Pick<AppContext, 'clock' | 'newId' | 'fleet' | 'keys'>,
  open: Pick<OpenSessions, 'of'>,
  arrivals: PictureArrivals,
): GiveOrder {
  return (screenId, order) => {
    const player = fleet.current().players.get(screenId);
    const socket = player === undefined ? null : open.of(player.id);
    if (player === undefined || socket === null) return null;
    const issuedAtMs = clock.nowMs();
    const command: Command = {
      version: 1,
      type: 'command',
      id: newId(),
      playerId: player.id,
      issuedAtMs,
      expiresAtMs: issuedAtMs + orderTimeoutMs,
      order,
    };
    async function acknowledged(): Promise<OrderOutcome> {
      let answer: unknown;
      try {
        answer = await socket
          ?.timeout(orderTimeoutMs)
          .emitWithAck('command', signDocument(payloadTypes.command, command, [keys.signers.command]));
      } catch {
        // Socket.IO rejects for one reason, that no acknowledgement came in time
        return { kind: 'silent' };
      }
      const result = commandResultSchema.safeParse(answer);
      if (!result.success) return { kind: 'refused', detail: 'the player answered something else' };
      return result.data.kind === 'done' ? result.data : { kind: 'refused', detail: `${result.data.reason}: ${result.data.detail}` };
    }
    async function withPicture(): Promise<OrderOutcome> {
      const picture = arrivals.expect(screenId, command.id);
      try {
        const outcome = await acknowledged();
        if (outcome.kind !== 'done') return outcome;
        const arrival = await picture.within(pictureTimeoutMs);
        switch (arrival.kind) {
          case 'kept':
            return outcome;
          case 'refused':
            return { kind: 'refused', detail: `the picture was not taken: ${arrival.code}` };
          case 'late':
            return { kind: 'no-picture' };
        }
      } finally {
        picture.forget();
      }
    }
    return { command, send: order.name === 'screenshot' ? withPicture : acknowledged };
  };
}
