import { announcements } from './announcements.ts';
import { type CivilDate, dateOf, weekdayOf } from './civil-day.ts';
import { type LunarDate, lastLunarYear, lunarOf } from './lunar-calendar.ts';
import { observancesOf } from './observances.ts';
import { type Basis, type Names, type StatutoryDay, statutoryDaysOf } from './statutory-days.ts';

/** The first year whose days off are known here as they were announced. */
export const firstHolidayYear = 2015;
export const lastHolidayYear = lastLunarYear;

type Day = { readonly date: CivilDate; readonly id: string; readonly names: Names; readonly lunar: LunarDate; readonly basis: Basis };

/**
 * `statutory`: off by Labour Code 2019, article 112.1. `in-lieu`: the next working day, as the holiday fell on a Saturday or Sunday (article 111.3).
 * `exchanged`: off by announcement, a Saturday being worked instead. `observance`: kept, and not off.
 */
export type Holiday =
  | (Day & { readonly kind: 'statutory' | 'in-lieu' | 'observance' })
  | (Day & { readonly kind: 'exchanged'; readonly worked: CivilDate });

export type HolidayKind = Holiday['kind'];

/**
 * The public holidays and the observances of Vietnam in a Gregorian year, ascending by date; a date may have a holiday and an observance. null
 * outside 2015 to 2199. Days in lieu suppose a week of five days, as the public service has.
 */
export function vietnameseHolidays(year: number): readonly Holiday[] | null {
  if (!Number.isInteger(year) || year < firstHolidayYear || year > lastHolidayYear) return null;
  const statutory = statutoryDaysOf(year);
  const exchanges = announcements.flatMap((each) => each.exchanges).filter(({ off }) => off.startsWith(`${year}-`));
  const holidays: readonly Holiday[] = [
    ...statutory.map((day): Holiday => ({ ...dayFrom(day), kind: 'statutory' })),
    ...daysInLieu(statutory, year).map((day): Holiday => ({ ...dayFrom(day), kind: 'in-lieu' })),
    ...exchanges.map(({ off, worked }): Holiday => {
      const names = { vi: `Nghỉ hoán đổi, làm bù ngày ${worked}`, en: `Day off in exchange for ${worked}` };
      return { date: off, id: 'exchanged', names, lunar: lunarDateOf(off), basis: 'announced', kind: 'exchanged', worked };
    }),
    ...observancesOf(year).map((day): Holiday => ({ ...day, lunar: lunarDateOf(day.date), basis: 'custom', kind: 'observance' })),
  ];
  return holidays.toSorted((a, b) => (a.date === b.date ? 0 : a.date < b.date ? -1 : 1));
}

/** For each holiday on a Saturday or Sunday the next day that is neither a weekend nor off already, the earlier holiday first. */
function daysInLieu(statutory: readonly StatutoryDay[], ofYear: number): readonly StatutoryDay[] {
  const off = new Set(statutory.map(({ dayNumber }) => dayNumber));
  const isAnnounced = announcements.some(({ year }) => year === ofYear);
  return statutory.flatMap((day) => {
    if (weekdayOf(day.dayNumber) < 5) return [];
    let dayNumber = day.dayNumber + 1;
    while (weekdayOf(dayNumber) >= 5 || off.has(dayNumber)) dayNumber += 1;
    off.add(dayNumber);
    const names = { vi: `Nghỉ bù ${day.names.vi}`, en: `Day in lieu of ${day.names.en}` };
    return [{ dayNumber, id: day.id, names, basis: isAnnounced ? 'announced' : day.id === 'tet' ? 'expected' : day.basis }];
  });
}

function dayFrom({ dayNumber, id, names, basis }: StatutoryDay): Day {
  const date = dateOf(dayNumber);
  return { date, id, names, lunar: lunarDateOf(date), basis };
}

function lunarDateOf(date: CivilDate): LunarDate {
  const lunar = lunarOf(date);
  if (lunar === null) throw new Error(`${date} is outside the lunar calendar`);
  return lunar;
}
