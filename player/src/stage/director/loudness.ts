import type { HandedDevice } from '../../bridge/bridge.ts';
import type { Cover } from './exposures.ts';

/**
 * How loud items may be, from 0 to 1. `timeOfDay` is the site's wall clock, HH:MM. Nothing speaks beneath a full-screen alert or
 * a visitor; what the device was set to holds again afterwards.
 */
export function loudnessOf(audio: HandedDevice['audio'], timeOfDay: string, cover: Cover): number {
  if (cover !== 'none') return 0;
  if (audio === undefined) return 1;
  const isQuiet = audio.quiet.some(({ from, to }) =>
    from < to ? from <= timeOfDay && timeOfDay < to : timeOfDay >= from || timeOfDay < to,
  );
  return isQuiet ? 0 : audio.volumeBp / 10_000;
}
