import type { Clock } from '@gatecast/clock';
import type { PlayerLink } from '@gatecast/player-link';
import type { MediaRef, RefusalReason, ReleaseEnvelope, RootDocument, SignedDocument } from '@gatecast/protocol';
import type { ReleaseContents } from '@gatecast/releases';
import { quorumOf } from '@gatecast/signing';
import { stepsFor, type Preparation, type ReleaseFacts, type Step } from '../brain/release-steps.ts';
import type { PlayerEvent } from '../bridge/shell-channel.ts';
import { fetchMedia } from './fetch-media.ts';
import { fetchObject } from './fetch-object.ts';
import { inParallel } from './in-parallel.ts';
import type { MediaFolder } from './media-folder.ts';
import { envelopeOf, judgeRelease, openPlayable, type Opened } from './prepare-release.ts';
import type { SignedCopies } from './signed-copies.ts';
import type { KeptRelease, ReleaseStore } from './store/release-store.ts';
import { isStoreDamage } from './store/store-damage.ts';

const parallelFetches = 4;
/** Retries of a failed step: one second, doubling to half a minute. */
const longestRetryMs = 30_000;

export type ActiveRelease = { readonly envelope: ReleaseEnvelope; readonly contents: ReleaseContents };
export type ReleaseKeeper = {
  /** The server told of a number; asks for what is not here. */
  readonly told: (number: number) => void;
  /** Asks the server again whatever it told: lost pushes heal here. */
  readonly pull: () => Promise<void>;
  readonly active: () => ActiveRelease | null;
  /** What heartbeats tell. */
  readonly progress: () => { readonly active: number; readonly preparing: number; readonly progressBp: number };
  readonly stop: () => Promise<void>;
};

/**
 * Brings releases from the server to the glass: it asks the brain for steps, does them, and asks again. Everything that
 * counts is in the store, so a player killed anywhere goes on from there.
 */
