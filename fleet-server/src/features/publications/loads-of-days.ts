import type { DayLoad } from '@gatecast/protocol';
import type { EntrySpan } from '@gatecast/schedules';

/** Reasons by which entries of one rank lose to another: nobody said which of them is meant. */
const ties = new Set<string>(['earlier-start', 'later-id']);

/**
 * How full each day is: how much of it entries are on that are not passed over, and how many they are. Days begin where the last one ended;
 * the last instant only ends one.
 */
export function loadsOfDays(spans: readonly EntrySpan[], dayEdgesMs: readonly number[], passedOverIds: ReadonlySet<string>): DayLoad[] {
  const planned = spans.filter(({ entryId }) => !passedOverIds.has(entryId)).toSorted((a, b) => a.fromMs - b.fromMs);
  return dayEdgesMs.slice(0, -1).map((fromMs, index) => {
    const untilMs = dayEdgesMs[index + 1] ?? fromMs;
    const here = planned.filter((span) => span.fromMs < untilMs && span.untilMs > fromMs);
    let plannedMs = 0;
    let reachedMs = fromMs;
    for (const span of here) {
      const endMs = Math.min(span.untilMs, untilMs);
      plannedMs += Math.max(endMs - Math.max(span.fromMs, reachedMs), 0);
      reachedMs = Math.max(reachedMs, endMs);
    }
    const hasTie = here.some(({ parts }) =>
      parts.some(
        (part) => part.fromMs < untilMs && part.untilMs > fromMs && part.standing.kind === 'hidden' && ties.has(part.standing.why.kind),
      ),
    );
    return { fromMs, plannedMs, entryCount: new Set(here.map(({ entryId }) => entryId)).size, hasTie };
  });
}
