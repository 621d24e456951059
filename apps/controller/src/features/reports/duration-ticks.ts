const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** What people count time in; an axis in anything else has to be reckoned out. */
const stepsMs = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1_000),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minuteMs),
  ...[1, 2, 3, 6, 12].map((hours) => hours * hourMs),
];
const mostSteps = 5;

/** The marks of an axis of durations from 0 to at least `mostMs`, in ms: at most six, at whole seconds, minutes, hours or days. */
export function durationTicks(mostMs: number): readonly number[] {
  const stepMs = stepsMs.find((step) => mostMs <= mostSteps * step) ?? daysFor(mostMs) * dayMs;
  return Array.from({ length: Math.max(1, Math.ceil(mostMs / stepMs)) + 1 }, (_, index) => index * stepMs);
}

function daysFor(mostMs: number): number {
  for (let power = 1; ; power *= 10) for (const first of [1, 2, 5]) if (mostMs <= mostSteps * first * power * dayMs) return first * power;
}
