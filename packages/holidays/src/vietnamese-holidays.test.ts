import { expect, test } from 'vitest';
import { announcements } from './announcements.ts';
import { dateOf, parseDate, weekdayOf } from './civil-day.ts';
import { expectedDaysBeforeTet, expectedSecondNationalDay } from './expected-days.ts';
import { solarOf } from './lunar-calendar.ts';
import { firstHolidayYear, lastHolidayYear, vietnameseHolidays } from './vietnamese-holidays.ts';

const daysOff = (year: number) =>
  new Set((vietnameseHolidays(year) ?? []).filter(({ kind }) => kind !== 'observance').map(({ date }) => date));

/** The stretches of days without work, weekends included, of four days and more: `2026-02-14/2026-02-22`. */
function longRests(year: number): readonly string[] {
  const off = daysOff(year);
  const rests: string[] = [];
  const end = parseDate(`${year}-12-31`) ?? 0;
  let from = parseDate(`${year}-01-01`) ?? 0;
  for (let day = from; day <= end + 1; day += 1) {
    if (day <= end && (weekdayOf(day) >= 5 || off.has(dateOf(day)))) continue;
    if (day - from >= 4) rests.push(`${dateOf(from)}/${dateOf(day - 1)}`);
    from = day + 1;
  }
  return rests;
}

test('the rest at Tết is the one that was announced for each year from 2015 to 2026', () => {
  const announced = [
    '2015-02-14/2015-02-23',
    '2016-02-06/2016-02-14',
    '2017-01-26/2017-02-01',
    '2018-02-14/2018-02-20',
    '2019-02-02/2019-02-10',
    '2020-01-23/2020-01-29',
    '2021-02-10/2021-02-16',
    '2022-01-29/2022-02-06',
    '2023-01-20/2023-01-26',
    '2024-02-08/2024-02-14',
    '2025-01-25/2025-02-02',
    '2026-02-14/2026-02-22',
  ];
  const ours = announced.map((rest) => {
    const year = Number(rest.slice(0, 4));
    const tet = solarOf({ year, month: 1, day: 1, isLeap: false }) ?? '';
    return longRests(year).find((each) => each.slice(0, 10) <= tet && tet <= each.slice(11));
  });
  // 14 February 2015 was a Saturday that was worked, in exchange for Monday the 16th
  expect(ours).toEqual(announced);
});

test('the long rests of 2025 and 2026 are those of the announcements', () => {
  expect(longRests(2025)).toEqual(['2025-01-25/2025-02-02', '2025-04-30/2025-05-04', '2025-08-30/2025-09-02']);
  expect(longRests(2026)).toEqual(['2026-01-01/2026-01-04', '2026-02-14/2026-02-22', '2026-04-30/2026-05-03', '2026-08-29/2026-09-02']);
});

test('what is expected for a year not announced is what was announced for every year with the same weekdays', () => {
  for (const { year, daysBeforeTet, secondNationalDay } of announcements) {
    const tet = parseDate(solarOf({ year, month: 1, day: 1, isLeap: false }) ?? '') ?? 0;
    expect(expectedDaysBeforeTet(weekdayOf(tet)), `Tết ${year}`).toBe(daysBeforeTet);
    const nationalDay = parseDate(`${year}-09-02`) ?? 0;
    if (secondNationalDay !== null) expect(expectedSecondNationalDay(weekdayOf(nationalDay)), `${year}`).toBe(secondNationalDay);
  }
});

test('a holiday on a weekend is made up for on the next working days, each holiday by a day of its own', () => {
  const inLieu = (year: number) =>
    (vietnameseHolidays(year) ?? []).filter(({ kind }) => kind === 'in-lieu').map(({ date, id }) => `${date} ${id}`);
  expect(inLieu(2022)).toEqual(['2022-01-03 new-year', '2022-04-11 hung-kings', '2022-05-02 victory-day', '2022-05-03 labour-day']);
  expect(inLieu(2023)).toEqual([
    '2023-01-02 new-year',
    '2023-01-25 tet',
    '2023-01-26 tet',
    '2023-05-02 hung-kings',
    '2023-05-03 victory-day',
    '2023-09-04 national-day',
  ]);
});

