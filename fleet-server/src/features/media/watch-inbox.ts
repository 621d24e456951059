import { watch } from 'chokidar';
import { createReadStream, constants, type BigIntStats } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { AppContext } from '../../app-context.ts';
import type { Ingest } from './ingest.ts';
import type { MediaFiles } from './media-files.ts';

const rejectedFolder = 'rejected';
/** Names under which copying programs and browsers write what is not whole yet. */
const unfinishedEndings = /\.(part|partial|tmp|temp|crdownload|download|filepart|swp)$|~$/i;

/** Whether a name in the inbox is somebody's unfinished or hidden file. */
export function isUnfinishedName(name: string): boolean {
  return name.startsWith('.') || unfinishedEndings.test(name);
}

export type InboxOptions = {
  readonly folder: string;
  readonly limitBytes: number;
  /** How long size and modification time must stand still before a file counts as whole. */
  readonly settleMs: number;
};
export type Inbox = { readonly close: () => Promise<void> };

/**
 * Watches a folder and offers whole files to the ingest, one after another. What is taken disappears from the folder; what is
 * refused moves to `rejected/`, beside a text that says why. Files in folders, hidden, unfinished and linked ones are left alone.
 */
export async function watchInbox(
  { folder, limitBytes, settleMs }: InboxOptions,
  deps: {
    readonly ingest: Ingest;
    readonly files: MediaFiles;
    readonly log: AppContext['log'];
    readonly isKnown: (hash: string, fileName: string) => Promise<boolean>;
  },
): Promise<Inbox> {
  const { ingest, files, log, isKnown } = deps;
  await mkdir(join(folder, rejectedFolder), { recursive: true });
  let isClosing = false;
  let last: Promise<void> = Promise.resolve();

  async function take(path: string): Promise<void> {
    const copied = await copyWhole(path, files, limitBytes);
    switch (copied.kind) {
      case 'gone':
      case 'unsettled':
        return;
      case 'link':
        return log.warn({ file: basename(path) }, 'a link in the inbox is not followed');
      case 'too-large':
        return reject(path, `the file is larger than ${limitBytes} bytes`);
      case 'copied':
        return offer(path, copied);
    }
  }

  async function offer(path: string, copied: Extract<Copied, { kind: 'copied' }>): Promise<void> {
    if (await isKnown(copied.hash, basename(path))) {
      // a crash came between taking this file and clearing it away
      await rm(copied.path, { force: true });
      return rm(path, { force: true });
    }
    const offered = await ingest.offer({ ...copied, fileName: basename(path), source: 'inbox', actor: 'system', siteId: null });
    switch (offered.kind) {
      case 'taken':
        return rm(path, { force: true });
      case 'refused':
        return reject(path, offered.problem);
      case 'unjudged':
        return log.error({ file: basename(path), problem: offered.problem }, 'a file in the inbox waits: it could not be judged');
    }
  }

  async function reject(path: string, problem: string): Promise<void> {
    const name = await freeName(join(folder, rejectedFolder), basename(path));
    const target = join(folder, rejectedFolder, name);
    await rename(path, target);
    await writeFile(`${target}.txt`, `${problem}\n`);
    log.warn({ file: basename(path), problem }, 'a file in the inbox was refused');
  }

  async function takeAfter(before: Promise<void>, path: string): Promise<void> {
    await before;
    if (isClosing) return;
    try {
      await take(path);
    } catch (fault) {
      if (!isClosing) log.error({ err: fault, file: basename(path) }, 'a file in the inbox could not be taken');
    }
  }

  function enqueue(path: string): void {
    last = takeAfter(last, path);
  }

  const watcher = watch(folder, {
    depth: 0,
    followSymlinks: false,
    ignored: (path, stats) =>
      path !== folder && (dirname(path) !== folder || isUnfinishedName(basename(path)) || stats?.isDirectory() === true),
    awaitWriteFinish: { stabilityThreshold: settleMs, pollInterval: Math.min(200, Math.max(20, Math.floor(settleMs / 4))) },
  });
  watcher.on('add', enqueue).on('change', enqueue);
  watcher.on('error', (fault) => log.error({ err: fault }, 'the inbox cannot be watched'));
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return {
    async close() {
      isClosing = true;
      await watcher.close();
      await last;
    },
  };
}

type Copied =
  | { readonly kind: 'copied'; readonly path: string; readonly hash: string; readonly sizeBytes: number }
  /** Somebody took it away, wrote on while we read, or it is no file: an event follows if it becomes one. */
  | { readonly kind: 'gone' | 'unsettled' | 'link' | 'too-large' };

/**
 * Copies, because a writer who still holds the file open must not change what was judged. Size and time must be the same
 * before and after; a link is not followed, neither by name nor between look and open.
 */
async function copyWhole(path: string, files: MediaFiles, limitBytes: number): Promise<Copied> {
  try {
    const named = await lstat(path, { bigint: true });
    if (named.isSymbolicLink()) return { kind: 'link' };
    if (!named.isFile()) return { kind: 'gone' };
    const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const before = await handle.stat({ bigint: true });
      if (!before.isFile() || !isSame(named, before)) return { kind: 'unsettled' };
      const received = await files.receive(
        createReadStream(path, { fd: handle, autoClose: false, highWaterMark: 1024 * 1024 }),
        limitBytes,
      );
      if (received.kind === 'too-large') return received;
      if (isSame(before, await handle.stat({ bigint: true }))) return { ...received, kind: 'copied' };
      await rm(received.path, { force: true });
      return { kind: 'unsettled' };
    } finally {
      await handle.close();
    }
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? fault.code : null;
    if (code === 'ENOENT') return { kind: 'gone' };
    if (code === 'ELOOP') return { kind: 'link' };
    throw fault;
  }
}

function isSame(a: BigIntStats, b: BigIntStats): boolean {
  return a.dev === b.dev && a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs;
}

async function freeName(folder: string, name: string): Promise<string> {
  const taken = new Set(await readdir(folder));
  if (!taken.has(name)) return name;
  for (let count = 2; ; count++) if (!taken.has(`${count}-${name}`)) return `${count}-${name}`;
}
