import type { EntrySpan } from '@gatecast/schedules';

/** The most that interrupts are promised together at any time of a range, in basis points, and when that first is so. */
export function peakShare(
  spans: readonly EntrySpan[],
  shareOf: (entryId: string) => number,
): { readonly shareBp: number; readonly atMs: number } {
  const steps = spans.flatMap(({ entryId, parts }) =>
    parts.flatMap(({ fromMs, untilMs, standing }) =>
      standing.kind === 'speaking'
        ? [
            { atMs: fromMs, byBp: shareOf(entryId) },
            { atMs: untilMs, byBp: -shareOf(entryId) },
          ]
        : [],
    ),
  );
  let sumBp = 0;
  let peak = { shareBp: 0, atMs: 0 };
  // half-open: what ends gives way before what begins
  for (const { atMs, byBp } of steps.toSorted((a, b) => a.atMs - b.atMs || a.byBp - b.byBp)) {
    sumBp += byBp;
    if (sumBp > peak.shareBp) peak = { shareBp: sumBp, atMs };
  }
  return peak;
}
