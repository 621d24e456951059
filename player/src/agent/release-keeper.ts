import type { Clock } from '@gatecast/clock';
import type { PlayerLink } from '@gatecast/player-link';
import type { MediaRef, RefusalReason, RootDocument, SignedDocument } from '@gatecast/protocol';
import { quorumOf } from '@gatecast/signing';
import { stepsFor, type Preparation, type ReleaseFacts, type Step } from '../brain/release-steps.ts';
import type { PlayerEvent } from '../bridge/shell-channel.ts';
import { activeRelease, type ActiveRelease } from './active-release.ts';
import { diskRoom } from './downloads/disk-room.ts';
import { fetchObject } from './downloads/fetch-object.ts';
import { inParallel } from './downloads/in-parallel.ts';
import type { FetchOutcome, FetchProgress, MediaDownloads } from './downloads/media-downloads.ts';
import type { MediaFolder } from './downloads/media-folder.ts';
import { keptMedia } from './kept-media.ts';
import { envelopeOf, judgeRelease, openPlayable, type Opened } from './prepare-release.ts';
import type { SignedCopies } from './signed-copies.ts';
import type { KeptRelease, ReleaseStore } from './store/release-store.ts';
import { isNoRoom, isStoreDamage } from './store/store-damage.ts';
import type { WhenRoom } from './when-room.ts';

const parallelObjects = 4;
/** Retries of a failed step: one second, doubling to half a minute. */
const longestRetryMs = 30_000;
const longestWaitMs = 60_000;
const done: FetchOutcome = { kind: 'done' };

