import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalBytes, nameOfBytes } from '@gatecast/signing';
import { handoverSchema, type HandedRelease } from '../bridge/bridge.ts';
import { jsonOf } from './store/json-of.ts';

/**
 * The release that was handed over last, as far as it can be vouched for: a variant whose document is not what its name says is left out.
 * For a player that lost its database and the copy of its release: it goes on with this until a server gives it the release again.
 */
export function lastHandedRelease(handoverFolder: string): HandedRelease['release'] {
  let text: string;
  try {
    text = readFileSync(join(handoverFolder, 'release.json'), 'utf8');
  } catch {
    // there is none, or none that can be read: the stage shows its board
    return null;
  }
  const parsed = handoverSchema.safeParse(jsonOf(text));
  if (!parsed.success || parsed.data.part !== 'release' || parsed.data.release === null) return null;
  const { documents, ...release } = parsed.data.release;
  const sound = Object.entries(documents).filter(([name, document]) => nameOfBytes(canonicalBytes(document)) === name);
  return { ...release, documents: Object.fromEntries(sound) };
}
