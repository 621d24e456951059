import { zoneOf } from '@gatecast/zones';
import { expect, test } from 'vitest';
import { dayOf, timeOfDay } from './local-time.ts';

const at = (text: string): number => Date.parse(text);
function zoneNamed(name: string): NonNullable<ReturnType<typeof zoneOf>> {
  const zone = zoneOf(name, at('2026-01-01T00:00Z'), at('2028-01-01T00:00Z'));
  if (zone === null) throw new Error(`no ${name}`);
  return zone;
}
const paris = zoneNamed('Europe/Paris');
const hanoi = zoneNamed('Asia/Ho_Chi_Minh');

test('a clock of another place changes with its own summer time, and not with the site', () => {
  const read = (text: string) => [timeOfDay(hanoi, at(text)), timeOfDay(paris, at(text))];
  expect([read('2026-03-29T00:59:59Z'), read('2026-03-29T01:00:00Z'), read('2026-10-25T00:59:59Z'), read('2026-10-25T01:00:00Z')]).toEqual([
    ['07:59', '01:59'],
    ['08:00', '03:00'],
    ['07:59', '02:59'],
    ['08:00', '02:00'],
  ]);
});

test('the day is that of the place, in the words of the language', () => {
  const instant = at('2026-12-31T20:30:00Z');
  expect(['vi', 'fr', 'en', 'zh-Hans'].map((language) => [dayOf(hanoi, instant, language), dayOf(paris, instant, language)])).toEqual([
    ['Thứ Sáu, 1 tháng 1', 'Thứ Năm, 31 tháng 12'],
    ['Vendredi 1 janvier', 'Jeudi 31 décembre'],
    ['Friday, January 1', 'Thursday, December 31'],
    ['1月1日星期五', '12月31日星期四'],
  ]);
});
