import { commandResultSchema, payloadTypes, type Command } from '@gatecast/protocol';
import { signDocument } from '@gatecast/signing';
import type { AppContext } from '../../app-context.ts';
import type { PictureArrivals } from './picture-arrivals.ts';
import type { OpenSessions } from './player-session.ts';

/** A player that has not acknowledged an order by then never will: the order says so itself. */
const orderTimeoutMs = 15_000;
/** The picture is a message of its own. */
const pictureTimeoutMs = 10_000;

/**
 * Asks a connected player for a picture for the wall; resolves with whether it came and is stored. Nobody ordered it, so neither the
 * screen's commands nor the audit, which say who did what, have a line of it.
 */
export function createAskPicture(
  { clock, newId, fleet, keys }: Pick<AppContext, 'clock' | 'newId' | 'fleet' | 'keys'>,
  open: Pick<OpenSessions, 'of'>,
  arrivals: PictureArrivals,
): (screenId: string) => Promise<boolean> {
  return async (screenId) => {
    const player = fleet.current().players.get(screenId);
    const socket = player === undefined ? null : open.of(player.id);
    if (player === undefined || socket === null) return false;
    const issuedAtMs = clock.nowMs();
    const times = { issuedAtMs, expiresAtMs: issuedAtMs + orderTimeoutMs };
    const command: Command = { version: 1, type: 'command', id: newId(), playerId: player.id, ...times, order: { name: 'screenshot' } };
    const picture = arrivals.expect(screenId, command.id);
    try {
      const document = signDocument(payloadTypes.command, command, [keys.signers.command]);
      const result = commandResultSchema.safeParse(await socket.timeout(orderTimeoutMs).emitWithAck('command', document));
      if (!result.success || (result.data.kind !== 'accepted' && result.data.kind !== 'done')) return false;
      return (await picture.within(pictureTimeoutMs)).kind === 'kept';
    } catch {
      // Socket.IO rejects for one reason, that no acknowledgement came in time
      return false;
    } finally {
      picture.forget();
    }
  };
}
