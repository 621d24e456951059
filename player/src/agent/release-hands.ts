import type { Clock } from '@gatecast/clock';
import type { PlayerLink } from '@gatecast/player-link';
import type { FileRef, SignedDocument } from '@gatecast/protocol';
import type { Quorum } from '@gatecast/signing';
import type { Outcome, ReleaseEffect, ReleaseEvent } from '../brain/release-lane.ts';
import type { Step } from '../brain/release-steps.ts';
import type { PlayerEvent } from '../bridge/shell-channel.ts';
import { fetchObject } from './downloads/fetch-object.ts';
import { inParallel } from './downloads/in-parallel.ts';
import type { KnownGoodKeeper } from './known-good-keeper.ts';
import { judgeRelease } from './prepare-release.ts';
import type { releaseFacts } from './release-facts.ts';
import type { ReleaseStore } from './store/release-store.ts';
import { isNoRoom, isStoreDamage } from './store/store-damage.ts';

const parallelObjects = 4;
/** What the disk or this software could not do is tried again after so long. */
const faultRetryMs = 10_000;
const longestActivationWaitMs = 20_000;
const done: Outcome = { kind: 'done' };
const failed: Outcome = { kind: 'failed' };

/** Does what the brain says about releases, and answers it. */
export function releaseHands(world: {
  readonly store: ReleaseStore;
  readonly facts: ReturnType<typeof releaseFacts>;
  readonly knownGood: KnownGoodKeeper;
  readonly quorum: Quorum;
  readonly serverUrl: string;
  readonly origins: () => readonly string[];
  readonly clock: Clock;
  readonly link: () => PlayerLink | null;
  readonly serverNowMs: () => number;
  readonly tell: (event: PlayerEvent) => void;
  readonly fetchMedia: (number: number, refs: readonly FileRef[], signal: AbortSignal) => Promise<Outcome>;
  readonly activate: (number: number) => Promise<void>;
  /** Gives how many of them went. */
  readonly evict: (objects: readonly string[], media: readonly string[]) => Promise<number>;
  readonly answer: (event: ReleaseEvent) => void;
}) {
  const { store, facts, serverNowMs, tell, answer } = world;
  let fetching = new AbortController();
  let cancelWait = (): void => undefined;
  let cancelActivation = (): void => undefined;
  let isStopped = false;
  let working: Promise<void> = Promise.resolve();

  /** The clock may be corrected meanwhile, so a long wait is looked at again. */
  function awaitActivation(inMs: number): void {
    cancelActivation();
    if (inMs > 0)
      cancelActivation = world.clock.after(Math.min(inMs, longestActivationWaitMs), () => answer({ kind: 'release-activation-due' }));
  }
  function trouble(where: string, detail: string): void {
    tell({ event: 'trouble', atMs: serverNowMs(), where, detail });
  }
  /** What work gives; where the disk is full or this software fails it is tried again later. */
  function tried(error: unknown): Outcome {
    // what the process does with a damaged database is decided in one place
    if (isStoreDamage(error)) throw error;
    if (isNoRoom(error)) trouble('disk', String(error));
    else trouble('releases', error instanceof Error ? (error.stack ?? error.message) : String(error));
    return { kind: 'wait', waitMs: faultRetryMs };
  }
  function attempt(work: () => void): Outcome {
    try {
      work();
      return done;
    } catch (error) {
      return tried(error);
    }
  }
  async function work(turn: number, step: Step): Promise<void> {
    let outcome: Outcome | null;
    try {
      outcome = await perform(turn, step);
    } catch (error) {
      outcome = tried(error);
    }
    if (outcome !== null && !isStopped) answer({ kind: 'release-done', turn, outcome });
  }

  /** Asks the server for its release; false: no answer came. */
  async function ask(turn: number): Promise<boolean> {
    const answered = (await world.link()?.getRelease()) ?? { kind: 'offline' as const };
    if (answered.kind !== 'ok' || isStopped) return false;
    if (answered.answer.kind !== 'document') {
      answer({ kind: 'release-came', turn, came: null });
      return true;
    }
    const { document } = answered.answer;
    const highestNumber = Math.max(0, ...store.kept().map(({ number }) => number));
    const refusedNumber = store.refusedNumber();
    answer({ kind: 'release-came', turn, came: { document, judged: judgeRelease(document, world.quorum), highestNumber, refusedNumber } });
    return true;
  }
  function receive(number: number, document: SignedDocument): void {
    // another answer may have overtaken this one
    if (store.kept().some((release) => release.number >= number)) return;
    const atMs = serverNowMs();
    const superseded = store.receive(number, document, atMs);
    if (superseded !== null) tell({ event: 'release-superseded', atMs, number: superseded });
    tell({ event: 'release-delivered', atMs, number });
  }
  function refuse({ number, reason, detail, isVerified }: Omit<Extract<ReleaseEffect, { kind: 'refuse' }>, 'kind'>): void {
    const atMs = serverNowMs();
    store.refuse({ number, state: 'refused', atMs, reason, detail: detail.slice(0, 500) }, isVerified);
    tell({ event: 'release-refused', atMs, number, reason, detail });
  }
  async function sendReports(): Promise<Outcome> {
    for (const { id, report } of store.reports()) {
      const answered = (await world.link()?.reportRelease(report)) ?? { kind: 'offline' as const };
      // a refused report is not better the next time
      if (answered.kind === 'refused') trouble('release-report', `${answered.code}: ${answered.detail}`);
      else if (answered.kind !== 'ok') return failed;
      store.dropReport(id);
    }
    return done;
  }
  async function fetchObjects(names: readonly string[]): Promise<Outcome> {
    const { signal } = fetching;
    const fetched = await inParallel(names, parallelObjects, (name) =>
      fetchObject({ name, serverUrl: world.serverUrl, origins: world.origins(), signal }),
    );
    store.addObjects(fetched.filter((object) => object.kind === 'here'));
    const missing = fetched.find((object) => object.kind === 'failed');
    if (missing !== undefined && !signal.aborted) trouble('objects', missing.detail);
    if (missing !== undefined) return failed;
    // a disk that gives other bytes than it took is not asked as fast as an origin answers
    const lost = names.find((name) => store.object(name) === undefined);
    if (lost !== undefined) trouble('objects', `${lost} was fetched and cannot be read`);
    return lost === undefined ? done : failed;
  }

  /** Does one step; null: it was answered already. */
  async function perform(turn: number, step: Step): Promise<Outcome | null> {
    switch (step.name) {
      case 'send-reports':
        return await sendReports();
      case 'fetch-release':
        return (await ask(turn)) ? null : failed;
      case 'fetch-objects':
        return await fetchObjects(step.names);
      case 'fetch-media':
        return await world.fetchMedia(step.number, step.refs, fetching.signal);
      case 'prepare':
        if (!store.prepared(step.number, serverNowMs())) return failed;
        tell({ event: 'release-prepared', atMs: serverNowMs(), number: step.number });
        return done;
      case 'activate':
        // a file may have broken since it was looked
        if (!facts.isWhole(step.number)) return failed;
        await world.activate(step.number);
        facts.changed();
        return done;
      case 'refuse':
        refuse({ ...step, isVerified: true });
        facts.changed();
        return done;
      case 'hold-known-good':
        facts.changed();
        return world.knownGood.hold(step.number) ? done : failed;
      case 'drop-known-good':
        world.knownGood.drop();
        facts.changed();
        return done;
      case 'evict':
        // where nothing goes, looking again at once finds the same
        return (await world.evict(step.objects, step.media)) > 0 ? done : failed;
    }
  }
  return {
    perform(effect: ReleaseEffect): void {
      switch (effect.kind) {
        case 'look':
          cancelWait();
          try {
            const found = facts.look();
            awaitActivation(found.next?.activateInMs ?? 0);
            return answer({ kind: 'release-facts', turn: effect.turn, facts: found });
          } catch (error) {
            const outcome = tried(error);
            return answer({ kind: 'release-done', turn: effect.turn, outcome });
          }
        case 'do':
          working = work(effect.turn, effect.step);
          return undefined;
        case 'wait':
          cancelWait();
          cancelWait = world.clock.after(effect.waitMs, () => answer({ kind: 'release-retry-due', turn: effect.turn }));
          return undefined;
        case 'abandon':
          fetching.abort();
          fetching = new AbortController();
          return undefined;
        case 'ask-release':
          return void ask(0).catch(tried);
        case 'receive':
          return answer({ kind: 'release-done', turn: effect.turn, outcome: attempt(() => receive(effect.number, effect.document)) });
        case 'refuse':
          return void attempt(() => refuse(effect));
      }
    },
    async stop(): Promise<void> {
      isStopped = true;
      cancelWait();
      cancelActivation();
      fetching.abort();
      await working;
    },
  };
}
