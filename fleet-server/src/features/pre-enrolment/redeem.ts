import type { AppContext } from '../../app-context.ts';
import { presentPlayer, putPlayer } from '../link/put-player.ts';
import { findByTicket, spend, stateOf } from './store.ts';

export type Redeemed =
  | { readonly kind: 'enrolled'; readonly playerId: string; readonly screenId: string }
  | { readonly kind: 'refused'; readonly detail: string };

/**
 * Makes the device that holds a file's ticket the player that the file is for. File, player and audit row change in one transaction, so
 * that of two devices with one file one is enrolled and the other refused.
 */
export async function redeem(
  { truth, clock, newId, audit, fleet }: Pick<AppContext, 'truth' | 'clock' | 'newId' | 'audit' | 'fleet'>,
  device: { readonly ticket: string; readonly publicKey: string },
): Promise<Redeemed> {
  const refused = (detail: string): Redeemed => ({ kind: 'refused', detail });
  const playerId = newId();
  const atMs = clock.nowMs();
  return await truth.transaction().execute(async (transaction): Promise<Redeemed> => {
    const row = await findByTicket(transaction, device.ticket);
    if (row === undefined) return refused('this server has made no such file');
    const state = stateOf(row, atMs);
    if (state !== 'open') return refused(state === 'expired' ? 'the file is out of date' : `the file was ${state}`);
    const { screenId, madeBy } = row;
    if (!fleet.current().screens.has(screenId)) return refused('the screen is gone');
    if (row.replaces === 0 && (await presentPlayer(transaction, screenId)) !== undefined)
      return refused('the screen has a player, and the file does not take its place');
    if (!(await spend(transaction, row.id, playerId, atMs))) return refused('the file was used meanwhile');
    const player = { id: playerId, screenId, publicKey: device.publicKey, enrolledAtMs: atMs, enrolledBy: madeBy };
    const { replacedId } = await putPlayer(transaction, player);
    const detail = { playerId, publicKey: device.publicKey, replaced: replacedId, preEnrolmentId: row.id };
    await audit(transaction, { actor: madeBy, action: 'player-enrolled', subject: `screen:${screenId}`, detail });
    return { kind: 'enrolled', playerId, screenId };
  });
}
