import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { merged } from '../../api/merged.ts';
import { mediaQuery } from '../../api/queries.ts';
import { uploadMedia } from './upload.ts';

export type Upload = {
  readonly key: number;
  readonly file: File;
  /** `waiting` for its turn, `sending`, or `failed`; one that was taken in is a file of the list, and no upload any more. */
  readonly state: 'waiting' | 'sending' | 'failed';
  readonly share: number;
  readonly error: unknown;
};

/** More at once would only make each slower. */
const mostAtOnce = 2;
let uploadCount = 0;

/** Files on their way to the server: some at once, the others in line; each can be called off, and sent again where it failed. */
export function useUploads() {
  const queries = useQueryClient();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const aborts = useRef(new Map<number, AbortController>());
  const line = useRef<{ readonly key: number; readonly file: File }[]>([]);
  const change = (key: number, news: Partial<Upload>) =>
    setUploads((list) => list.map((upload) => (upload.key === key ? { ...upload, ...news } : upload)));
  const forget = (key: number) => setUploads((list) => list.filter((upload) => upload.key !== key));

  function sendNext(): void {
    const next = aborts.current.size < mostAtOnce ? line.current.shift() : undefined;
    if (next === undefined) return;
    void send(next.key, next.file).finally(sendNext);
    sendNext();
  }
  async function send(key: number, file: File): Promise<void> {
    const abort = new AbortController();
    aborts.current.set(key, abort);
    change(key, { state: 'sending', share: 0, error: null });
    try {
      const stored = await uploadMedia(file, (share) => change(key, { share }), undefined, abort.signal);
      queries.setQueryData(mediaQuery.queryKey, (list) => list && merged(list, [stored]));
      forget(key);
    } catch (error) {
      if (!abort.signal.aborted) change(key, { state: 'failed', error });
    } finally {
      aborts.current.delete(key);
    }
  }
  function queue(key: number, file: File): void {
    line.current.push({ key, file });
    sendNext();
  }

  const isBusy = uploads.some(({ state }) => state !== 'failed');
  // a reload would throw away what is on its way; the browser asks before it does
  useEffect(() => {
    if (!isBusy) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isBusy]);

  return {
    uploads,
    add: (files: readonly File[]) => {
      for (const file of files) {
        uploadCount += 1;
        const key = uploadCount;
        setUploads((list) => [...list, { key, file, state: 'waiting', share: 0, error: null }]);
        queue(key, file);
      }
    },
    again: ({ key, file }: Upload) => {
      change(key, { state: 'waiting', share: 0, error: null });
      queue(key, file);
    },
    callOff: ({ key }: Upload) => {
      line.current = line.current.filter((one) => one.key !== key);
      aborts.current.get(key)?.abort();
      forget(key);
    },
  };
}
