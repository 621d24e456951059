export { compile } from './compile.ts';
export { dayStartAfter, dayStartAt, instantOf, localOf, offsetAt } from './time/zone.ts';
export type { Edge } from './time/zone.ts';
export { parseLocalDate, parseLocalDateTime, parseLocalTime } from './time/civil.ts';
export { parseRule } from './recurrence/parse-rule.ts';
export type { ParsedRule, RuleFault } from './recurrence/parse-rule.ts';
export { recur } from './recurrence/recur.ts';
export type { RecurFault, RecurRequest, RecurStart, Recurrence } from './recurrence/recur.ts';
export type { ZoneAt } from './recurrence/recur-clock.ts';
export type {
  Calendar,
  Daypart,
  DaypartException,
  Entry,
  Layout,
  LocalDate,
  LocalDateTime,
  LocalTime,
  Mode,
  Plan,
  PlanItem,
  PlanScreen,
  Playlist,
  Region,
  RegionLanguages,
  Tier,
  Transition,
  Validity,
  Weekday,
  When,
  Zone,
} from './plan.ts';
export type { Conflict } from './contest/conflicts.ts';
export type { EntrySpan, SpanStanding } from './reasons/entry-spans.ts';
export type { Explanation, ItemStanding, LossReason, Standing, VariantStanding } from './reasons/explanation.ts';
export { compareWithPlays } from './expected/expected.ts';
export type { Comparison, PlaysToCompare, UnexpectedPlay } from './expected/expected.ts';
export type { Exposure, Programme } from './expected/expected-exposures.ts';
export type { Play } from './expected/expected-runs.ts';
export type { Verdict, VerdictKind } from './expected/expected-verdict.ts';
export type { Measure } from './glass/measure.ts';
export type { Answer, ItemAbsence, ShownItem, ShownOverlay, ShownRegion } from './answer.ts';
export type { Absent, Compiled, PlanFault, PlanWarning, Timeline } from './timeline.ts';
