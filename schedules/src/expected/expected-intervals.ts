/** Half-open [fromMs, untilMs), whole milliseconds. */
export type Interval = { readonly fromMs: number; readonly untilMs: number };

/** The same instants as disjoint intervals in order; what is empty is gone, neighbours that touch are one. */
export function unionOf(intervals: readonly Interval[]): readonly Interval[] {
  const union: { fromMs: number; untilMs: number }[] = [];
  for (const { fromMs, untilMs } of intervals.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = union.at(-1);
    if (untilMs <= fromMs) continue;
    if (last === undefined || fromMs > last.untilMs) union.push({ fromMs, untilMs });
    else last.untilMs = Math.max(last.untilMs, untilMs);
  }
  return union;
}

/** What of a span lies in none of the intervals of a union, in order. */
export function without(union: readonly Interval[], { fromMs, untilMs }: Interval): readonly Interval[] {
  const left: Interval[] = [];
  let atMs = fromMs;
  for (let index = firstEndingAfter(union, fromMs); ; index += 1) {
    const next = union[index];
    if (next === undefined || next.fromMs >= untilMs) break;
    if (next.fromMs > atMs) left.push({ fromMs: atMs, untilMs: next.fromMs });
    atMs = Math.max(atMs, next.untilMs);
  }
  if (atMs < untilMs) left.push({ fromMs: atMs, untilMs });
  return left;
}

/** How many milliseconds of a span lie in a union. */
export function coveredMs(union: readonly Interval[], span: Interval): number {
  return lengthOf([span]) - lengthOf(without(union, span));
}

/** Milliseconds of disjoint intervals; one that is turned round has none. */
export function lengthOf(intervals: readonly Interval[]): number {
  return intervals.reduce((sumMs, { fromMs, untilMs }) => sumMs + Math.max(0, untilMs - fromMs), 0);
}

/** Index of the first of disjoint intervals in order that ends after an instant; their number where none does. */
export function firstEndingAfter(intervals: readonly Interval[], instantMs: number): number {
  let low = 0;
  let high = intervals.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((intervals[middle]?.untilMs ?? Infinity) <= instantMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
