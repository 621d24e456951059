import { isForgotten, mostStrikes, type StageStrike } from '../../bridge/strike.ts';
import type { Cast } from './cast.ts';

/** Documents that could not be drawn. An entry that is over keeps the count, so that the next wait is longer. */
export type Failures = readonly (StageStrike & { readonly isOver: boolean })[];

const firstWaitMs = 60_000;
const longestWaitMs = 3_600_000;
const mostKept = 500;
/** As long as the bridge takes it. */
const longestDetail = 200;

/** The failures with every document of a cast failed once more; each wait is twice the one before. */
export function failuresAfter(failures: Failures, cast: Cast, nowMs: number, detail: string): Failures {
  if (cast.content.kind !== 'item') return failures;
  const { itemId } = cast.content;
  const said = new Map(cast.content.said.map(({ name, document }) => [name, document.language]));
  const again = [...said].map(([name, language]) => {
    const before = failures.find((failure) => failure.name === name);
    const count = before === undefined || isForgotten(before, nowMs) ? 1 : before.count + 1;
    const untilMs = nowMs + Math.min(firstWaitMs * 2 ** (count - 1), longestWaitMs);
    return { name, itemId, language, count, failedMs: nowMs, untilMs, detail: detail.slice(0, longestDetail), isOver: false };
  });
  return [...failures.filter((failure) => !said.has(failure.name)), ...again].slice(-mostKept);
}

export function isFailed(failures: Failures, name: string): boolean {
  return failures.some((failure) => failure.name === name && !failure.isOver);
}

/** The failures with those whose wait has passed marked as over. */
export function stillFailing(failures: Failures, nowMs: number): Failures {
  return failures.map((failure) => (nowMs >= failure.untilMs ? { ...failure, isOver: true } : failure));
}

/** The failures with those that another stage saw; what this one saw itself is newer. */
export function withStrikes(failures: Failures, strikes: readonly StageStrike[], nowMs: number): Failures {
  const older = strikes.filter(({ name }) => failures.every((failure) => failure.name !== name));
  return stillFailing([...older.map((strike) => ({ ...strike, isOver: false })), ...failures].slice(-mostKept), nowMs);
}

/** What the next stage should know. */
export function strikesOf(failures: Failures, nowMs: number): readonly StageStrike[] {
  return failures
    .filter((failure) => !isForgotten(failure, nowMs))
    .slice(-mostStrikes)
    .map(({ isOver: _isOver, ...strike }) => strike);
}
