import { expect, test } from 'vitest';
import { calendarOf } from './calendar-of.ts';

test('the calendar of a plan has every day off of its years, ascending, once', () => {
  expect(calendarOf({ id: 'vn', name: 'Ngày nghỉ lễ', fromYear: 2026, toYear: 2026 })).toEqual({
    id: 'vn',
    name: 'Ngày nghỉ lễ',
    dates: [
      ...['2026-01-01', '2026-01-02', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'],
      ...['2026-04-26', '2026-04-27', '2026-04-30', '2026-05-01', '2026-08-31', '2026-09-01', '2026-09-02'],
    ],
  });
});

test('kinds and ids choose: the holidays of the law alone, or one observance over some years', () => {
  const choice = { id: 'x', name: 'X', fromYear: 2026, toYear: 2028 };
  expect(calendarOf({ ...choice, kinds: [], alsoIds: ['mid-autumn'] })?.dates).toEqual(['2026-09-25', '2027-09-15', '2028-10-03']);
  expect(calendarOf({ ...choice, toYear: 2026, kinds: ['statutory'], alsoIds: ['culture-day'] })?.dates).toEqual([
    ...['2026-01-01', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'],
    ...['2026-04-26', '2026-04-30', '2026-05-01', '2026-09-01', '2026-09-02', '2026-11-24'],
  ]);
});

test('years that are not known, or in the wrong order, give no calendar', () => {
  for (const [fromYear, toYear] of [
    [2014, 2026],
    [2026, 2200],
    [2027, 2026],
  ] as const)
    expect(calendarOf({ id: 'x', name: 'X', fromYear, toYear })).toBeNull();
});
