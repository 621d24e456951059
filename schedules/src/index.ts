export { compile } from './compile.ts';
export { dayStartAfter, dayStartAt, instantOf, localOf, offsetAt } from './zone.ts';
export type { Edge } from './zone.ts';
export { parseLocalDate, parseLocalDateTime, parseLocalTime } from './civil.ts';
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
  Validity,
  Weekday,
  When,
  Zone,
} from './plan.ts';
export type { Conflict } from './conflicts.ts';
export type { Explanation, ItemStanding, LossReason, Standing, VariantStanding } from './explanation.ts';
export { compareWithPlays } from './expected.ts';
export type { Comparison, PlaysToCompare, UnexpectedPlay } from './expected.ts';
export type { Exposure, Programme } from './expected-exposures.ts';
export type { Play } from './expected-runs.ts';
export type { Verdict, VerdictKind } from './expected-verdict.ts';
export type { Measure } from './measure.ts';
export type {
  Absent,
  Answer,
  Compiled,
  ItemAbsence,
  PlanFault,
  PlanWarning,
  ShownItem,
  ShownOverlay,
  ShownRegion,
  Timeline,
} from './timeline.ts';
