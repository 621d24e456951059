import type { ReportSchedule } from '@gatecast/protocol';
import { instantOf, localOf } from '@gatecast/schedules';

type Zone = Parameters<typeof localOf>[0];
type Every = ReportSchedule['every'];

const dayMs = 86_400_000;
/** The days, as `YYYY-MM-DD`, on which a report is due and at which its span begins and ends: the due day's own midnight ends it. */
function dueDays(every: Every, today: string): { readonly due: string; readonly from: string; readonly next: string } {
  const at = new Date(`${today}T00:00:00Z`);
  const textOf = (date: Date) => date.toISOString().slice(0, 10);
  if (every === 'month') {
    const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
    const firstOf = (months: number) => textOf(new Date(Date.UTC(year, month + months, 1)));
    return { due: firstOf(0), from: firstOf(-1), next: firstOf(1) };
  }
  if (every === 'day') return { due: today, from: textOf(new Date(at.getTime() - dayMs)), next: textOf(new Date(at.getTime() + dayMs)) };
  const sinceMonday = (at.getUTCDay() + 6) % 7;
  const monday = at.getTime() - sinceMonday * dayMs;
  return { due: textOf(new Date(monday)), from: textOf(new Date(monday - 7 * dayMs)), next: textOf(new Date(monday + 7 * dayMs)) };
}

function at(zone: Zone, day: string, time: string): number {
  const found = instantOf(zone, `${day}T${time}`, 'start');
  if (found === null) throw new RangeError(`${day}T${time} is no local time`);
  return found;
}

/** When a report goes out next after an instant: at its hour of the day that is due, or of the next one. */
export function nextDueMs({ every, atHour }: Pick<ReportSchedule, 'every' | 'atHour'>, afterMs: number, zone: Zone): number {
  const sendsAt = `${String(atHour).padStart(2, '0')}:00`;
  const { due, next } = dueDays(every, localOf(zone, afterMs).slice(0, 10));
  const dueMs = at(zone, due, sendsAt);
  return dueMs > afterMs ? dueMs : at(zone, next, sendsAt);
}

/** The whole day, week or month of the zone that was over last. */
export function spanDueAt(every: Every, atMs: number, zone: Zone): { readonly fromMs: number; readonly untilMs: number } {
  const { due, from } = dueDays(every, localOf(zone, atMs).slice(0, 10));
  return { fromMs: at(zone, from, '00:00'), untilMs: at(zone, due, '00:00') };
}
