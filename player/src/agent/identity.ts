import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { enrolledSchema, type Enrolled } from '@gatecast/protocol';
import { generateSeed } from '@gatecast/signing';
import { z } from 'zod';
import { writeWhole, type DataFolder } from './data-folder.ts';
import { jsonOf } from './store/json-of.ts';
import { sumOf } from './store/sum-of.ts';

const identitySchema = z.strictObject({ version: z.literal(1), seed: z.string(), enrolled: enrolledSchema.nullable() });
export type Identity = z.infer<typeof identitySchema>;
/** The identity as it lies in its file, with a sum: one of the two is always whole, and this one says whether it is. */
const copySchema = z.strictObject({ version: z.literal(1), text: z.string(), sum: z.string() });

/**
 * The device's identity, from its file or, where a bit of that was flipped or it is lost, from the copy; a new key is made and kept where
 * there is neither. Throws where both are there and neither can be read: a key must not be replaced by another one.
 */
export async function readIdentity(folder: DataFolder): Promise<Identity> {
  const text = textOf(folder.identityFile);
  const copy = copyOf(folder);
  // the copy is written first, so that it is never the older of the two
  const kept = read(copy) ?? read(text);
  if (kept === null) {
    if (text !== null || textOf(copyFile(folder)) !== null) throw new Error(`${folder.identityFile} cannot be read, nor its copy`);
    const fresh: Identity = { version: 1, seed: generateSeed(), enrolled: null };
    await keepIdentity(folder, fresh);
    return fresh;
  }
  if (copy === null || text !== copy) await keepIdentity(folder, kept);
  return kept;
}

export async function keepIdentity(folder: DataFolder, identity: Identity): Promise<void> {
  const text = `${JSON.stringify(identity)}\n`;
  await writeWhole(copyFile(folder), JSON.stringify({ version: 1, text, sum: sumOf(text) }), 0o600);
  await writeWhole(folder.identityFile, text, 0o600);
}

/** The identity with what enrolment gave. */
export function enrolledIdentity(identity: Identity, enrolled: Enrolled): Identity {
  return { ...identity, enrolled };
}

const copyFile = (folder: DataFolder) => join(folder.copiesFolder, 'identity.json');

function copyOf(folder: DataFolder): string | null {
  const parsed = copySchema.safeParse(jsonOf(textOf(copyFile(folder)) ?? ''));
  return parsed.success && sumOf(parsed.data.text) === parsed.data.sum ? parsed.data.text : null;
}

function read(text: string | null): Identity | null {
  const parsed = identitySchema.safeParse(jsonOf(text ?? ''));
  return parsed.success ? parsed.data : null;
}

/** null: there is no such file. Throws where it is there and the system does not give it. */
function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return null;
  }
}
