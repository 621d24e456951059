import { dayMs, dayOfWall, weekdayOf } from '../time/civil.ts';
import type { DayFilter } from './day-filter.ts';
import { leastCommonMultiple } from './least-common-multiple.ts';
import type { PeriodicSet } from './periodic-set.ts';
import type { RuleParts } from './rule-parts.ts';

const hourMs = dayMs / 24;

/**
 * What a rule yields by its weekdays and hours alone, if its dates are left aside: an interval of hours, days or weeks visits the same
 * places of a week over and over. Empty where the interval never meets them. null for months and years, which do not keep step with weeks.
 */
export function weekPattern(parts: RuleParts, filter: DayFilter, startWallMs: number, withinMs: readonly number[]): PeriodicSet | null {
  const { frequency, interval, weekStart } = parts;
  const isWeekdayIn = (day: number): boolean => filter.weekdays?.some(({ weekday }) => weekday === weekdayOf(day)) ?? true;
  const startDay = dayOfWall(startWallMs);
  switch (frequency) {
    case 'YEARLY':
    case 'MONTHLY':
      return null;
    case 'WEEKLY': {
      const epoch = startDay - ((weekdayOf(startDay) - weekStart + 7) % 7);
      const offsets = [0, 1, 2, 3, 4, 5, 6].filter((offset) => isWeekdayIn(epoch + offset));
      return { unitMs: dayMs, epoch, period: 7 * interval, offsets, withinMs };
    }
    case 'DAILY': {
      const period = leastCommonMultiple(7, interval);
      const offsets = multiplesBelow(period, interval).filter((offset) => isWeekdayIn(startDay + offset));
      return { unitMs: dayMs, epoch: startDay, period, offsets, withinMs };
    }
    case 'HOURLY': {
      const epoch = Math.floor(startWallMs / hourMs);
      const period = leastCommonMultiple(7 * 24, interval);
      const offsets = multiplesBelow(period, interval).filter((offset) => {
        const day = Math.floor((epoch + offset) / 24);
        return isWeekdayIn(day) && (parts.hours?.includes(epoch + offset - day * 24) ?? true);
      });
      return { unitMs: hourMs, epoch, period, offsets, withinMs };
    }
  }
}

function multiplesBelow(limit: number, step: number): readonly number[] {
  return Array.from({ length: limit / step }, (_, index) => index * step);
}
