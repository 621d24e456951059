import type { RefusalReason, SignedDocument } from '@gatecast/protocol';
import { stepsFor, type ReleaseFacts, type Step } from './release-steps.ts';
import { releaseVerdict, type JudgedRelease } from './release-verdict.ts';

// What an agent does about releases, decided: it looks at what is here, does one step after the other towards what the server has, and
// looks again. What counts lies on disk and comes in with each look, so that a lane that begins anew goes on where the last one ended.

/** What came of a step. `wait`: it cannot be done before so many milliseconds have passed. */
export type Outcome = { readonly kind: 'done' } | { readonly kind: 'failed' } | { readonly kind: 'wait'; readonly waitMs: number };

/** What the hands are at. `turn` names one order to them: the answer to another comes too late, or a second time. */
type Work =
  | { readonly kind: 'resting' }
  | { readonly kind: 'waiting' }
  /** `isStale`: something changed since the order was given, so that it is looked again afterwards. */
  | { readonly kind: 'looking'; readonly isStale: boolean }
  | { readonly kind: 'doing'; readonly step: Step; readonly rest: readonly Step[]; readonly isStale: boolean };

export type ReleaseLane = {
  readonly screenId: string;
  readonly isConnected: boolean;
  /** The highest number that the server has told of and that is believed; 0: none. */
  readonly availableNumber: number;
  /** In preparation at the last look; 0: none. */
  readonly nextNumber: number;
  readonly turn: number;
  readonly work: Work;
  /** Steps that failed one after another. */
  readonly failures: number;
  /** Refusals by number and reason, so that a lying server is not answered for ever. */
  readonly refusalsTold: readonly string[];
};

export type ReleaseEvent =
  | { readonly kind: 'link'; readonly isConnected: boolean }
  | { readonly kind: 'release-told'; readonly number: number }
  /** What is here changed by other hands: media came, went or broke. */
  | { readonly kind: 'releases-changed' }
  | { readonly kind: 'release-pull-due' }
  /** The instant of the release that waits may have come: whatever is being fetched waits instead. */
  | { readonly kind: 'release-activation-due' }
  | { readonly kind: 'release-facts'; readonly turn: number; readonly facts: Omit<ReleaseFacts, 'availableNumber' | 'isConnected'> }
  /** The server's answer; `turn` 0: nobody waits for it. null: it has no release for this screen. */
  | {
      readonly kind: 'release-came';
      readonly turn: number;
      readonly came: {
        readonly document: SignedDocument;
        readonly judged: JudgedRelease;
        readonly highestNumber: number;
        readonly refusedNumber: number;
      } | null;
    }
  | { readonly kind: 'release-done'; readonly turn: number; readonly outcome: Outcome }
  | { readonly kind: 'release-retry-due'; readonly turn: number };

export type ReleaseEffect =
  /** Answered with `release-facts`, or with `release-done` where it cannot be looked. */
  | { readonly kind: 'look'; readonly turn: number }
  /** Answered with `release-done`; `fetch-release` with `release-came` where the server answered. */
  | { readonly kind: 'do'; readonly turn: number; readonly step: Step }
  /** Answered with `release-retry-due`; a later `look` makes it needless. */
  | { readonly kind: 'wait'; readonly turn: number; readonly waitMs: number }
  /** What is being fetched may be of no use any more; beginnings stay. */
  | { readonly kind: 'abandon' }
  /** Answered with `release-came`, turn 0, where the server answered. */
  | { readonly kind: 'ask-release' }
  /** On disk before it is reported. Answered with `release-done`. */
  | { readonly kind: 'receive'; readonly turn: number; readonly number: number; readonly document: SignedDocument }
  | {
      readonly kind: 'refuse';
      readonly number: number;
      readonly reason: RefusalReason;
      readonly detail: string;
      readonly isVerified: boolean;
    };

type Stepped = { readonly state: ReleaseLane; readonly effects: readonly ReleaseEffect[] };

/** Retries of a failed step: one second, doubling to half a minute. */
const longestRetryMs = 30_000;
/** A wait of hours is looked at again meanwhile: hours of the wall clock may come sooner. */
const longestWaitMs = 60_000;
const mostRefusalsTold = 200;

/** A lane that knows nothing yet; its first look is asked for with `releases-changed`. */
export function startReleases(screenId: string): ReleaseLane {
  return {
    screenId,
    isConnected: false,
    availableNumber: 0,
    nextNumber: 0,
    turn: 0,
    work: { kind: 'resting' },
    failures: 0,
    refusalsTold: [],
  };
}

/** Takes in one event, and decides. */
export function stepReleases(lane: ReleaseLane, event: ReleaseEvent): Stepped {
  switch (event.kind) {
    case 'link':
      return event.isConnected
        ? wake({ ...lane, isConnected: true, failures: 0 })
        : { state: { ...lane, isConnected: false }, effects: [] };
    case 'release-told':
      return told(lane, event.number);
    case 'releases-changed':
      return wake(lane);
    case 'release-pull-due':
      return { state: lane, effects: lane.isConnected ? [{ kind: 'ask-release' }] : [] };
    case 'release-activation-due': {
      const { state, effects } = wake(lane);
      return { state, effects: lane.work.kind === 'doing' ? [{ kind: 'abandon' }, ...effects] : effects };
    }
    case 'release-facts':
      return lane.work.kind === 'looking' && lane.turn === event.turn ? decide(lane, lane.work.isStale, event.facts) : nothing(lane);
    case 'release-came':
      return came(lane, event);
    case 'release-done':
      if (event.turn === 0) return event.outcome.kind === 'done' ? wake(lane) : nothing(lane);
      return lane.turn === event.turn ? done(lane, event.outcome) : nothing(lane);
    case 'release-retry-due':
      return lane.work.kind === 'waiting' && lane.turn === event.turn ? look(lane) : nothing(lane);
  }
}

