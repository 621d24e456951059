import { createHash, type Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { mediaPath, type FileRef } from '@gatecast/protocol';
import { isNoRoom } from '../store/store-damage.ts';
import { hashInto, type MediaFolder } from './media-folder.ts';
import { originUrl } from './origin-url.ts';
import type { RateLimit } from './rate-limit.ts';

/** An origin that gives nothing for this long is left for the next one. */
const stallMs = 30_000;
/** A power cut costs no more than this of a file that was being fetched. */
const syncEveryBytes = 16 * 1024 * 1024;

export type FetchedMedia =
  | { readonly kind: 'here'; readonly sizeBytes: number; readonly resumedFromBytes: number }
  | { readonly kind: 'failed'; readonly detail: string }
  /** The disk is full: no other origin helps. */
  | { readonly kind: 'no-room'; readonly detail: string };

type Wanted = {
  readonly ref: FileRef;
  /** Where an origin has it; left out: among media. */
  readonly pathOf?: (hash: string) => string;
  readonly serverUrl: string;
  readonly origins: readonly string[];
  readonly folder: MediaFolder;
  readonly signal: AbortSignal;
  readonly limit: RateLimit;
  /** Told of bytes as they come to rest, for the progress that heartbeats show; less than 0 where they are thrown away. */
  readonly onBytes: (count: number) => void;
};

/**
 * Fetches a media file into the content folder, from where an earlier try stopped. Origins are asked in order; one that
 * gives other bytes than the hash names loses what it gave. Never writes more than `ref.sizeBytes`.
 */
export async function fetchMedia(wanted: Wanted): Promise<FetchedMedia> {
  const details: string[] = [];
  for (const origin of wanted.origins) {
    if (wanted.signal.aborted) return { kind: 'failed', detail: 'given up' };
    const url = originUrl(wanted.serverUrl, origin, (wanted.pathOf ?? mediaPath)(wanted.ref.hash));
    try {
      const fetched = await fetchFrom(url, wanted);
      if (fetched.kind === 'here') return fetched;
      details.push(`${url} ${fetched.detail}`);
    } catch (error) {
      // the network's failures are values already; these are the disk's
      if (isNoRoom(error)) return { kind: 'no-room', detail: String(error) };
      details.push(`${url}: ${String(error)}`);
    }
  }
  return { kind: 'failed', detail: details.join('; ') };
}

async function fetchFrom(url: string, wanted: Wanted): Promise<Exclude<FetchedMedia, { kind: 'no-room' }>> {
  const { ref, folder } = wanted;
  const part = await folder.openPart(ref.hash);
  let isFinished = false;
  try {
    const { size } = await part.stat();
    // one that is too long is the beginning of something else
    const resumedFromBytes = size <= ref.sizeBytes ? size : 0;
    if (size > ref.sizeBytes) await dropBytes(part, 0, wanted);
    const hash = await hashInto(createHash('sha256'), part);
    let told = await appendFrom({ ...wanted, url, part, hash, from: resumedFromBytes });
    // what was here could not be gone on with; the origin is asked for the whole
    if (told.kind === 'not-resumed') told = await appendFrom({ ...wanted, url, part, hash: createHash('sha256'), from: 0 });
    if (told.kind !== 'whole') return { kind: 'failed', detail: told.detail };
    if (told.hash.digest('hex') !== ref.hash) {
      await dropBytes(part, ref.sizeBytes, wanted);
      return { kind: 'failed', detail: 'gave other bytes' };
    }
    await folder.finish(ref.hash, part);
    isFinished = true;
    return { kind: 'here', sizeBytes: ref.sizeBytes, resumedFromBytes: told.isFromStart ? 0 : resumedFromBytes };
  } finally {
    if (!isFinished) await part.close();
  }
}

type Appended =
  | { readonly kind: 'whole'; readonly hash: Hash; readonly isFromStart: boolean }
  | { readonly kind: 'failed'; readonly detail: string }
  /** The part is empty now; asking again without it may help. */
  | { readonly kind: 'not-resumed'; readonly detail: string };

type Appending = Wanted & { readonly url: string; readonly part: FileHandle; readonly hash: Hash; readonly from: number };

async function appendFrom(task: Appending): Promise<Appended> {
  const { part, from, ref } = task;
  if (from === ref.sizeBytes) return { kind: 'whole', hash: task.hash, isFromStart: false };
  const silence = silenceWatch();
  try {
    const response = await ask(task, AbortSignal.any([task.signal, silence.signal]));
    const isResumed = from > 0 && response.status === 206 && isRestOf(response.headers.get('content-range'), from, ref.sizeBytes);
    if (response.body === null || (!isResumed && response.status !== 200)) {
      await response.body?.cancel();
      if (from === 0 || (response.status !== 416 && response.status !== 206))
        return { kind: 'failed', detail: `answered ${response.status}` };
      await dropBytes(part, from, task);
      return { kind: 'not-resumed', detail: `answered ${response.status}` };
    }
    const told = response.headers.get('content-length');
    const start = isResumed ? from : 0;
    if (told !== null && Number(told) !== ref.sizeBytes - start) {
      await response.body.cancel();
      return { kind: 'failed', detail: `has ${told} bytes where ${ref.sizeBytes - start} are wanted` };
    }
    if (!isResumed && from > 0) await dropBytes(part, from, task);
    await task.folder.keepTag(ref.hash, task.url, response.headers.get('etag'));
    return await append(response.body, { ...task, from: start, hash: isResumed ? task.hash : createHash('sha256') }, silence);
  } catch (error) {
    if (isNoRoom(error)) throw error;
    // the network's failures become values here; what came is kept for the next try
    return { kind: 'failed', detail: silence.signal.aborted ? 'gave nothing for 30 s' : `failed: ${causeOf(error)}` };
  } finally {
    silence.end();
  }
}

type Silence = ReturnType<typeof silenceWatch>;
/** Aborts when an origin says nothing for too long; what this player itself waits for does not count. */
function silenceWatch() {
  const controller = new AbortController();
  const begin = () => setTimeout(() => controller.abort(), stallMs);
  let timer = begin();
  return {
    signal: controller.signal,
    end: () => clearTimeout(timer),
    heard: () => clearTimeout(timer),
    listen: () => void (timer = begin()),
  };
}

async function ask({ url, from, ref, folder }: Appending, signal: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (from > 0) {
    headers['range'] = `bytes=${from}-`;
    const tag = await folder.tagOf(ref.hash, url);
    if (tag !== null) headers['if-range'] = tag;
  }
  // an origin is what the server named; where one points to is nobody's promise
  return await fetch(url, { headers, signal, redirect: 'manual' });
}

async function append(body: ReadableStream<Uint8Array>, task: Appending, silence: Silence): Promise<Appended> {
  const { part, ref, hash } = task;
  let length = task.from;
  let unsyncedBytes = 0;
  for await (const chunk of body) {
    silence.heard();
    length += chunk.byteLength;
    if (length > ref.sizeBytes) {
      await dropBytes(part, length - chunk.byteLength, task);
      return { kind: 'failed', detail: `is longer than ${ref.sizeBytes} bytes` };
    }
    await part.appendFile(chunk);
    hash.update(chunk);
    task.onBytes(chunk.byteLength);
    unsyncedBytes += chunk.byteLength;
    if (unsyncedBytes >= syncEveryBytes) {
      await part.sync();
      unsyncedBytes = 0;
    }
    await task.limit(chunk.byteLength);
    silence.listen();
  }
  if (length < ref.sizeBytes) return { kind: 'failed', detail: `ended at ${length} of ${ref.sizeBytes} bytes` };
  return { kind: 'whole', hash, isFromStart: task.from === 0 };
}

async function dropBytes(part: FileHandle, countBytes: number, { onBytes }: Wanted): Promise<void> {
  await part.truncate(0);
  onBytes(-countBytes);
}

/** Whether `Content-Range: bytes 5-9/10` (RFC 9110, 14.4) is the rest of a file of this size from there on. */
function isRestOf(contentRange: string | null, from: number, sizeBytes: number): boolean {
  const [, start, end, size] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(contentRange ?? '') ?? [];
  return Number(start) === from && Number(end) === sizeBytes - 1 && (size === '*' || Number(size) === sizeBytes);
}

/** undici says `fetch failed` and puts what happened into the cause. */
function causeOf(error: unknown): string {
  return String(error instanceof Error && error.cause !== undefined ? error.cause : error);
}
