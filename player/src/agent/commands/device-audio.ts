import { quietSpanSchema, type QuietSpan } from '@gatecast/protocol';
import { z } from 'zod';
import { keepFact, readFact, type Store } from '../store/open-store.ts';

const factKey = 'audio';
const audioSchema = z.object({ volumeBp: z.int(), quiet: z.array(quietSpanSchema) });
type Audio = z.infer<typeof audioSchema>;

/** What was ordered of the device's sound, kept over restarts. */
export function deviceAudio(store: Store): {
  /** As the stage is handed it; empty where nothing ever was ordered. */
  readonly handed: () => { readonly audio?: Audio };
  /** As it counts: full and at any hour where nothing ever was ordered. */
  readonly present: () => Audio;
  readonly setVolume: (levelBp: number) => void;
  readonly setQuiet: (spans: readonly QuietSpan[]) => void;
} {
  let audio = readFact(store, factKey, audioSchema);
  const present = (): Audio => ({ volumeBp: 10_000, quiet: [], ...audio });
  /** Throws where the disk has no room: what would not last is not done. */
  function keep(next: Partial<Audio>): void {
    const changed = { ...present(), ...next };
    keepFact(store, factKey, changed);
    audio = changed;
  }
  return {
    handed: () => (audio === null ? {} : { audio }),
    present,
    setVolume: (volumeBp) => keep({ volumeBp }),
    setQuiet: (spans) => keep({ quiet: [...spans] }),
  };
}
