import type { DayLoad } from '@gatecast/protocol';
import type { Conflict, EntrySpan, Timeline } from '@gatecast/schedules';
import { loadsOfDays } from './loads-of-days.ts';

export type TimetableRange = {
  readonly fromMs: number;
  readonly untilMs: number;
  /** Only how full days are is asked, and not what is on when. */
  readonly days?: { readonly edgesMs: readonly number[]; readonly passedOverIds: readonly string[] };
};

/** When the entries of one plan are on, and what comes of them. */
export type LaidTimetable = {
  readonly tree: string;
  /** By start. */
  readonly spans: readonly EntrySpan[];
  readonly untilMs: number;
  readonly conflicts: readonly Conflict[];
  /** Where only they were asked for, and nothing else is told. */
  readonly days: readonly DayLoad[];
  readonly shares: readonly { readonly entryId: string; readonly promisedBp: number; readonly achievedBp: number }[];
};

export const mostSpans = 5_000;
const mostConflicts = 200;
/** Of a day, with an hour for the change of clocks: the whole glass is gone through, half a second's work. */
const longestMeasureMs = 25 * 3_600_000;

/** Lays a range of a plan out for people to plan by. More than `mostSpans` spans are cut where the first that does not fit begins. */
export function layTimetable(
  tree: string,
  timeline: Pick<Timeline, 'entrySpans' | 'conflicts' | 'measure'>,
  { fromMs, untilMs, days }: TimetableRange,
): LaidTimetable {
  const all = timeline.entrySpans(fromMs, untilMs).toSorted((a, b) => a.fromMs - b.fromMs);
  if (days !== undefined) {
    const loads = loadsOfDays(all, days.edgesMs, new Set(days.passedOverIds));
    return { tree, spans: [], untilMs, conflicts: [], shares: [], days: loads };
  }
  const cutMs = all[mostSpans]?.fromMs;
  const entries = untilMs - fromMs <= longestMeasureMs ? timeline.measure(fromMs, untilMs).entries : [];
  return {
    tree,
    days: [],
    spans: all.slice(0, mostSpans),
    untilMs: cutMs ?? untilMs,
    conflicts: timeline.conflicts(fromMs, untilMs).slice(0, mostConflicts),
    shares: entries.flatMap(({ entryId, interrupt }) =>
      interrupt === undefined ? [] : [{ entryId, promisedBp: interrupt.promisedBp, achievedBp: interrupt.achievedBp }],
    ),
  };
}
