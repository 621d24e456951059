import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { syncFileNow, syncFolderNow } from '../data-folder.ts';
import { whenRoom } from '../when-room.ts';
import { checkPages, checkTables } from './check-store.ts';
import { migrations, type Migration } from './migrations.ts';
import { keepFact, migrate, openDatabase, versionOf, type Store } from './open-store.ts';
import { setAside } from './set-aside.ts';
import { isStoreDamage, StoreDamage } from './store-damage.ts';

export type SoundStore = {
  readonly store: Store;
  /** What was wrong with the database that was found, which is set aside now; null: nothing. */
  readonly damage: string | null;
  /** Where that one lies now; null: nowhere. */
  readonly setAsideFile: string | null;
  /** What of that which was committed, and perhaps told to others, is not here any more; a new device has lost nothing that it had. */
  readonly lost: 'nothing' | 'end' | 'everything';
  /** Closes it and notes that nothing is missing. */
  readonly close: () => void;
};
type Place = {
  readonly file: string;
  /** Where databases that do not hold go. */
  readonly setAsideFolder: string;
  readonly nativeBinding: string | undefined;
  readonly steps?: readonly Migration[];
};
type Found = { readonly store: Store; readonly version: number };

/**
 * Opens the player's database, checked page by page and brought to the present tables. One that does not hold is set aside, and the copy
 * from before a migration, or else an empty one, takes its place: what was in it heals from signed copies and the server. Throws only
 * where the world refuses: a disk without room, a file that cannot be written.
 */
export function openSoundStore(place: Place): SoundStore {
  const { file } = place;
  const isLogLost = existsSync(file) && !existsSync(`${file}-wal`) && !existsSync(cleanMark(file));
  const { found, damage, setAsideFile } = openOrReplace(place);
  const { store, version } = found;
  rmSync(cleanMark(file), { force: true });
  syncFolderNow(dirname(file));
  // there is a log from here on, so that its absence means something
  whenRoom(() => undefined)(() => keepFact(store, 'found-version', version), undefined);
  return {
    store,
    damage,
    setAsideFile,
    // tables of version 1 were closed without a mark
    lost: version === 0 ? 'everything' : damage !== null || (isLogLost && version >= 2) ? 'end' : 'nothing',
    close() {
      store.close();
      try {
        writeFileSync(cleanMark(file), '');
      } catch {
        // on a full disk: the next start takes the log for lost and begins a new chain of records, which costs nothing
      }
    },
  };
}

/** Notes that a database was seen damaged while it was in use; the next start sets it aside. */
export function noteSuspect(file: string, detail: string): void {
  writeFileSync(suspectMark(file), detail.slice(0, 1_000));
}

const suspectMark = (file: string) => `${file}.suspect`;
/** It was closed in order, so that a missing log is no loss. */
const cleanMark = (file: string) => `${file}.clean`;
/** The copy made by a migration that is not known to have worked yet. */
const beforeFile = (file: string) => `${file}.before`;
/** The copy from before the last migration that worked, for the software that was there before. */
const wasFile = (file: string) => `${file}.was`;

function openOrReplace(place: Place): { readonly found: Found } & Pick<SoundStore, 'damage' | 'setAsideFile'> {
  const { file } = place;
  let damage: string | null = null;
  let setAsideFile: string | null = null;
  for (let triesLeft = 3; ; triesLeft--) {
    try {
      if (existsSync(suspectMark(file))) throw new StoreDamage('damaged', readFileSync(suspectMark(file), 'utf8'));
      return { found: openAndMigrate(place), damage, setAsideFile };
    } catch (error) {
      if (!isStoreDamage(error) || triesLeft === 0) throw error;
      damage ??= error instanceof Error ? error.message : String(error);
      const aside = setAside(file, place.setAsideFolder);
      // of several the first is the one that was in use
      setAsideFile ??= aside;
      rmSync(suspectMark(file), { force: true });
      const copy = error instanceof StoreDamage && error.kind === 'newer' ? wasFile(file) : beforeFile(file);
      if (existsSync(copy)) takeCopy(copy, file);
    }
  }
}

/** Puts a copy in the place of the database; it is used once, so that one that does not hold either is not tried for ever. */
function takeCopy(copy: string, file: string): void {
  renameSync(copy, file);
  syncFolderNow(dirname(file));
}

function openAndMigrate(place: Place): Found {
  const { file, nativeBinding, steps = migrations } = place;
  let store = openDatabase(file, nativeBinding);
  try {
    checkPages(store);
    const version = versionOf(store);
    if (version > steps.length) throw new StoreDamage('newer', `is of version ${version}, newer than this software`);
    if (version > 0 && version < steps.length) {
      keepCopy(store, file);
      migrateSound(store, steps);
      // what was made is looked at as the next start will find it
      store.close();
      store = openDatabase(file, nativeBinding);
      checkPages(store);
    } else migrateSound(store, steps);
    checkTables(store, steps, nativeBinding);
    if (existsSync(beforeFile(file))) takeCopy(beforeFile(file), wasFile(file));
    return { store, version };
  } catch (error) {
    store.close();
    throw error;
  }
}

/** A migration that the tables do not allow was not written for them: they are not those of their version. */
function migrateSound(store: Store, steps: readonly Migration[]): void {
  try {
    migrate(store, steps);
  } catch (error) {
    if (error instanceof Database.SqliteError && /^SQLITE_(ERROR|CONSTRAINT|MISMATCH)/.test(error.code))
      throw new StoreDamage('damaged', error.message);
    throw error;
  }
}

function keepCopy(store: Store, file: string): void {
  // another process that reads it would keep the log from being taken in; there is none
  store.pragma('wal_checkpoint(TRUNCATE)');
  const unsynced = `${beforeFile(file)}.new`;
  copyFileSync(file, unsynced);
  syncFileNow(unsynced);
  takeCopy(unsynced, beforeFile(file));
}
