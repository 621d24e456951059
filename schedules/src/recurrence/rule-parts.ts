export type Frequency = 'YEARLY' | 'MONTHLY' | 'WEEKLY' | 'DAILY' | 'HOURLY';

/** A weekday, 0 Monday … 6 Sunday; `ordinal` n the n-th of the month or year, -n the n-th from its end, 0 every one. */
export type RuleWeekday = { readonly ordinal: number; readonly weekday: number };

/** `date` holds the midnight that begins it. */
export type Until = { readonly kind: 'date' | 'local' | 'utc'; readonly wallMs: number };

/** The parts of a rule (RFC 5545, 3.3.10). Lists ascend and hold nothing twice; null where the part does not stand. */
export type RuleParts = {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | null;
  readonly until: Until | null;
  /** 0 Monday … 6 Sunday */
  readonly weekStart: number;
  readonly months: readonly number[] | null;
  readonly weekNumbers: readonly number[] | null;
  readonly yearDays: readonly number[] | null;
  readonly monthDays: readonly number[] | null;
  readonly weekdays: readonly RuleWeekday[] | null;
  readonly hours: readonly number[] | null;
  readonly minutes: readonly number[] | null;
  readonly seconds: readonly number[] | null;
  readonly setPositions: readonly number[] | null;
};
