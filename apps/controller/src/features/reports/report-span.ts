import { instantOfWallClock, wallClockOf } from '../../instants/instant-of-wall-clock.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;

export const reportSpans = ['day', 'week', 'month', 'quarter', 'year', 'days'] as const;
export type ReportSpan = (typeof reportSpans)[number];
const lengths: Readonly<Record<Exclude<ReportSpan, 'days'>, number>> = { day: 1, week: 7, month: 30, quarter: 91, year: 365 };

export type AskedSpan = { readonly span: ReportSpan; readonly from?: string | undefined; readonly until?: string | undefined };

/**
 * The instants of what is asked for: a length that ends now, or days of a zone, the last included. Now is rounded down to five minutes, so that
 * a page that is drawn again asks for the same.
 */
export function spanOf(
  { span, from, until }: AskedSpan,
  nowMs: number,
  timeZone: string,
): { readonly fromMs: number; readonly untilMs: number } {
  const roundedMs = nowMs - (nowMs % (5 * minuteMs));
  if (span !== 'days') return { fromMs: roundedMs - lengths[span] * dayMs, untilMs: roundedMs };
  const today = wallClockOf(nowMs, timeZone).slice(0, 10);
  const first = from ?? today;
  const last = until ?? today;
  const fromMs = instantOfWallClock(`${first}T00:00`, timeZone) ?? roundedMs - dayMs;
  const after = new Date(Date.parse(`${last}T00:00Z`) + dayMs).toISOString().slice(0, 10);
  return { fromMs, untilMs: instantOfWallClock(`${after}T00:00`, timeZone) ?? roundedMs };
}
