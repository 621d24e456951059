import { type Announcement, announcements } from './announcements.ts';
import { dayNumberOf, parseDate, weekdayOf } from './civil-day.ts';
import { expectedDaysBeforeTet, expectedSecondNationalDay } from './expected-days.ts';
import { type LunarDate, solarOf } from './lunar-calendar.ts';

export type Names = { readonly vi: string; readonly en: string };

/** How sure a day is: it stands in the law itself, it was announced for its year, it is what is usually announced, or people keep it. */
export type Basis = 'law' | 'announced' | 'expected' | 'custom';

export type StatutoryDay = { readonly dayNumber: number; readonly id: string; readonly names: Names; readonly basis: Basis };

const tetName: Names = { vi: 'Tết Nguyên Đán', en: 'Lunar New Year (Tết)' };
const nationalDayNames: Names = { vi: 'Quốc khánh', en: 'National Day' };

/** The days off of Labour Code 2019 (45/2019/QH14), article 112.1, with the five days of Tết of the Code of 2012, ascending. */
export function statutoryDaysOf(year: number): readonly StatutoryDay[] {
  const announcement = announcements.find((each) => each.year === year) ?? null;
  const fixed = (month: number, day: number, id: string, names: Names): StatutoryDay => ({
    dayNumber: dayNumberOf(year, month, day),
    id,
    names,
    basis: 'law',
  });
  const hungKings = dayOfLunar({ year, month: 3, day: 10, isLeap: false });
  return [
    fixed(1, 1, 'new-year', { vi: 'Tết Dương lịch', en: 'New Year’s Day' }),
    ...tetDaysOf(year, announcement),
    {
      dayNumber: hungKings,
      id: 'hung-kings',
      names: { vi: 'Giỗ Tổ Hùng Vương', en: 'Hung Kings’ Commemoration Day' },
      basis: 'law' as const,
    },
    fixed(4, 30, 'victory-day', { vi: 'Ngày Chiến thắng', en: 'Victory Day' }),
    fixed(5, 1, 'labour-day', { vi: 'Ngày Quốc tế Lao động', en: 'International Labour Day' }),
    ...nationalDaysOf(year, announcement),
  ].toSorted((a, b) => a.dayNumber - b.dayNumber);
}

function tetDaysOf(year: number, announcement: Announcement | null): readonly StatutoryDay[] {
  const first = dayOfLunar({ year, month: 1, day: 1, isLeap: false });
  const before = announcement?.daysBeforeTet ?? expectedDaysBeforeTet(weekdayOf(first));
  return Array.from({ length: 5 }, (_, index): StatutoryDay => {
    const offset = index - before;
    // employers may choose one to three of the five before Tết: these are off under every choice
    const isSure = offset >= -1 && offset <= 1;
    return {
      dayNumber: first + offset,
      id: 'tet',
      names: { vi: `${tetName.vi}: ${tetDayVi(offset)}`, en: `${tetName.en}: ${tetDayEn(offset)}` },
      basis: isSure ? 'law' : announcement === null ? 'expected' : 'announced',
    };
  });
}

function tetDayVi(offset: number): string {
  if (offset === -1) return 'ngày cuối năm';
  return offset < 0 ? 'ngày áp cuối năm' : `mùng ${offset + 1}`;
}

function tetDayEn(offset: number): string {
  if (offset === -1) return 'New Year’s Eve';
  return offset < 0 ? 'the day before New Year’s Eve' : `day ${offset + 1}`;
}

/** 2 September, and from 2021 on the day before or after it. */
function nationalDaysOf(year: number, announcement: Announcement | null): readonly StatutoryDay[] {
  const dayNumber = dayNumberOf(year, 9, 2);
  const day: StatutoryDay = { dayNumber, id: 'national-day', names: nationalDayNames, basis: 'law' };
  if (year < 2021) return [day];
  const side = announcement?.secondNationalDay ?? expectedSecondNationalDay(weekdayOf(dayNumber));
  const names = { vi: `${nationalDayNames.vi}: ngày liền kề`, en: `${nationalDayNames.en}: the adjoining day` };
  const basis = announcement === null ? 'expected' : 'announced';
  return [day, { dayNumber: side === 'before' ? dayNumber - 1 : dayNumber + 1, id: 'national-day', names, basis }];
}

/** The Julian day number of a lunar date that every year has. */
function dayOfLunar(lunar: LunarDate): number {
  const dayNumber = parseDate(solarOf(lunar) ?? '');
  if (dayNumber === null) throw new Error(`the lunar calendar has no ${JSON.stringify(lunar)}`);
  return dayNumber;
}
