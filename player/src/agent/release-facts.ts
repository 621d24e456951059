import type { FileRef } from '@gatecast/protocol';
import type { Preparation, ReleaseFacts } from '../brain/release-steps.ts';
import { diskRoom } from './downloads/disk-room.ts';
import type { MediaDownloads } from './downloads/media-downloads.ts';
import type { KeptMedia } from './kept-media.ts';
import type { KnownGoodKeeper } from './known-good-keeper.ts';
import { envelopeOf, type OpenPlayable, type Opened } from './prepare-release.ts';
import type { KeptRelease, ReleaseStore } from './store/release-store.ts';

const nothing: ReleaseFacts['unneeded'] = { objects: [], media: [] };

/** Looks at what is on disk, for the brain to decide by. */
export function releaseFacts(world: {
  readonly store: ReleaseStore;
  readonly folderPath: string;
  readonly openPlayable: OpenPlayable;
  readonly downloads: MediaDownloads;
  readonly media: KeptMedia;
  readonly knownGood: KnownGoodKeeper;
  readonly activeMissing: () => readonly FileRef[];
  /** The server's clock, as well as it is known. */
  readonly serverNowMs: () => number;
}) {
  const { store } = world;
  let preparing: { readonly number: number; readonly opened: Opened } | null = null;
  /** Whether something may have become unneeded since it was looked for. */
  let mayEvict = true;

  function next(): KeptRelease | undefined {
    return store.kept().find(({ role }) => role === 'next');
  }
  function untilActivation(release: KeptRelease): number {
    const { activateAtMs } = envelopeOf(release.document);
    // a screen that shows nothing yet waits for nothing
    const isFirst = store.kept().every(({ role }) => role === 'next');
    return activateAtMs === undefined || isFirst ? 0 : Math.max(0, activateAtMs - world.serverNowMs());
  }
  function preparationOf(release: KeptRelease): Preparation {
    const envelope = envelopeOf(release.document);
    const tooLarge = tooLargeFor(envelope.mediaBytes);
    if (tooLarge !== null) return tooLarge;
    if (preparing?.number !== release.number || preparing.opened.kind !== 'open')
      preparing = { number: release.number, opened: world.openPlayable(envelope) };
    const { opened } = preparing;
    if (opened.kind !== 'open') return opened;
    return (
      tooLargeFor(sizeOf([...opened.contents.media.values()])) ?? { kind: 'open', missingMedia: world.media.missingOf(opened.contents) }
    );
  }
  /** Two releases must have room beside one another: the one that plays until the other is whole. */
  function tooLargeFor(mediaBytes: number): Preparation | null {
    const room = diskRoom(world.folderPath);
    if (room === null || mediaBytes * 2 <= room.capacityBytes) return null;
    const detail = `media of ${mediaBytes} bytes are more than half of a disk of ${room.capacityBytes}`;
    return { kind: 'unusable', reason: 'too-large', detail };
  }
  function unneeded(releases: readonly KeptRelease[]): ReleaseFacts['unneeded'] {
    const found = world.media.unneeded(releases, world.knownGood.needs());
    if (found !== null) mayEvict = false;
    return found ?? nothing;
  }
  return {
    look(): Omit<ReleaseFacts, 'availableNumber' | 'isConnected'> {
      const releases = store.kept();
      const release = releases.find(({ role }) => role === 'next');
      // where the active one was lost the one before plays: a server that has no newer one is not asked for it for ever
      const playing = releases.find(({ role }) => role === 'active') ?? releases.find(({ role }) => role === 'previous');
      const preparation = release === undefined ? null : preparationOf(release);
      const activeMissingMedia = world.activeMissing();
      const knownGood = world.knownGood.facts();
      const wanted = release === undefined ? [...activeMissingMedia, ...('missingMedia' in knownGood ? knownGood.missingMedia : [])] : [];
      const shortBytes = world.downloads.shortBytes(preparation?.kind === 'open' ? preparation.missingMedia : wanted);
      // while names are missing nobody knows what they will need
      const isClear = preparation?.kind !== 'incomplete' && knownGood.kind !== 'incomplete';
      return {
        refusedNumber: store.refusedNumber(),
        activeNumber: playing?.number ?? 0,
        next:
          release === undefined || preparation === null
            ? null
            : {
                number: release.number,
                state: release.state === 'delivered' ? 'delivered' : 'prepared',
                preparation,
                activateInMs: untilActivation(release),
              },
        activeMissingMedia,
        knownGood,
        unneeded: isClear && ((release === undefined && mayEvict) || shortBytes > 0) ? unneeded(releases) : nothing,
        shortBytes,
        reportsWaiting: store.reportsWaiting(),
      };
    },
    next,
    /** The contents of the release in preparation, as far as they were opened. */
    preparing: () => (preparing?.opened.kind === 'open' ? preparing.opened.contents : undefined),
    isWhole(number: number): boolean {
      const release = next();
      const preparation = release?.number === number ? preparationOf(release) : null;
      return preparation?.kind === 'open' && preparation.missingMedia.length === 0;
    },
    /** Another release is needed than before. */
    changed(): void {
      preparing = null;
      mayEvict = true;
    },
  };
}

/** Bytes of these in all. */
export function sizeOf(refs: readonly FileRef[]): number {
  return refs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