export type ReleaseKeeper = {
  /** The server told of a number; asks for what is not here. */
  readonly told: (number: number) => void;
  /** Asks the server again whatever it told: lost pushes heal here. */
  readonly pull: () => Promise<void>;
  readonly active: () => ActiveRelease | null;
  /** What heartbeats tell. */
  readonly progress: () => { readonly active: number; readonly preparing: number; readonly progressBp: number } & Partial<FetchProgress>;
  /** Media of the active release that are not here, or not as they should be: their variants are not shown meanwhile. */
  readonly missingMedia: () => ReadonlySet<string>;
  /** What is on disk, the media of the active release first. */
  readonly mediaByImportance: () => readonly string[];
  /** A file has other bytes than its name tells: it goes, and is fetched again. */
  readonly dropBroken: (hash: string, detail: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/**
 * Brings releases from the server to the glass: it asks the brain for steps, does them, and asks again. Everything that
 * counts is in the store, so a player killed anywhere goes on from there.
 */
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
  readonly onActive: (release: ActiveRelease) => void;
  /** Other media of the active release are missing than before. */
  readonly onMissing: () => void;
}): ReleaseKeeper {
  const { store, folder, clock } = world;
  const quorum = quorumOf(world.root, 'assembly');
  let availableNumber = 0;
  let isWorking = false;
  let isStopped = false;
  let mustLookAgain = false;
  let failures = 0;
  /** Whether something may have become unneeded since it was looked for. */
  let mayEvict = true;
  let cancelRetry = (): void => undefined;
  let fetching = new AbortController();
  let working: Promise<void> = Promise.resolve();
  let preparing: { readonly number: number; readonly opened: Opened } | null = null;
  let missingTold: ReadonlySet<string> = new Set();
  /** Refusals told in this life by number and reason, so that a lying server is not answered for ever. */
  const refusalsTold = new Set<string>();
  const media = keptMedia(store, folder, world.serverNowMs);
  const playing = activeRelease({ ...world, quorum, onTrouble: (detail) => trouble('releases', detail) });

  function kept(role: KeptRelease['role']): KeptRelease | undefined {
    return store.kept().find((release) => release.role === role);
  }
  function preparationOf(release: KeptRelease): Preparation {
    const envelope = envelopeOf(release.document);
    const tooLarge = tooLargeFor(envelope.mediaBytes);
    if (tooLarge !== null) return tooLarge;
    if (preparing?.number !== release.number || preparing.opened.kind !== 'open')
      preparing = { number: release.number, opened: openPlayable(envelope, store.object) };
    const { opened } = preparing;
    if (opened.kind !== 'open') return opened;
    return tooLargeFor(sizeOf([...opened.contents.media.values()])) ?? { kind: 'open', missingMedia: media.missingOf(opened.contents) };
  }
  /** Two releases must have room beside one another: the one that plays until the other is whole. */
  function tooLargeFor(mediaBytes: number): Preparation | null {
    const room = diskRoom(folder.path);
    if (room === null || mediaBytes * 2 <= room.capacityBytes) return null;
    const detail = `media of ${mediaBytes} bytes are more than half of a disk of ${room.capacityBytes}`;
    return { kind: 'unusable', reason: 'too-large', detail };
  }

  function facts(): ReleaseFacts {
    const releases = store.kept();
    const release = releases.find(({ role }) => role === 'next');
    const preparation = release === undefined ? null : preparationOf(release);
    const activeMissingMedia = activeMissing();
    const wanted = preparation?.kind === 'open' ? preparation.missingMedia : release === undefined ? activeMissingMedia : [];
    const shortBytes = world.downloads.shortBytes(wanted);
    return {
      availableNumber,
      refusedNumber: store.refusedNumber(),
      activeNumber: releases.find(({ role }) => role === 'active')?.number ?? 0,
      next:
        release === undefined || preparation === null
          ? null
          : { number: release.number, state: release.state === 'delivered' ? 'delivered' : 'prepared', preparation },
      activeMissingMedia,
      isConnected: world.link()?.state().kind === 'connected',
      unneeded:
        (release === undefined && mayEvict) || (shortBytes > 0 && preparation?.kind !== 'incomplete')
          ? unneeded(releases)
          : { objects: [], media: [] },
      shortBytes,
      reportsWaiting: store.reportsWaiting(),
    };
  }
  function unneeded(releases: readonly KeptRelease[]): ReleaseFacts['unneeded'] {
    const found = media.unneeded(releases);
    if (found !== null) mayEvict = false;
    return found ?? { objects: [], media: [] };
  }

  function refuse(number: number, reason: RefusalReason, detail: string, isVerified: boolean): void {
    const key = `${number} ${reason}`;
    if (refusalsTold.has(key)) return;
    refusalsTold.add(key);
    const atMs = world.serverNowMs();
    store.refuse({ number, state: 'refused', atMs, reason, detail: detail.slice(0, 500) }, isVerified);
    world.tell({ event: 'release-refused', atMs, number, reason, detail });
  }

  /** Judges what the server gave as this screen's release. */
  function takeDocument(document: SignedDocument): void {
    const judged = judgeRelease(document, quorum);
    if (judged.kind === 'later') {
      const told = availableNumber;
      // asked for again at the next heartbeat: by then the player may have been updated
      availableNumber = 0;
      if (told > 0) refuse(told, 'plan-refused', `semantics: ${judged.semantics} came after this player`, false);
      return;
    }
    if (judged.kind === 'refused') {
      const told = availableNumber;
      // an unsigned number is worth nothing: it is forgotten, and must not keep later ones out
      availableNumber = 0;
      if (told > 0) refuse(told, judged.reason === 'bad-signature' ? 'bad-signature' : 'bad-document', judged.detail, false);
      return;
    }
    const envelope = judged.document;
    availableNumber = envelope.number;
    if (envelope.screenId !== world.screenId) {
      availableNumber = 0;
      return refuse(envelope.number, 'other-screen', `is for ${envelope.screenId}`, false);
    }
    const highest = Math.max(0, ...store.kept().map(({ number }) => number));
    if (envelope.number < highest) return refuse(envelope.number, 'older-number', `server-behind: ${highest} is here`, true);
    if (envelope.number === highest || envelope.number <= store.refusedNumber()) return;
    const atMs = world.serverNowMs();
    const superseded = store.receive(envelope.number, document, atMs);
    if (superseded !== null) world.tell({ event: 'release-superseded', atMs, number: superseded });
    world.tell({ event: 'release-delivered', atMs, number: envelope.number });
  }

  async function fetchObjects(names: readonly string[]): Promise<boolean> {
    const { signal } = fetching;
    const fetched = await inParallel(names, parallelObjects, (name) =>
      fetchObject({ name, serverUrl: world.serverUrl, origins: world.origins(), signal }),
    );
    store.addObjects(fetched.filter((object) => object.kind === 'here'));
    const failed = fetched.find((object) => object.kind === 'failed');
    if (failed !== undefined && !signal.aborted) trouble('objects', failed.detail);
    return failed === undefined;
  }
  async function fetchAllMedia(number: number, refs: readonly MediaRef[]): Promise<FetchOutcome> {
    const contents = preparing?.opened.kind === 'open' ? preparing.opened.contents : playing.current()?.contents;
    // a first release, and one whose media broke, are not kept waiting for an hour of the site
    const isUrgent = playing.current() === null || activeMissing().length > 0;
    const outcome = await world.downloads.fetchAll({
      releaseNumber: number,
      refs,
      totalBytes: sizeOf([...(contents?.media.values() ?? [])]),
      zone: isUrgent || contents === undefined ? null : contents.screen.screen.zone,
      signal: fetching.signal,
    });
    tellMissing();
    return outcome;
  }
  /** The stage is told when media of what it shows went or came. */
  function tellMissing(): void {
    const missing = missingNow();
    if (missing.size === missingTold.size && [...missing].every((hash) => missingTold.has(hash))) return;
    missingTold = missing;
    world.onMissing();
  }
  function activeMissing(): readonly MediaRef[] {
    const active = playing.current();
    return active === null ? [] : media.missingOf(active.contents);
  }
  function missingNow(): ReadonlySet<string> {
    return new Set(activeMissing().map(({ hash }) => hash));
  }
  function trouble(where: string, detail: string): void {
    world.tell({ event: 'trouble', atMs: world.serverNowMs(), where, detail });
  }

  async function sendReports(): Promise<boolean> {
    for (const { id, report } of store.reports()) {
      const answered = (await world.link()?.reportRelease(report)) ?? { kind: 'offline' as const };
      // a refused report is not better the next time
      if (answered.kind === 'refused') trouble('release-report', `${answered.code}: ${answered.detail}`);
      else if (answered.kind !== 'ok') return false;
      store.dropReport(id);
    }
    return true;
  }

  /** Does one step. */
  async function perform(step: Step): Promise<FetchOutcome> {
    switch (step.name) {
      case 'send-reports':
        return outcomeOf(await sendReports());
      case 'fetch-release': {
        const answered = (await world.link()?.getRelease()) ?? { kind: 'offline' as const };
        if (answered.kind !== 'ok') return { kind: 'failed' };
        if (answered.answer.kind === 'document') takeDocument(answered.answer.document);
        else availableNumber = 0;
        return done;
      }
      case 'fetch-objects':
        return outcomeOf(await fetchObjects(step.names));
      case 'fetch-media':
        return await fetchAllMedia(step.number, step.refs);
      case 'prepare':
        store.prepared(step.number, world.serverNowMs());
        world.tell({ event: 'release-prepared', atMs: world.serverNowMs(), number: step.number });
        return done;
      case 'activate':
        await activate(step.number);
        return done;
      case 'refuse':
        refuse(step.number, step.reason, step.detail, true);
        preparing = null;
        mayEvict = true;
        return done;
      case 'evict':
        store.forget(step.objects, step.media);
        for (const hash of step.media) await folder.drop(hash);
        return done;
    }
  }
  async function activate(number: number): Promise<void> {
    const atMs = world.serverNowMs();
    store.needed(playing.current()?.contents.media.keys() ?? [], atMs);
    store.activate(number, atMs);
    playing.adoptActivated();
    missingTold = missingNow();
    preparing = null;
    mayEvict = true;
    for (const hash of (await folder.list()).parts) await folder.dropPart(hash);
    world.tell({ event: 'release-active', atMs, number });
  }

  /** One turn after the other until the brain has no steps left or one failed. */
  async function work(): Promise<void> {
    do {
      mustLookAgain = false;
      const steps = stepsFor(facts());
      if (steps.length === 0) continue;
      let outcome: FetchOutcome = done;
      for (const step of steps) {
        if (isStopped) return;
        const performed = await perform(step);
        // a failed report must not hold a release back
        if (step.name !== 'send-reports') outcome = performed;
        if (outcome.kind !== 'done' || (mustLookAgain && step.name !== 'prepare')) break;
      }
      if (outcome.kind === 'done') {
        failures = 0;
        mustLookAgain ||= steps.some(({ name }) => name !== 'send-reports');
      } else if (!mustLookAgain) {
        retry(outcome);
      }
      // oxlint-disable-next-line no-unmodified-loop-condition -- stop() sets it while a step is awaited
    } while (mustLookAgain && !isStopped);
  }
  function retry(outcome: Exclude<FetchOutcome, { kind: 'done' }>): void {
    if (isStopped) return;
    if (outcome.kind === 'failed') failures++;
    // a wait of hours is looked at again meanwhile: hours of the wall clock may come sooner
    const delayMs =
      outcome.kind === 'wait' ? Math.min(outcome.waitMs, longestWaitMs) : Math.min(1_000 * 2 ** (failures - 1), longestRetryMs);
    cancelRetry();
    cancelRetry = clock.after(delayMs, wake);
  }
  function wake(): void {
    mustLookAgain = true;
    if (isWorking || isStopped) return;
    cancelRetry();
    isWorking = true;
    working = work()
      .catch((error: unknown) => {
        // what the process does with a damaged database is decided in one place
        if (isStoreDamage(error)) throw error;
        if (isNoRoom(error)) trouble('disk', String(error));
        else trouble('releases', error instanceof Error ? (error.stack ?? error.message) : String(error));
        retry({ kind: 'wait', waitMs: longestRetryMs / 3 });
      })
      .finally(() => void (isWorking = false));
  }

  const lostCount = media.forgetLost();
  if (lostCount > 0) trouble('media', `${lostCount} files are not on disk any more`);
  playing.adoptAtStart();
  const atStart = playing.current();
  if (atStart !== null) media.knowBySize(atStart.contents);
  missingTold = missingNow();
  const finding = media
    .findUnknown(() => isStopped)
    .then(tellMissing)
    .catch((error: unknown) => trouble('media', String(error)))
    .finally(wake);

  return {
    told(number) {
      if (number === availableNumber && !isWorking && kept('next') === undefined) return;
      if (number > Math.max(availableNumber, kept('next')?.number ?? 0) && isWorking) {
        // what is being fetched may be of no use any more; its beginnings stay
        fetching.abort();
        fetching = new AbortController();
      }
      availableNumber = number;
      failures = 0;
      wake();
    },
    async pull() {
      const answered = (await world.link()?.getRelease()) ?? { kind: 'offline' as const };
      if (answered.kind !== 'ok' || isStopped) return;
      const { answer } = answered;
      if (answer.kind === 'document') world.whenRoom(() => takeDocument(answer.document), undefined);
      wake();
    },
    active: () => playing.current(),
    progress() {
      const next = kept('next');
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
      wake();
    },
    async stop() {
      isStopped = true;
      cancelRetry();
      fetching.abort();
      await finding;
      await working;
    },
  };
}

function sizeOf(refs: readonly MediaRef[]): number {
  return refs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

function outcomeOf(isDone: boolean): FetchOutcome {
  return { kind: isDone ? 'done' : 'failed' };
}
