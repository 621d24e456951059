import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Operation } from './cut-journal.ts';
import { KeptFile } from './kept-file.ts';

/** A change of names; one between two folders is of both, and done once. */
type NameChange = { readonly run: (names: 'live' | 'durable') => void; isDone: boolean };
type Entry = KeptFile | KeptFolder;

/**
 * A folder as its disk has it for certain, and what was asked for since. The names in it come to rest in the order in which they were
 * changed, as journalling file systems have it; that a file is synced says nothing about its name, which is all that POSIX promises.
 */
class KeptFolder {
  readonly live = new Map<string, Entry>();
  readonly durable = new Map<string, Entry>();
  private unsynced: NameChange[] = [];

  change(change: NameChange): void {
    this.unsynced.push(change);
  }
  sync(): void {
    this.settle(this.unsynced.length);
  }
  /** The first so many of the unsynced changes are on disk. */
  settle(count: number): void {
    for (const change of this.unsynced.splice(0, count)) {
      if (!change.isDone) change.run('durable');
      change.isDone = true;
    }
  }
  settleSome(random: () => number): void {
    const mood = random();
    const count = this.unsynced.length;
    this.settle(mood < 0.35 ? 0 : mood < 0.55 ? count : Math.floor(random() * (count + 1)));
  }
}

/** How the folder was left: what was asked for and not synced may or may not be there, or it is all there as after a kill. */
export type Left = { readonly kind: 'cut'; readonly random: () => number } | { readonly kind: 'kill' };

/**
 * Writes into `target` what a process leaves of its folder `root`, new when it began, after these operations. Everything that was synced
 * is there.
 */
export function writeFolderAfter(operations: readonly Operation[], root: string, target: string, left: Left): void {
  const top = new KeptFolder();
  const byInode = new Map<bigint, Entry>();
  for (const operation of operations) perform(operation, root, top, byInode);
  if (left.kind === 'cut') settleNames(top, left.random);
  writeEntries(top, target, left);
}

function perform(operation: Operation, root: string, top: KeptFolder, byInode: Map<bigint, Entry>): void {
  const folderOf = (path: string): KeptFolder => {
    if (path === root) return top;
    const entry = folderOf(dirname(path)).live.get(basename(path));
    if (!(entry instanceof KeptFolder)) throw new Error(`the journal knows no folder ${path}`);
    return entry;
  };
  const place = (path: string) => ({ folder: folderOf(dirname(path)), name: basename(path) });
  const entryOf = (inode: bigint): Entry => {
    const entry = byInode.get(inode);
    if (entry === undefined) throw new Error(`the journal knows no inode ${inode}`);
    return entry;
  };
  const fileOf = (inode: bigint): KeptFile => {
    const entry = entryOf(inode);
    if (entry instanceof KeptFile) return entry;
    throw new Error(`inode ${inode} is a folder`);
  };
  /** Does a change of names now, and leaves it to the folders to keep it. */
  const change = (folders: readonly KeptFolder[], run: NameChange['run']): void => {
    run('live');
    const made: NameChange = { run, isDone: false };
    for (const folder of new Set(folders)) folder.change(made);
  };
  switch (operation.kind) {
    case 'create':
    case 'mkdir': {
      const entry = operation.kind === 'create' ? new KeptFile() : new KeptFolder();
      byInode.set(operation.inode, entry);
      // the shell or the test made the root itself, and a root that is lost is a new device
      if (operation.path === root) return void byInode.set(operation.inode, top);
      const { folder, name } = place(operation.path);
      return change([folder], (names) => void folder[names].set(name, entry));
    }
    case 'write':
      return fileOf(operation.inode).write(operation.offset, operation.bytes);
    case 'truncate':
      return fileOf(operation.inode).truncate(operation.sizeBytes);
    case 'sync':
      return entryOf(operation.inode).sync();
    case 'unlink':
    case 'rmdir': {
      const { folder, name } = place(operation.path);
      return change([folder], (names) => void folder[names].delete(name));
    }
    case 'rename': {
      const [from, to] = [place(operation.from), place(operation.to)];
      const entry = from.folder.live.get(from.name);
      if (entry === undefined) throw new Error(`the journal knows no ${operation.from}`);
      return change([from.folder, to.folder], (names) => {
        to.folder[names].set(to.name, entry);
        if (from.folder[names].get(from.name) === entry) from.folder[names].delete(from.name);
      });
    }
  }
}

function settleNames(folder: KeptFolder, random: () => number): void {
  folder.settleSome(random);
  for (const entry of folder.durable.values()) if (entry instanceof KeptFolder) settleNames(entry, random);
}

function writeEntries(folder: KeptFolder, target: string, left: Left): void {
  mkdirSync(target, { recursive: true, mode: 0o700 });
  for (const [name, entry] of left.kind === 'cut' ? folder.durable : folder.live) {
    const path = join(target, name);
    if (entry instanceof KeptFolder) writeEntries(entry, path, left);
    else writeFileSync(path, left.kind === 'cut' ? entry.afterCut(left.random) : entry.afterKill(), { mode: 0o600 });
  }
}
