export { compile } from './compile.ts';
export { dayStartAfter, dayStartAt, instantOf, localOf, offsetAt } from './zone.ts';
export type { Edge } from './zone.ts';
export { parseLocalDateTime, parseLocalTime } from './civil.ts';
export type {
  Daypart,
  Entry,
  Layout,
  LocalDateTime,
  LocalTime,
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
export type { Answer, Compiled, ItemAbsence, LossReason, PlanFault, ShownItem, ShownRegion, Timeline } from './timeline.ts';
