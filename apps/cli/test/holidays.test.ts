import { expect, test } from 'vitest';
import { gatecast } from './support/gatecast.ts';

test('the holidays of some years are one JSON array, each with its lunar date and both names', async () => {
  const { code, stdout, stderr } = await gatecast(['holidays', '--year', '2026', '--to', '2027']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const holidays = JSON.parse(stdout) as readonly { readonly date: string; readonly id: string }[];
  expect(holidays.filter(({ id }) => id === 'hung-kings')).toEqual([
    {
      date: '2026-04-26',
      id: 'hung-kings',
      kind: 'statutory',
      basis: 'law',
      names: { vi: 'Giỗ Tổ Hùng Vương', en: 'Hung Kings’ Commemoration Day' },
      lunar: { year: 2026, month: 3, day: 10, isLeap: false },
    },
    expect.objectContaining({ date: '2026-04-27', kind: 'in-lieu' }),
    expect.objectContaining({ date: '2027-04-16', kind: 'statutory' }),
  ]);
});

test('people get a line a day, with weekday, lunar date and what is not sure yet', async () => {
  const { stdout } = await gatecast(['holidays', '--year', '2027', '--pretty']);
  expect(stdout.split('\n').slice(0, 4)).toEqual([
    '2027-01-01 Fri  24/11        off  Tết Dương lịch · New Year’s Day',
    '2027-01-30 Sat  23/12             Tết ông Công ông Táo · Kitchen Gods’ Day',
    '2027-02-04 Thu  28/12        off  Tết Nguyên Đán: ngày áp cuối năm · Lunar New Year (Tết): the day before New Year’s Eve  (expected, not yet announced)',
    '2027-02-05 Fri  29/12        off  Tết Nguyên Đán: ngày cuối năm · Lunar New Year (Tết): New Year’s Eve',
  ]);
});

test("the days off of a year are given as a plan's calendar", async () => {
  const { stdout } = await gatecast(['holidays', '--year', '2024', '--calendar', 'public-holidays']);
  expect(JSON.parse(stdout)).toEqual({
    id: 'public-holidays',
    name: 'Ngày nghỉ lễ Việt Nam 2024',
    dates: [
      ...['2024-01-01', '2024-02-08', '2024-02-09', '2024-02-10', '2024-02-11', '2024-02-12', '2024-02-13', '2024-02-14'],
      ...['2024-04-18', '2024-04-29', '2024-04-30', '2024-05-01', '2024-09-02', '2024-09-03'],
    ],
  });
});
