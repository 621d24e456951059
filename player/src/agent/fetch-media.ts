import { createHash, type Hash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { mediaPath, type MediaRef } from '@gatecast/protocol';
import { hashInto, type MediaFolder } from './media-folder.ts';
import { originUrl } from './origin-url.ts';

/** An origin that gives nothing for this long is left for the next one. */
const stallMs = 30_000;

export type FetchedMedia =
  | { readonly kind: 'here'; readonly sizeBytes: number; readonly resumedFromBytes: number }
  | { readonly kind: 'failed'; readonly detail: string };

/**
 * Fetches a media file into the content folder, from where an earlier try stopped. Origins are asked in order; one that
 * gives other bytes than the hash names loses what it gave. Never writes more than `ref.sizeBytes`.
 */
export async function fetchMedia(options: {
  readonly ref: MediaRef;
  readonly serverUrl: string;
  readonly origins: readonly string[];
  readonly folder: MediaFolder;
  readonly signal: AbortSignal;
  /** Told of bytes as they come to rest, for the progress that heartbeats show. */
  readonly onBytes?: (count: number) => void;
}): Promise<FetchedMedia> {
  const { ref, folder, signal } = options;
  const details: string[] = [];
  for (const origin of options.origins) {
    if (signal.aborted) return { kind: 'failed', detail: 'given up' };
    const url = originUrl(options.serverUrl, origin, mediaPath(ref.hash));
    const part = await open(folder.partOf(ref.hash), 'a+');
    let isFinished = false;
    try {
      const resumedFromBytes = await usableLength(part, ref.sizeBytes);
      const hash = await hashInto(createHash('sha256'), part);
      const told = await appendFrom({ url, part, hash, from: resumedFromBytes, ...options });
      if (told.kind === 'failed') {
        details.push(`${url}: ${told.detail}`);
        continue;
      }
      if (told.hash.digest('hex') !== ref.hash) {
        await part.truncate(0);
        details.push(`${url} gave other bytes`);
        continue;
      }
      await folder.finish(ref.hash, part);
      isFinished = true;
      return { kind: 'here', sizeBytes: ref.sizeBytes, resumedFromBytes: told.isFromStart ? 0 : resumedFromBytes };
    } finally {
      if (!isFinished) await part.close();
    }
  }
  return { kind: 'failed', detail: details.join('; ') };
}

/** The length of the part that a resume builds on; one that is too long is of something else. */
async function usableLength(part: FileHandle, sizeBytes: number): Promise<number> {
  const { size } = await part.stat();
  if (size <= sizeBytes) return size;
  await part.truncate(0);
  return 0;
}

type Appended =
  | { readonly kind: 'whole'; readonly hash: Hash; readonly isFromStart: boolean }
  | { readonly kind: 'failed'; readonly detail: string };

async function appendFrom(options: {
  readonly url: string;
  readonly part: FileHandle;
  readonly hash: Hash;
  readonly from: number;
  readonly ref: MediaRef;
  readonly signal: AbortSignal;
  readonly onBytes?: (count: number) => void;
}): Promise<Appended> {
  const { part, from, ref } = options;
  if (from === ref.sizeBytes) return { kind: 'whole', hash: options.hash, isFromStart: false };
  const stall = new AbortController();
  let timer = setTimeout(() => stall.abort(), stallMs);
  try {
    const headers: Record<string, string> = from > 0 ? { range: `bytes=${from}-` } : {};
    const response = await fetch(options.url, { headers, signal: AbortSignal.any([options.signal, stall.signal]) });
    const isResumed = response.status === 206 && startOf(response.headers.get('content-range')) === from;
    if (response.body === null || (!isResumed && response.status !== 200)) {
      await response.body?.cancel();
      // what is here is not the beginning of what is there
      if (response.status === 416 || response.status === 206) await part.truncate(0);
      return { kind: 'failed', detail: `answered ${response.status}` };
    }
    let { hash } = options;
    let length = from;
    if (!isResumed) {
      await part.truncate(0);
      hash = createHash('sha256');
      length = 0;
    }
    for await (const chunk of response.body as ReadableStream<Uint8Array>) {
      clearTimeout(timer);
      timer = setTimeout(() => stall.abort(), stallMs);
      length += chunk.byteLength;
      if (length > ref.sizeBytes) {
        await part.truncate(0);
        return { kind: 'failed', detail: `is longer than ${ref.sizeBytes} bytes` };
      }
      await part.appendFile(chunk);
      hash.update(chunk);
      options.onBytes?.(chunk.byteLength);
    }
    if (length < ref.sizeBytes) return { kind: 'failed', detail: `ended at ${length} of ${ref.sizeBytes} bytes` };
    return { kind: 'whole', hash, isFromStart: !isResumed };
  } catch (error) {
    // the network's failures become values here; what came is kept for the next try
    return { kind: 'failed', detail: stall.signal.aborted ? 'gave nothing for 30 s' : String(error) };
  } finally {
    clearTimeout(timer);
  }
}

/** Where a `Content-Range: bytes 5-9/10` starts (RFC 9110, 14.4); null where it says nothing usable. */
function startOf(contentRange: string | null): number | null {
  const start = /^bytes (\d+)-/.exec(contentRange ?? '')?.[1];
  return start === undefined ? null : Number(start);
}
