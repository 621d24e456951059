import type { CivilDate } from './civil-day.ts';

/** A working day on which the public service rests, and the Saturday on which it works for it. */
export type Exchange = { readonly off: CivilDate; readonly worked: CivilDate };

export type Announcement = {
  readonly year: number;
  /** How many of the five days of Tết are the last of the old year. */
  readonly daysBeforeTet: 1 | 2;
  /** Since 2021: the second day of National Day is the one before or the one after 2 September. */
  readonly secondNationalDay: 'before' | 'after' | null;
  readonly exchanges: readonly Exchange[];
};

/**
 * What the Prime Minister has decided for each year (Labour Code, article 112.3), as the Government's Office announced it: among others
 * 6519/VPCP-KGVX (2018 and 2019), 9895/VPCP-KGVX (2021), 245/VPCP-KGVX (Tết 2022), 2450/VPCP-KGVX (April 2024), 8726/VPCP-KGVX (2025),
 * 9859/VPCP-KGVX (Tết and National Day 2026) and the letter of 25 December 2025 (New Year 2026). Exchanges bind the public service; other
 * employers may follow.
 */
export const announcements: readonly Announcement[] = [
  {
    year: 2015,
    daysBeforeTet: 2,
    secondNationalDay: null,
    exchanges: [
      { off: '2015-01-02', worked: '2014-12-27' },
      { off: '2015-02-16', worked: '2015-02-14' },
      { off: '2015-04-29', worked: '2015-04-25' },
    ],
  },
  { year: 2016, daysBeforeTet: 1, secondNationalDay: null, exchanges: [] },
  { year: 2017, daysBeforeTet: 2, secondNationalDay: null, exchanges: [] },
  { year: 2018, daysBeforeTet: 2, secondNationalDay: null, exchanges: [{ off: '2018-12-31', worked: '2019-01-05' }] },
  { year: 2019, daysBeforeTet: 1, secondNationalDay: null, exchanges: [{ off: '2019-04-29', worked: '2019-05-04' }] },
  { year: 2020, daysBeforeTet: 2, secondNationalDay: null, exchanges: [] },
  { year: 2021, daysBeforeTet: 2, secondNationalDay: 'after', exchanges: [] },
  { year: 2022, daysBeforeTet: 1, secondNationalDay: 'before', exchanges: [] },
  { year: 2023, daysBeforeTet: 2, secondNationalDay: 'before', exchanges: [] },
  { year: 2024, daysBeforeTet: 2, secondNationalDay: 'after', exchanges: [{ off: '2024-04-29', worked: '2024-05-04' }] },
  { year: 2025, daysBeforeTet: 2, secondNationalDay: 'before', exchanges: [{ off: '2025-05-02', worked: '2025-04-26' }] },
  {
    year: 2026,
    daysBeforeTet: 1,
    secondNationalDay: 'before',
    exchanges: [
      { off: '2026-01-02', worked: '2026-01-10' },
      { off: '2026-08-31', worked: '2026-08-22' },
    ],
  },
];
