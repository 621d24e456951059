import { createHash } from 'node:crypto';
import { accessSync, constants, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeStartPage } from './start-page.ts';

/** What a browser writes in the first minutes of a new profile, with some room to live. */
const neededBytes = 24 * 1024 * 1024;

export type ProfilePlace = {
  readonly folder: string;
  /** The page that leads the browser to the stage. */
  readonly startPage: string;
  /** Why this is not the player's own folder; null: it is. */
  readonly insteadBecause: string | null;
};

/**
 * Where a browser that is started now keeps its own files, with its start page in it: the player's folder, or one in memory where that has no
 * room, as a full disk must not keep the picture from coming. Where there is nowhere else it begins on a blank page and is led from there.
 */
export function profilePlace(own: string, stageUrl: string, elsewhere: readonly string[] = inMemory()): ProfilePlace {
  leaveOtherPlaces(own, elsewhere);
  const room = placeIn(() => own, stageUrl);
  if (room.kind === 'place') return { ...room.place, insteadBecause: null };
  for (const folder of elsewhere) {
    const other = placeIn(() => mkdtempSync(join(folder, prefixOf(own))), stageUrl, folder);
    if (other.kind === 'place') return { ...other.place, insteadBecause: room.detail };
  }
  return { folder: own, startPage: 'about:blank', insteadBecause: room.detail };
}

/** Takes away what this player's browsers, also of an earlier life, kept elsewhere: it is memory. */
export function leaveOtherPlaces(own: string, elsewhere: readonly string[] = inMemory()): void {
  for (const folder of elsewhere) {
    try {
      const left = readdirSync(folder).filter((name) => name.startsWith(prefixOf(own)));
      for (const name of left) rmSync(join(folder, name), { recursive: true, force: true });
    } catch {
      // of another user, or still being written: the next start takes it away
    }
  }
}

function prefixOf(own: string): string {
  return `gatecast-browser-${createHash('sha256').update(own).digest('hex').slice(0, 12)}-`;
}

type Tried =
  | { readonly kind: 'place'; readonly place: Omit<ProfilePlace, 'insteadBecause'> }
  | { readonly kind: 'none'; readonly detail: string };

function placeIn(make: () => string, stageUrl: string, on?: string): Tried {
  try {
    const enough = on === undefined || freeBytesOn(on) >= 4 * neededBytes;
    if (!enough) return { kind: 'none', detail: `${on} has little room itself` };
    const folder = make();
    const startPage = writeStartPage(folder, stageUrl);
    const freeBytes = freeBytesOn(folder);
    if (freeBytes >= neededBytes) return { kind: 'place', place: { folder, startPage } };
    return { kind: 'none', detail: `${freeBytes} bytes are free for ${folder}` };
  } catch (error) {
    return { kind: 'none', detail: String(error) };
  }
}

function freeBytesOn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Folders of this machine that lie in memory, or do not lie where the data does. */
function inMemory(): readonly string[] {
  return [process.env['XDG_RUNTIME_DIR'], '/dev/shm', tmpdir()].filter((folder) => folder !== undefined && isWritable(folder)) as string[];
}
function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
