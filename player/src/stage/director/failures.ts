import type { Cast } from './cast.ts';

/** Documents that could not be drawn. An entry that is over keeps the count, so that the next wait is longer. */
export type Failures = readonly {
  readonly name: string;
  readonly count: number;
  readonly untilMs: number;
  readonly isOver: boolean;
}[];

const firstWaitMs = 60_000;
const longestWaitMs = 3_600_000;
/** A strike that was over for so long is forgotten: what fails again then fails for the first time. */
const forgottenAfterMs = 6 * 3_600_000;
const mostKept = 500;

/** The failures with every document of a cast failed once more; each wait is twice the one before. */
export function failuresAfter(failures: Failures, cast: Cast, nowMs: number): Failures {
  if (cast.content.kind !== 'item') return failures;
  const names = new Set(cast.content.said.map((said) => said.name));
  const again = [...names].map((name) => {
    const before = failures.find((failure) => failure.name === name);
    const count = before === undefined || nowMs - before.untilMs >= forgottenAfterMs ? 1 : before.count + 1;
    return { name, count, untilMs: nowMs + Math.min(firstWaitMs * 2 ** (count - 1), longestWaitMs), isOver: false };
  });
  return [...failures.filter((failure) => !names.has(failure.name)), ...again].slice(-mostKept);
}

export function isFailed(failures: Failures, name: string): boolean {
  return failures.some((failure) => failure.name === name && !failure.isOver);
}

/** The failures with those whose wait has passed marked as over. */
export function stillFailing(failures: Failures, nowMs: number): Failures {
  return failures.map((failure) => (nowMs >= failure.untilMs ? { ...failure, isOver: true } : failure));
}
