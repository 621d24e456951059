export type { Daypart, Entry, Layout, LocalDateTime, LocalTime, Plan, PlanItem, PlanScreen, Playlist, Region, RegionLanguages, Tier, Validity, Weekday, When, Zone } from './plan.ts';
export type { Answer, Compiled, ItemAbsence, LossReason, PlanFault, ShownItem, ShownRegion, Timeline } from './timeline.ts';
