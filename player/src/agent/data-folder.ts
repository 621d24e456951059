import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { logFolderIn } from '../logs/event-log.ts';

/** Where everything of one player lies. */
export type DataFolder = {
  readonly identityFile: string;
  /** Where the server is, for a player that a pre-enrolment file led there. */
  readonly serverFile: string;
  /** Where a pre-enrolment file is looked for, unless another place was set. */
  readonly preEnrolmentFile: string;
  readonly databaseFile: string;
  readonly articlesFile: string;
  readonly handoverFolder: string;
  readonly mediaFolder: string;
  /** Signed documents and the identity once more, outside of the database. */
  readonly copiesFolder: string;
  /** Databases that were found damaged. */
  readonly setAsideFolder: string;
  /** Packages of newer software on their way. */
  readonly updatesFolder: string;
  /** What the player told, as JSON lines. */
  readonly logFolder: string;
};

/** The places in a data folder; makes the folders where they are missing. */
export function openDataFolder(path: string): DataFolder {
  const mediaFolder = join(path, 'media');
  mkdirSync(mediaFolder, { recursive: true, mode: 0o700 });
  return {
    identityFile: join(path, 'identity.json'),
    serverFile: join(path, 'server.json'),
    preEnrolmentFile: join(path, 'pre-enrolment.json'),
    databaseFile: join(path, 'player.sqlite'),
    articlesFile: join(path, 'articles.sqlite'),
    handoverFolder: join(path, 'handover'),
    mediaFolder,
    copiesFolder: join(path, 'copies'),
    setAsideFolder: join(path, 'set-aside'),
    updatesFolder: join(path, 'updates'),
    logFolder: logFolderIn(path),
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

/** `syncFolder` for what must be done before the player does anything else. */
export function syncFolderNow(path: string): void {
  if (process.platform !== 'win32') syncFileNow(path);
}
export function syncFileNow(path: string): void {
  const opened = openSync(path, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