export function releaseKeeper(world: {
  readonly store: ReleaseStore;
  readonly folder: MediaFolder;
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
  readonly onActive: (release: ActiveRelease) => void;
}): ReleaseKeeper {
  const { store, folder, clock } = world;
  const quorum = quorumOf(world.root, 'assembly');
  /** The number of the release in the copies; 0: none that is of use. */
  let copiedNumber = 0;
  let availableNumber = 0;
  let isWorking = false;
  let isStopped = false;
  let mustLookAgain = false;
  let failures = 0;
  /** Whether something may have become unneeded since it was looked for. */
  let mayEvict = true;
  let cancelRetry = (): void => undefined;
  let downloads = new AbortController();
  let working: Promise<void> = Promise.resolve();
  let active: ActiveRelease | null = null;
  let preparing: { readonly number: number; readonly opened: Opened } | null = null;
  let progress = { wantedBytes: 0, hereBytes: 0 };
  /** Refusals told in this life by number and reason, so that a lying server is not answered for ever. */
  const refusalsTold = new Set<string>();

  function kept(role: KeptRelease['role']): KeptRelease | undefined {
    return store.kept().find((release) => release.role === role);
  }
  /** The envelope of a kept release, where it still is what was signed for this screen. */
  function soundEnvelope({ number, document }: Pick<KeptRelease, 'number' | 'document'>): ReleaseEnvelope | null {
    const judged = judgeRelease(document, quorum);
    const isSound = judged.kind === 'verified' && judged.document.number === number && judged.document.screenId === world.screenId;
    return isSound ? judged.document : null;
  }
  /** Puts a kept release on the glass. One that the store does not hold whole any more is lost, and fetched again. */
  function adopt(release: KeptRelease | undefined): boolean {
    if (release === undefined) return false;
    const envelope = envelopeOf(release.document);
    const opened = openPlayable(envelope, store.object);
    if (opened.kind !== 'open') {
      trouble('releases', `release ${release.number} was kept and is not whole`);
      store.lose(release.number);
      return false;
    }
    active = { envelope, contents: opened.contents };
    world.onActive(active);
    return true;
  }
  /** Goes on with what was active when the last agent stopped, from the store or, where that lost it, from its copy. */
  function adoptAtStart(): void {
    for (const release of store.kept()) {
      if (soundEnvelope(release) !== null) continue;
      trouble('releases', `release ${release.number} was kept and is not what was signed`);
      store.lose(release.number);
    }
    const copy = world.copies.release();
    const copied = copy === null ? null : judgeRelease(copy.document, quorum);
    const number = copied?.kind === 'verified' && copied.document.screenId === world.screenId ? copied.document.number : 0;
    copiedNumber = number;
    const restore = (): void => {
      if (copy === null) return;
      store.addObjects(copy.objects);
      store.restore(number, copy.document, world.serverNowMs());
    };
    const activeNumber = kept('active')?.number ?? 0;
    if (number > activeNumber) restore();
    if (adopt(kept('active'))) return;
    if (number > 0 && number <= activeNumber) {
      restore();
      if (adopt(kept('active'))) return;
    }
    adopt(kept('previous'));
  }
  function keepCopy(): void {
    const release = kept('active');
    if (active === null || release === undefined || release.number === copiedNumber) return;
    copiedNumber = release.number;
    const objects = [...active.contents.objectNames].flatMap((name) => store.object(name) ?? []);
    world.copies.keepRelease(release.document, objects);
  }

  function preparationOf(release: KeptRelease): Preparation {
    if (preparing?.number !== release.number || preparing.opened.kind !== 'open')
      preparing = { number: release.number, opened: openPlayable(envelopeOf(release.document), store.object) };
    const { opened } = preparing;
    if (opened.kind !== 'open') return opened;
    const here = store.mediaHere();
    const all = [...opened.contents.media.values()];
    const missingMedia = all.filter(({ hash }) => !here.has(hash));
    progress = { wantedBytes: sizeOf(all), hereBytes: sizeOf(all) - sizeOf(missingMedia) };
    return { kind: 'open', missingMedia };
  }

  function facts(): ReleaseFacts {
    const releases = store.kept();
    const next = releases.find(({ role }) => role === 'next');
    return {
      availableNumber,
      refusedNumber: store.refusedNumber(),
      activeNumber: releases.find(({ role }) => role === 'active')?.number ?? 0,
      next:
        next === undefined
          ? null
          : { number: next.number, state: next.state === 'delivered' ? 'delivered' : 'prepared', preparation: preparationOf(next) },
      activeMissingMedia: next === undefined ? missingOf(active) : [],
      isConnected: world.link()?.state().kind === 'connected',
      unneeded: next === undefined && mayEvict ? unneeded(releases) : { objects: [], media: [] },
      reportsWaiting: store.reportsWaiting(),
    };
  }
  function missingOf(release: ActiveRelease | null): readonly MediaRef[] {
    const here = store.mediaHere();
    return [...(release?.contents.media.values() ?? [])].filter(({ hash }) => !here.has(hash));
  }
  function unneeded(releases: readonly KeptRelease[]): ReleaseFacts['unneeded'] {
    mayEvict = false;
    const objects = new Set<string>();
    const media = new Set<string>();
    for (const release of releases) {
      const opened = openPlayable(envelopeOf(release.document), store.object);
      // while a kept release cannot be read, nothing can be called unneeded
      if (opened.kind !== 'open') return { objects: [], media: [] };
      for (const name of opened.contents.objectNames) objects.add(name);
      for (const hash of opened.contents.media.keys()) media.add(hash);
    }
    return {
      objects: store.objectNames().filter((name) => !objects.has(name)),
      media: [...store.mediaHere().keys()].filter((hash) => !media.has(hash)),
    };
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
    const { signal } = downloads;
    const fetched = await inParallel(names, parallelFetches, (name) =>
      fetchObject({ name, serverUrl: world.serverUrl, origins: world.origins(), signal }),
    );
    store.addObjects(fetched.filter((object) => object.kind === 'here'));
    const failed = fetched.find((object) => object.kind === 'failed');
    if (failed !== undefined && !signal.aborted) trouble('objects', failed.detail);
    return failed === undefined;
  }
  async function fetchAllMedia(refs: readonly MediaRef[]): Promise<boolean> {
    const { signal } = downloads;
    const results = await inParallel(refs, parallelFetches, async (ref) => {
      // a file that was renamed and not yet written down, when the power went
      if ((await folder.sizeOf(folder.fileOf(ref.hash))) === ref.sizeBytes && (await folder.isSound(ref.hash))) {
        store.addMedia(ref.hash, ref.sizeBytes, world.serverNowMs());
        return true;
      }
      const fetched = await fetchMedia({
        ref,
        folder,
        signal,
        serverUrl: world.serverUrl,
        origins: world.origins(),
        onBytes: (count) => void (progress = { ...progress, hereBytes: progress.hereBytes + count }),
      });
      if (fetched.kind === 'failed') {
        if (!signal.aborted) trouble('media', fetched.detail);
        return false;
      }
      store.addMedia(ref.hash, fetched.sizeBytes, world.serverNowMs());
      const { sizeBytes, resumedFromBytes } = fetched;
      world.tell({ event: 'media-fetched', atMs: world.serverNowMs(), hash: ref.hash, sizeBytes, resumedFromBytes });
      return true;
    });
    return results.every(Boolean);
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

  /** Does one step. False where it failed for now. */
  async function perform(step: Step): Promise<boolean> {
    const atMs = world.serverNowMs();
    switch (step.name) {
      case 'send-reports':
        return await sendReports();
      case 'fetch-release': {
        const answered = (await world.link()?.getRelease()) ?? { kind: 'offline' as const };
        if (answered.kind !== 'ok') return false;
        if (answered.answer.kind === 'document') takeDocument(answered.answer.document);
        else availableNumber = 0;
        return true;
      }
      case 'fetch-objects':
        return await fetchObjects(step.names);
      case 'fetch-media':
        return await fetchAllMedia(step.refs);
      case 'prepare':
        store.prepared(step.number, atMs);
        world.tell({ event: 'release-prepared', atMs, number: step.number });
        return true;
      case 'activate': {
        store.activate(step.number, atMs);
        adopt(kept('active'));
        keepCopy();
        preparing = null;
        mayEvict = true;
        for (const hash of (await folder.list()).parts) await folder.dropPart(hash);
        world.tell({ event: 'release-active', atMs, number: step.number });
        return true;
      }
      case 'refuse':
        refuse(step.number, step.reason, step.detail, true);
        preparing = null;
        mayEvict = true;
        return true;
      case 'evict':
        store.forget(step.objects, step.media);
        for (const hash of step.media) await folder.drop(hash);
        return true;
    }
  }

  /** One turn after the other until the brain has no steps left or one failed. */
  async function work(): Promise<void> {
    do {
      mustLookAgain = false;
      const steps = stepsFor(facts());
      if (steps.length === 0) continue;
      let isDone = true;
      for (const step of steps) {
        if (isStopped) return;
        // a failed report must not hold a release back
        if (!(await perform(step)) && step.name !== 'send-reports') isDone = false;
        if (!isDone || (mustLookAgain && step.name !== 'prepare')) break;
      }
      if (isDone) {
        failures = 0;
        mustLookAgain ||= steps.some(({ name }) => name !== 'send-reports');
      } else if (!mustLookAgain) {
        failures++;
        cancelRetry = clock.after(Math.min(1_000 * 2 ** (failures - 1), longestRetryMs), wake);
      }
      // oxlint-disable-next-line no-unmodified-loop-condition -- stop() sets it while a step is awaited
    } while (mustLookAgain && !isStopped);
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
        trouble('releases', error instanceof Error ? (error.stack ?? error.message) : String(error));
      })
      .finally(() => void (isWorking = false));
  }

  /** What is on disk counts, not what the store remembers of it. */
  async function findLostMedia(): Promise<void> {
    const lost: string[] = [];
    for (const [hash, sizeBytes] of store.mediaHere()) if ((await folder.sizeOf(folder.fileOf(hash))) !== sizeBytes) lost.push(hash);
    if (lost.length === 0) return;
    trouble('media', `${lost.length} files are not on disk any more`);
    store.forget([], lost);
  }

  adoptAtStart();
  keepCopy();
  void findLostMedia().then(wake, (error: unknown) => trouble('media', String(error)));

  return {
    told(number) {
      if (number === availableNumber && !isWorking && kept('next') === undefined) return;
      if (number > Math.max(availableNumber, kept('next')?.number ?? 0) && isWorking) {
        // what is being fetched may be of no use any more; its beginnings stay
        downloads.abort();
        downloads = new AbortController();
      }
      availableNumber = number;
      failures = 0;
      wake();
    },
    async pull() {
      const answered = (await world.link()?.getRelease()) ?? { kind: 'offline' as const };
      if (answered.kind !== 'ok' || isStopped) return;
      if (answered.answer.kind === 'document') takeDocument(answered.answer.document);
      wake();
    },
    active: () => active,
    progress() {
      const next = kept('next');
      const { wantedBytes, hereBytes } = progress;
      const share = wantedBytes === 0 ? 0 : Math.round((10_000 * Math.min(hereBytes, wantedBytes)) / wantedBytes);
      return { active: active?.envelope.number ?? 0, preparing: next?.number ?? 0, progressBp: next === undefined ? 10_000 : share };
    },
    async stop() {
      isStopped = true;
      cancelRetry();
      downloads.abort();
      await working;
    },
  };
}

function sizeOf(refs: readonly MediaRef[]): number {
  return refs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
