import type { Clock } from '@gatecast/clock';
import type { PlayerLink } from '@gatecast/player-link';
import type { FileRef, RootDocument } from '@gatecast/protocol';
import { quorumOf } from '@gatecast/signing';
import type { Outcome, ReleaseEffect, ReleaseEvent } from '../brain/release-lane.ts';
import type { PlayerEvent } from '../bridge/shell-channel.ts';
import { activeRelease, type ActiveRelease } from './active-release.ts';
import type { FetchProgress, MediaDownloads } from './downloads/media-downloads.ts';
import type { MediaFolder } from './downloads/media-folder.ts';
import { keptMedia, type Needs } from './kept-media.ts';
import { knownGoodKeeper } from './known-good-keeper.ts';
import { playableOpener } from './prepare-release.ts';
import { releaseFacts, sizeOf } from './release-facts.ts';
import { releaseHands } from './release-hands.ts';
import type { SignedCopies } from './signed-copies.ts';
import type { ReleaseStore } from './store/release-store.ts';
import type { WhenRoom } from './when-room.ts';

export type ReleaseKeeper = {
  /** Does what the brain says; its answers are events for the brain. */
  readonly perform: (effect: ReleaseEffect) => void;
  readonly active: () => ActiveRelease | null;
  readonly knownGood: () => ActiveRelease | null;
  /** What the known-good release takes, the one that is held and the one that is wanted. */
  readonly knownGoodNeeds: () => Needs;
  /** What heartbeats tell. */
  readonly progress: () => { readonly active: number; readonly preparing: number; readonly progressBp: number } & Partial<FetchProgress>;
  /** Media of the active and the known-good release that are not here, or not as they should be: their variants are not shown meanwhile. */
  readonly missingMedia: () => ReadonlySet<string>;
  /** What is on disk, the media of the active release first. */
  readonly mediaByImportance: () => readonly string[];
  /** A file has other bytes than its name tells: it goes, and is fetched again. */
  readonly dropBroken: (hash: string, detail: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** The releases on the device. Everything that counts is in the store, so a player killed anywhere goes on from there. */
export function releaseKeeper(world: {
  readonly store: ReleaseStore;
  readonly folder: MediaFolder;
  readonly downloads: MediaDownloads;
  readonly copies: SignedCopies;
  readonly root: RootDocument;
  readonly screenId: string;
  readonly serverUrl: string;
  readonly link: () => PlayerLink | null;
  readonly origins: () => readonly string[];
  readonly clock: Clock;
  /** The server's clock, as well as it is known. */
  readonly serverNowMs: () => number;
  readonly tell: (event: PlayerEvent) => void;
  readonly whenRoom: WhenRoom;
  readonly knownGoodList: () => string | null;
  /** For the brain. */
  readonly answer: (event: ReleaseEvent) => void;
  readonly onActive: (release: ActiveRelease) => void;
  /** Which release is held as known good, and which media are missing, of this or of another. */
  readonly onKnownGood: (release: ActiveRelease | null, missingMedia: ReadonlySet<string>) => void;
  /** Other media of the active or the known-good release are missing than before. */
  readonly onMissing: () => void;
}): ReleaseKeeper {
  const { store, folder } = world;
  const quorum = quorumOf(world.root, 'assembly');
  let isStopped = false;
  let missingTold: ReadonlySet<string> = new Set();
  const openPlayable = playableOpener(store);
  const media = keptMedia(store, folder, openPlayable, world.serverNowMs);
  const playing = activeRelease({ ...world, openPlayable, quorum, onTrouble: (detail) => trouble('releases', detail) });
  const knownGood = knownGoodKeeper({
    ...{ store, media, openPlayable, quorum, screenId: world.screenId, listName: world.knownGoodList },
    onTrouble: (detail) => trouble('known-good', detail),
    onHeld: (release) => world.onKnownGood(release, missingNow()),
  });
  const facts = releaseFacts({
    ...{ store, openPlayable, folderPath: folder.path, downloads: world.downloads, media, knownGood, activeMissing },
    serverNowMs: world.serverNowMs,
  });
  const hands = releaseHands({ ...world, facts, knownGood, quorum, fetchMedia, activate, evict });

  function trouble(where: string, detail: string): void {
    world.tell({ event: 'trouble', atMs: world.serverNowMs(), where, detail });
  }
  function activeMissing(): readonly FileRef[] {
    const active = playing.current();
    return active === null ? [] : media.missingOf(active.contents);
  }
  function missingNow(): ReadonlySet<string> {
    return new Set([...activeMissing(), ...knownGood.missing()].map(({ hash }) => hash));
  }
  /** The stage is told when media of what it shows went or came. */
  function tellMissing(): void {
    const missing = missingNow();
    if (missing.size === missingTold.size && [...missing].every((hash) => missingTold.has(hash))) return;
    missingTold = missing;
    world.onMissing();
    world.onKnownGood(knownGood.current(), missing);
  }
  async function fetchMedia(number: number, refs: readonly FileRef[], signal: AbortSignal): Promise<Outcome> {
    const contents = facts.preparing() ?? playing.current()?.contents;
    // a first release, and one whose media broke, are not kept waiting for an hour of the site
    const isUrgent = playing.current() === null || activeMissing().length > 0;
    const outcome = await world.downloads.fetchAll({
      releaseNumber: number,
      refs,
      // media of what plays may have broken and be fetched beside those of the next one
      totalBytes: sizeOf([...new Map([...(contents?.media.values() ?? []), ...refs].map((ref) => [ref.hash, ref])).values()]),
      zone: isUrgent || contents === undefined ? null : contents.screen.screen.zone,
      signal,
    });
    tellMissing();
    return outcome;
  }
  async function activate(number: number): Promise<void> {
    const atMs = world.serverNowMs();
    store.needed(playing.current()?.contents.media.keys() ?? [], atMs);
    store.activate(number, atMs);
    playing.adoptActivated();
    missingTold = missingNow();
    await dropUselessParts();
    world.tell({ event: 'release-active', atMs, number });
  }
  /** Beginnings of files go that none of the releases needs that are kept or wanted; what is gone on with stays, be it gigabytes. */
  async function dropUselessParts(): Promise<void> {
    // while names are missing nobody knows what they will need
    if (knownGood.facts().kind === 'incomplete') return;
    const needed = new Set([...(playing.current()?.contents.media.keys() ?? []), ...knownGood.needs().media]);
    for (const hash of (await folder.list()).parts) if (!needed.has(hash)) await folder.dropPart(hash);
  }
  async function evict(objects: readonly string[], hashes: readonly string[]): Promise<number> {
    const count = store.forget(objects, hashes);
    for (const hash of hashes) await folder.drop(hash);
    return count;
  }

  const lostCount = media.forgetLost();
  if (lostCount > 0) trouble('media', `${lostCount} files are not on disk any more`);
  playing.adoptAtStart();
  const held = knownGood.current();
  for (const release of [playing.current(), held]) if (release !== null) media.knowBySize(release.contents);
  missingTold = missingNow();
  world.onKnownGood(held, missingTold);
  const finding = media
    .findUnknown(() => isStopped)
    .then(tellMissing)
    .catch((error: unknown) => trouble('media', String(error)))
    .finally(() => world.answer({ kind: 'releases-changed' }));

  return {
    perform: (effect) => hands.perform(effect),
    active: () => playing.current(),
    knownGood: knownGood.current,
    knownGoodNeeds: () => knownGood.needs(),
    progress() {
      const next = facts.next();
      const numbers = { active: playing.current()?.envelope.number ?? 0, preparing: next?.number ?? 0 };
      if (next === undefined) return { ...numbers, progressBp: 10_000 };
      const { doneBytes, totalBytes } = world.downloads.progress();
      const share = totalBytes === 0 ? 0 : Math.round((10_000 * Math.min(doneBytes, totalBytes)) / totalBytes);
      return { ...numbers, progressBp: share, doneBytes, totalBytes };
    },
    missingMedia: missingNow,
    mediaByImportance: () => {
      const here = store.mediaHere();
      return [...new Set([...(playing.current()?.contents.media.keys() ?? []), ...here.keys()])].filter((hash) => here.has(hash));
    },
    async dropBroken(hash, detail) {
      trouble('media', `${hash} ${detail}`);
      // first, as it makes the room that forgetting it may need
      await folder.drop(hash);
      world.whenRoom(() => store.forget([], [hash]), undefined);
      tellMissing();
      world.answer({ kind: 'releases-changed' });
    },
    async stop() {
      isStopped = true;
      await hands.stop();
      await finding;
    },
  };
}
