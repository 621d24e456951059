import { expect, test } from 'vitest';
import { valueText } from './value-text.ts';

const number = (cell: string, language: string, decimals: number, unit = '') =>
  valueText(cell, { as: 'number', decimals, unit }, language, () => '');

test('numbers follow the language, to their last digit', () => {
  expect([number('26315.5', 'vi', 1), number('26315.5', 'en', 2), number('26315.5', 'fr', 0), number('12', 'ja', 0, '分')]).toEqual([
    '26.315,5',
    '26,315.50',
    '26\u202F316',
    '12\u00A0分',
  ]);
  expect(number('123456789012345.123456', 'en', 6)).toBe('123,456,789,012,345.123456');
});

test('words stay as they are, times are written by whoever knows the zone, and nothing has a sign of its own', () => {
  expect(valueText('Hữu Nghị', { as: 'text' }, 'en', () => '')).toBe('Hữu Nghị');
  expect(valueText(60_000, { as: 'time', style: 'date' }, 'en', (instantMs, style) => `${style} ${instantMs}`)).toBe('date 60000');
  expect(valueText(null, { as: 'number', decimals: 0, unit: 'min' }, 'en', () => '')).toBe('–');
});
