import type { Handover } from '../bridge/bridge.ts';
import { agedLives } from '../brain/alert-life.ts';
import type { BootMark } from '../brain/player-clock.ts';

/**
 * What lies on disk of the last agent, as it holds for a stage that begins now. In another boot nobody vouches for the device's clock, which is not
 * before what was known last; and of alerts so much less is left.
 */
export function agedHandover(handover: Handover, boot: BootMark, wallNowMs: number): Handover {
  if (handover.part === 'alerts') {
    if (handover.lives === undefined) return handover;
    return { ...handover, lives: agedLives(handover.lives, boot) };
  }
  if (handover.part !== 'device' || handover.clock.told === undefined) return handover;
  const { told, offsetMs } = handover.clock;
  if (told.boot.id !== '' && told.boot.id === boot.id) return handover;
  return { ...handover, clock: { offsetMs: Math.max(offsetMs, told.atMs - wallNowMs), state: 'untrusted' } };
}