test('the whole year 2027 is as the law and the lunar calendar have it, and says which days are only expected', () => {
  const days = (vietnameseHolidays(2027) ?? []).map(({ date, id, kind, basis }) => `${date} ${id} ${kind} ${basis}`);
  expect(days).toEqual([
    '2027-01-01 new-year statutory law',
    '2027-01-30 kitchen-gods observance custom',
    '2027-02-04 tet statutory expected',
    '2027-02-05 tet statutory law',
    '2027-02-06 tet statutory law',
    '2027-02-07 tet statutory law',
    '2027-02-08 tet statutory expected',
    '2027-02-09 tet in-lieu expected',
    '2027-02-10 tet in-lieu expected',
    '2027-02-20 first-full-moon observance custom',
    '2027-03-08 womens-day observance custom',
    '2027-04-16 hung-kings statutory law',
    '2027-04-30 victory-day statutory law',
    '2027-05-01 labour-day statutory law',
    '2027-05-03 labour-day in-lieu law',
    '2027-05-20 buddhas-birthday observance custom',
    '2027-06-01 childrens-day observance custom',
    '2027-06-09 doan-ngo observance custom',
    '2027-07-27 war-invalids-and-martyrs-day observance custom',
    '2027-08-16 vu-lan observance custom',
    '2027-09-02 national-day statutory law',
    '2027-09-03 national-day statutory expected',
    '2027-09-15 mid-autumn observance custom',
    '2027-10-10 capital-liberation-day observance custom',
    '2027-10-20 vietnamese-womens-day observance custom',
    '2027-11-20 teachers-day observance custom',
    '2027-11-24 culture-day observance custom',
  ]);
});

test('a day of exchange names the Saturday that is worked for it', () => {
  expect((vietnameseHolidays(2026) ?? []).find(({ kind }) => kind === 'exchanged')).toEqual({
    date: '2026-01-02',
    id: 'exchanged',
    kind: 'exchanged',
    basis: 'announced',
    worked: '2026-01-10',
    names: { vi: 'Nghỉ hoán đổi, làm bù ngày 2026-01-10', en: 'Day off in exchange for 2026-01-10' },
    lunar: { year: 2025, month: 11, day: 14, isLeap: false },
  });
  for (const { off, worked } of announcements.flatMap(({ exchanges }) => exchanges)) {
    expect(weekdayOf(parseDate(off) ?? 0), off).toBeLessThan(5);
    expect(weekdayOf(parseDate(worked) ?? 0), worked).toBe(5);
  }
});

test('every year has its eleven days, ascending, in the year, no day off twice; the other years are null', () => {
  for (let year = 2021; year <= lastHolidayYear; year += 1) {
    const holidays = vietnameseHolidays(year) ?? [];
    const dates = holidays.map(({ date }) => date);
    const off = holidays.filter(({ kind }) => kind !== 'observance').map(({ date }) => date);
    const isInYear = dates.every((date) => parseDate(date) !== null && date.startsWith(`${year}-`));
    const statutory = new Set(holidays.filter(({ kind }) => kind === 'statutory').map(({ date }) => date));
    // Giỗ Tổ may fall on the day of victory, and then gives no day of its own
    expect([year, isInYear, statutory.size >= 10, new Set(off).size]).toEqual([year, true, true, off.length - (11 - statutory.size)]);
    expect(dates).toEqual(dates.toSorted((a, b) => (a < b ? -1 : 1)));
  }
  expect([firstHolidayYear - 1, lastHolidayYear + 1, 2026.5, Number.NaN].map(vietnameseHolidays)).toEqual([null, null, null, null]);
});
