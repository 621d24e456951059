import { mkdirSync, readFileSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { enrolledSchema, type Enrolled } from '@gatecast/protocol';
import { generateSeed } from '@gatecast/signing';
import { z } from 'zod';

/** Where everything of one player lies. */
export type DataFolder = {
  readonly identityFile: string;
  readonly databaseFile: string;
  readonly articlesFile: string;
  readonly handoverFolder: string;
  readonly mediaFolder: string;
};

/** The places in a data folder; makes the folders where they are missing. */
export function openDataFolder(path: string): DataFolder {
  const mediaFolder = join(path, 'media');
  mkdirSync(mediaFolder, { recursive: true, mode: 0o700 });
  return {
    identityFile: join(path, 'identity.json'),
    databaseFile: join(path, 'player.sqlite'),
    articlesFile: join(path, 'articles.sqlite'),
    handoverFolder: join(path, 'handover'),
    mediaFolder,
  };
}

/**
 * Writes a file so that a power cut leaves the old one or the new one, whole: a neighbour is written and synced, renamed
 * over it, and the folder synced, since a rename alone was seen to lose files.
 */
export async function writeWhole(path: string, content: string | Uint8Array, mode = 0o600): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const neighbour = `${path}.new`;
  const file = await open(neighbour, 'w', mode);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(neighbour, path);
  await syncFolder(dirname(path));
}

/** Makes renames in a folder last. Windows cannot open folders and needs it not. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

const identitySchema = z.strictObject({ version: z.literal(1), seed: z.string(), enrolled: enrolledSchema.nullable() });
export type Identity = z.infer<typeof identitySchema>;

/** The device's identity; a new key is made and kept where there is none. Throws where the file is there and not readable. */
export async function readIdentity(folder: DataFolder): Promise<Identity> {
  let text: string;
  try {
    text = readFileSync(folder.identityFile, 'utf8');
  } catch (error) {
    // only absence means a new device; an unreadable key must not be replaced by another one
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const fresh: Identity = { version: 1, seed: generateSeed(), enrolled: null };
    await keepIdentity(folder, fresh);
    return fresh;
  }
  return identitySchema.parse(JSON.parse(text));
}

export async function keepIdentity(folder: DataFolder, identity: Identity): Promise<void> {
  await writeWhole(folder.identityFile, `${JSON.stringify(identity)}\n`, 0o600);
}

/** The identity with what enrolment gave. */
export function enrolledIdentity(identity: Identity, enrolled: Enrolled): Identity {
  return { ...identity, enrolled };
}
