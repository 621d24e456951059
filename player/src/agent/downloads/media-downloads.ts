import type { Clock } from '@gatecast/clock';
import type { FileRef } from '@gatecast/protocol';
import type { Zone } from '@gatecast/schedules';
import type { Outcome } from '../../brain/release-lane.ts';
import type { PlayerEvent } from '../../bridge/shell-channel.ts';
import type { ReleaseStore } from '../store/release-store.ts';
import { unwrittenBytes, type DownloadRules } from './download-rules.ts';
import { fetchMedia } from './fetch-media.ts';
import { inParallel } from './in-parallel.ts';
import type { MediaFolder } from './media-folder.ts';

/** A disk without room is looked at again this often. */
const roomRetryMs = 10_000;
/** Progress is told on standard output no more often than this. */
const tellEveryMs = 1_000;

export type FetchProgress = { readonly doneBytes: number; readonly totalBytes: number };

/** What is fetched: the media that are missing, for a release that has so many bytes in all. */
export type MediaOrder = {
  readonly releaseNumber: number;
  readonly refs: readonly FileRef[];
  readonly totalBytes: number;
  /** The site's zone; null: the release is waited for or what it replaces is broken, so that hours and jitter do not count. */
  readonly zone: Zone | null;
  readonly signal: AbortSignal;
};
export type MediaDownloads = ReturnType<typeof mediaDownloads>;

/** Fetches media as the site's settings allow: when, how many at once, how fast, and not into the last room of the disk. */
export function mediaDownloads(world: {
  readonly rules: DownloadRules;
  readonly folder: MediaFolder;
  readonly store: ReleaseStore;
  readonly clock: Clock;
  readonly serverUrl: string;
  readonly origins: () => readonly string[];
  readonly serverNowMs: () => number;
  readonly tell: (event: PlayerEvent) => void;
}) {
  const { rules, folder, store, clock } = world;
  const { settings, limit } = rules;
  let progress: FetchProgress & { readonly releaseNumber: number } = { releaseNumber: 0, doneBytes: 0, totalBytes: 0 };
  let toldMonotonicMs = Number.NEGATIVE_INFINITY;
  let isRoomTold = false;

  function trouble(where: string, detail: string): void {
    world.tell({ event: 'trouble', atMs: world.serverNowMs(), where, detail });
  }
  function shortBytes(refs: readonly FileRef[]): number {
    return rules.shortBytes(folder, refs);
  }
  function noRoom(detail: string): Outcome {
    if (!isRoomTold) trouble('disk', detail);
    isRoomTold = true;
    return { kind: 'wait', waitMs: roomRetryMs };
  }
  function gained(count: number): void {
    progress = { ...progress, doneBytes: progress.doneBytes + count };
    if (clock.monotonicMs() - toldMonotonicMs >= tellEveryMs) tellProgress();
  }
  function tellProgress(): void {
    toldMonotonicMs = clock.monotonicMs();
    const { releaseNumber, doneBytes, totalBytes } = progress;
    world.tell({ event: 'release-progress', atMs: world.serverNowMs(), number: releaseNumber, doneBytes, totalBytes });
  }
  async function fetchOne(ref: FileRef, signal: AbortSignal): Promise<'done' | 'failed' | 'no-room'> {
    // a file that was renamed and not yet written down, when the power went
    if (folder.sizeNow(folder.fileOf(ref.hash)) === ref.sizeBytes && (await folder.isSound(ref.hash))) {
      store.addMedia(ref.hash, ref.sizeBytes, world.serverNowMs());
      gained(ref.sizeBytes);
      return 'done';
    }
    const { serverUrl } = world;
    const fetched = await fetchMedia({ ref, folder, signal, limit, serverUrl, origins: world.origins(), onBytes: gained });
    if (fetched.kind === 'no-room') return (noRoom(fetched.detail), 'no-room');
    if (fetched.kind === 'failed') {
      if (!signal.aborted) trouble('media', fetched.detail);
      return 'failed';
    }
    const { sizeBytes, resumedFromBytes } = fetched;
    store.addMedia(ref.hash, sizeBytes, world.serverNowMs());
    world.tell({ event: 'media-fetched', atMs: world.serverNowMs(), hash: ref.hash, sizeBytes, resumedFromBytes });
    return 'done';
  }
  return {
    /** Bytes that the disk has too few to take these and leave what is to stay free; 0: they fit. */
    shortBytes,
    progress: (): FetchProgress => ({ doneBytes: progress.doneBytes, totalBytes: progress.totalBytes }),
    async fetchAll(order: MediaOrder): Promise<Outcome> {
      const { refs, totalBytes, releaseNumber } = order;
      progress = { releaseNumber, totalBytes, doneBytes: totalBytes - unwrittenBytes(folder, refs) };
      const wait = rules.waitMs({ kind: 'release', number: releaseNumber }, order.zone);
      if (wait > 0) return { kind: 'wait', waitMs: wait };
      const short = shortBytes(refs);
      if (short > 0)
        return noRoom(`${short} bytes too few are free for release ${releaseNumber}, with ${settings().reserveBytes} kept free`);
      isRoomTold = false;
      // a full disk ends the others' writing too
      const full = new AbortController();
      const signal = AbortSignal.any([order.signal, full.signal]);
      const results = await inParallel(refs, settings().parallel, async (ref) => {
        const result = signal.aborted ? 'failed' : await fetchOne(ref, signal);
        if (result === 'no-room') full.abort();
        return result;
      });
      tellProgress();
      if (results.includes('no-room')) return { kind: 'wait', waitMs: roomRetryMs };
      return { kind: results.every((result) => result === 'done') ? 'done' : 'failed' };
    },
  };
}
