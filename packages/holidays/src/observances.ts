import { type CivilDate, dateOf, dayNumberOf } from './civil-day.ts';
import { solarOf } from './lunar-calendar.ts';
import type { Names } from './statutory-days.ts';

export type Observance = { readonly date: CivilDate; readonly id: string; readonly names: Names };

type Rule = { readonly month: number; readonly day: number; readonly id: string; readonly names: Names; readonly sinceYear?: number };

const lunarRules: readonly Rule[] = [
  { month: 1, day: 15, id: 'first-full-moon', names: { vi: 'Tết Nguyên tiêu', en: 'First Full Moon Festival' } },
  { month: 4, day: 15, id: 'buddhas-birthday', names: { vi: 'Lễ Phật đản', en: 'Buddha’s Birthday' } },
  { month: 5, day: 5, id: 'doan-ngo', names: { vi: 'Tết Đoan ngọ', en: 'Đoan ngọ (Mid-year) Festival' } },
  { month: 7, day: 15, id: 'vu-lan', names: { vi: 'Lễ Vu Lan', en: 'Vu Lan Festival' } },
  { month: 8, day: 15, id: 'mid-autumn', names: { vi: 'Tết Trung thu', en: 'Mid-Autumn Festival' } },
  { month: 12, day: 23, id: 'kitchen-gods', names: { vi: 'Tết ông Công ông Táo', en: 'Kitchen Gods’ Day' } },
];

const solarRules: readonly Rule[] = [
  { month: 3, day: 8, id: 'womens-day', names: { vi: 'Ngày Quốc tế Phụ nữ', en: 'International Women’s Day' } },
  { month: 6, day: 1, id: 'childrens-day', names: { vi: 'Ngày Quốc tế Thiếu nhi', en: 'International Children’s Day' } },
  {
    month: 7,
    day: 27,
    id: 'war-invalids-and-martyrs-day',
    names: { vi: 'Ngày Thương binh – Liệt sĩ', en: 'War Invalids and Martyrs Day' },
  },
  { month: 10, day: 10, id: 'capital-liberation-day', names: { vi: 'Ngày Giải phóng Thủ đô', en: 'Capital Liberation Day' } },
  { month: 10, day: 20, id: 'vietnamese-womens-day', names: { vi: 'Ngày Phụ nữ Việt Nam', en: 'Vietnamese Women’s Day' } },
  { month: 11, day: 20, id: 'teachers-day', names: { vi: 'Ngày Nhà giáo Việt Nam', en: 'Vietnamese Teachers’ Day' } },
  // The Politburo chose the day and wants it to be a paid day off (80-NQ/TW, 7 January 2026); the Government has taken up the amendment of the
  // Labour Code, article 112.1 (30/NQ-CP, February 2026); the National Assembly debated it on 20 April 2026. No law in force was to be found:
  // until one is, it is no day off here.
  { month: 11, day: 24, id: 'culture-day', names: { vi: 'Ngày Văn hóa Việt Nam', en: 'Vietnam Culture Day' }, sinceYear: 2026 },
];

/** Days of a Gregorian year that people keep and work on, ascending. */
export function observancesOf(year: number): readonly Observance[] {
  const solar = solarRules
    .filter(({ sinceYear }) => sinceYear === undefined || year >= sinceYear)
    .map(({ month, day, id, names }) => ({ date: dateOf(dayNumberOf(year, month, day)), id, names }));
  // the twelfth month begins in one Gregorian year and ends in the next
  const lunar = [year - 1, year].flatMap((lunarYear) =>
    lunarRules.flatMap(({ month, day, id, names }) => {
      const date = solarOf({ year: lunarYear, month, day, isLeap: false });
      return date === null || !date.startsWith(`${year}-`) ? [] : [{ date, id, names }];
    }),
  );
  return [...solar, ...lunar].toSorted((a, b) => (a.date < b.date ? -1 : 1));
}
