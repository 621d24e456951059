import type { Upload as ServersUpload } from '@gatecast/protocol';
import type { QueryClient } from '@tanstack/react-query';
import { meQuery } from '../../api/me-query.ts';
import { putMedia } from '../../api/media-list.ts';
import { uploadsQuery } from '../../api/queries.ts';
import { leftAlone, uploadMedia, type UploadNews } from './upload.ts';

export type Upload = {
  readonly key: number;
  readonly file: File;
  /** `waiting` for its turn; on its way (`UploadNews`); or `failed`. One that was taken in is a file of the list, and no upload any more. */
  readonly state: 'waiting' | UploadNews['standing'] | 'failed';
  /** The server's; null: it was not asked yet. */
  readonly id: ServersUpload['id'] | null;
  readonly share: number;
  readonly resumedShare: number | null;
  readonly error: unknown;
};

/** More at once would only make each slower. */
const mostAtOnce = 2;

/**
 * Files on their way to the server: some at once, the others in line. It lives as long as the page, whatever is looked at meanwhile, and for
 * the person who filled it: once somebody else is signed in, nothing of it is sent any more.
 */
export type UploadQueue = {
  readonly subscribe: (listener: () => void) => () => void;
  readonly uploads: () => readonly Upload[];
  readonly add: (files: readonly File[]) => void;
  readonly again: (upload: Upload) => void;
  /** What came of it is thrown away. */
  readonly callOff: (upload: Upload) => void;
};

const queues = new WeakMap<QueryClient, UploadQueue>();

/** The one queue of the page. */
export function uploadQueueOf(queries: QueryClient): UploadQueue {
  const known = queues.get(queries) ?? createUploadQueue(queries);
  queues.set(queries, known);
  return known;
}

function createUploadQueue(queries: QueryClient): UploadQueue {
  const fresh = { state: 'waiting', id: null, share: 0, resumedShare: null, error: null } as const;
  const listeners = new Set<() => void>();
  const aborts = new Map<number, AbortController>();
  let uploads: readonly Upload[] = [];
  let count = 0;
  const personNow = () => queries.getQueryData(meQuery.queryKey)?.id ?? null;
  let owner = personNow();

  function set(next: readonly Upload[]): void {
    uploads = next;
    if (uploads.some(({ state }) => state !== 'failed')) window.addEventListener('beforeunload', ask);
    else window.removeEventListener('beforeunload', ask);
    for (const listener of listeners) listener();
  }
  const change = (key: number, news: Partial<Upload>) =>
    set(uploads.map((upload) => (upload.key === key ? { ...upload, ...news } : upload)));
  const forget = (key: number) => set(uploads.filter((upload) => upload.key !== key));
  const told = () => queries.invalidateQueries({ queryKey: uploadsQuery.queryKey });

  function sendNext(): void {
    const next = aborts.size < mostAtOnce ? uploads.find(({ key, state }) => state === 'waiting' && !aborts.has(key)) : undefined;
    if (next === undefined) return;
    void send(next).finally(sendNext);
    sendNext();
  }
  async function send({ key, file }: Upload): Promise<void> {
    const abort = new AbortController();
    const { signal } = abort;
    aborts.set(key, abort);
    change(key, { ...fresh, state: 'sending' });
    try {
      const onNews = ({ standing: state, ...news }: UploadNews) => signal.aborted || change(key, { state, ...news });
      const stored = await uploadMedia(file, onNews, { signal });
      putMedia(queries, stored);
      forget(key);
    } catch (error) {
      if (!signal.aborted) change(key, { state: 'failed', error });
    } finally {
      aborts.delete(key);
      if (personNow() === owner) void told();
    }
  }
  queries.getQueryCache().subscribe(() => {
    const person = personNow();
    if (person === owner) return;
    owner = person;
    for (const abort of aborts.values()) abort.abort(leftAlone);
    if (uploads.length > 0) set([]);
  });

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    uploads: () => uploads,
    add(files) {
      const isKnown = (file: File) => uploads.some((upload) => upload.state !== 'failed' && isSame(upload.file, file));
      const added = files.filter((file) => !isKnown(file)).map((file): Upload => ({ ...fresh, key: (count += 1), file }));
      set([...uploads, ...added]);
      sendNext();
    },
    again({ key }) {
      change(key, fresh);
      sendNext();
    },
    callOff({ key }) {
      aborts.get(key)?.abort();
      forget(key);
    },
  };
}

function isSame(a: File, b: File): boolean {
  return a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;
}

/** A file has to be chosen again after a reload; the browser asks before it does that. */
function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
