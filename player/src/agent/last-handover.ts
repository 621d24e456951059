import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalBytes, nameOfBytes } from '@gatecast/signing';
import { handoverSchema, type HandedAlerts, type HandedRelease, type Handover } from '../bridge/bridge.ts';
import type { HandoverPart } from '../bridge/stage-port-names.ts';
import { jsonOf } from './store/json-of.ts';

/**
 * The release that was handed over last, as far as it can be vouched for: a variant whose document is not what its name says is left out.
 * For a player that lost its database and the copy of its release: it goes on with this until a server gives it the release again.
 */
export function lastHandedRelease(handoverFolder: string): HandedRelease['release'] {
  const handed = lastHanded(handoverFolder, 'release');
  if (handed?.part !== 'release' || handed.release === null) return null;
  const { documents, ...release } = handed.release;
  const sound = Object.entries(documents).filter(([name, document]) => nameOfBytes(canonicalBytes(document)) === name);
  return { ...release, documents: Object.fromEntries(sound) };
}

/** What was left of alerts when they were handed over last; null: nobody knows. */
export function lastHandedLives(handoverFolder: string): NonNullable<HandedAlerts['lives']> | null {
  const handed = lastHanded(handoverFolder, 'alerts');
  return handed?.part === 'alerts' ? (handed.lives ?? null) : null;
}

/** A part as it lies on disk; null: there is none, or none that can be read. */
function lastHanded(handoverFolder: string, part: HandoverPart): Handover | null {
  let text: string;
  try {
    text = readFileSync(join(handoverFolder, `${part}.json`), 'utf8');
  } catch {
    return null;
  }
  return handoverSchema.safeParse(jsonOf(text)).data ?? null;
}