function nothing(state: ReleaseLane): Stepped {
  return { state, effects: [] };
}

function look(lane: ReleaseLane): Stepped {
  const turn = lane.turn + 1;
  return { state: { ...lane, turn, work: { kind: 'looking', isStale: false } }, effects: [{ kind: 'look', turn }] };
}

function wake(lane: ReleaseLane): Stepped {
  switch (lane.work.kind) {
    case 'resting':
    case 'waiting':
      return look(lane);
    case 'looking':
    case 'doing':
      return nothing({ ...lane, work: { ...lane.work, isStale: true } });
  }
}

function told(lane: ReleaseLane, number: number): Stepped {
  const isNews = number !== lane.availableNumber;
  if (!isNews && lane.work.kind === 'resting') return nothing(lane);
  const isNewer = number > Math.max(lane.availableNumber, lane.nextNumber);
  const { state, effects } = wake({ ...lane, availableNumber: number, failures: isNews ? 0 : lane.failures });
  return { state, effects: isNewer && lane.work.kind === 'doing' ? [{ kind: 'abandon' }, ...effects] : effects };
}

function decide(lane: ReleaseLane, isStale: boolean, here: Omit<ReleaseFacts, 'availableNumber' | 'isConnected'>): Stepped {
  const known = { ...lane, nextNumber: here.next?.number ?? 0 };
  if (isStale) return look(known);
  const { availableNumber, isConnected } = known;
  const [first, ...rest] = stepsFor({ ...here, availableNumber, isConnected });
  return first === undefined ? nothing({ ...known, work: { kind: 'resting' } }) : begin(known, first, rest, false);
}

function begin(lane: ReleaseLane, step: Step, rest: readonly Step[], isStale: boolean): Stepped {
  const turn = lane.turn + 1;
  return { state: { ...lane, turn, work: { kind: 'doing', step, rest, isStale } }, effects: [{ kind: 'do', turn, step }] };
}

function done(lane: ReleaseLane, outcome: Outcome): Stepped {
  // a look is answered like this only where it could not be looked
  if (lane.work.kind === 'looking') return later(lane, outcome);
  if (lane.work.kind !== 'doing') return nothing(lane);
  const { step, rest, isStale } = lane.work;
  const [next, ...after] = rest;
  // a report that is not taken must not hold a release back
  if (step.name === 'send-reports') {
    if (isStale) return look(lane);
    if (next !== undefined) return begin(lane, next, after, false);
    return outcome.kind === 'done' ? nothing({ ...lane, work: { kind: 'resting' } }) : later(lane, outcome);
  }
  if (outcome.kind === 'done') {
    const well = { ...lane, failures: 0 };
    // what is prepared is activated, whatever else came meanwhile
    const goesOn = next !== undefined && (!isStale || step.name === 'prepare');
    return goesOn ? begin(well, next, after, isStale) : look(well);
  }
  return isStale ? look(lane) : later(lane, outcome);
}

function later(lane: ReleaseLane, outcome: Outcome): Stepped {
  const failures = outcome.kind === 'wait' ? lane.failures : lane.failures + 1;
  const waitMs = outcome.kind === 'wait' ? Math.min(outcome.waitMs, longestWaitMs) : Math.min(1_000 * 2 ** (failures - 1), longestRetryMs);
  const turn = lane.turn + 1;
  return { state: { ...lane, failures, turn, work: { kind: 'waiting' } }, effects: [{ kind: 'wait', turn, waitMs }] };
}

function came(lane: ReleaseLane, { turn, came: given }: Extract<ReleaseEvent, { kind: 'release-came' }>): Stepped {
  if (turn !== 0 && turn !== lane.turn) return nothing(lane);
  const over = (state: ReleaseLane): Stepped => (turn === 0 ? wake(state) : done(state, { kind: 'done' }));
  if (given === null) return over({ ...lane, availableNumber: 0 });
  const verdict = releaseVerdict(given.judged, lane.availableNumber, lane.screenId, given);
  switch (verdict.kind) {
    case 'receive': {
      const { number } = verdict;
      return { state: { ...lane, availableNumber: number }, effects: [{ kind: 'receive', turn, number, document: given.document }] };
    }
    case 'have-it':
      return over({ ...lane, availableNumber: verdict.number });
    case 'refuse': {
      const { kind, number, reason, detail, isVerified, availableNumber } = verdict;
      const key = `${number} ${reason}`;
      const isNews = number > 0 && !lane.refusalsTold.includes(key);
      const refusalsTold = isNews ? [...lane.refusalsTold, key].slice(-mostRefusalsTold) : lane.refusalsTold;
      const { state, effects } = over({ ...lane, availableNumber, refusalsTold });
      return { state, effects: isNews ? [{ kind, number, reason, detail, isVerified }, ...effects] : effects };
    }
  }
}
