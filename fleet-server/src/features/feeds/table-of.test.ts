import type { FeedIntakeColumn } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { rowOfObject } from './raw-rows.ts';
import { instantOf, tableOf } from './table-of.ts';

const column = (key: string, type: FeedIntakeColumn['type'], from = key): FeedIntakeColumn => ({ key, type, from });
const columns = [column('gate', 'text'), column('minutes', 'number'), column('at', 'time')];
const tableFrom = (...rows: readonly unknown[]) => tableOf(columns, rows.map(rowOfObject));
const texts = (...said: readonly unknown[]) => {
  const table = tableOf(
    [column('gate', 'text')],
    said.map((gate) => rowOfObject({ gate })),
  );
  return table.kind === 'rows' ? table.rows.flat() : table.detail;
};
const numbers = (...said: readonly unknown[]) =>
  said.map((minutes) => {
    const table = tableOf([column('minutes', 'number')], [rowOfObject({ minutes }), rowOfObject({ minutes: 1 })]);
    return table.kind === 'rows' ? table.rows[0]?.[0] : 'unfit';
  });

test('cells come in the types of their columns, what is missing is null', () => {
  expect(tableFrom({ gate: 'Hữu Nghị', minutes: 12.5, at: '2026-07-29T13:46:00+07:00' }, { gate: 'Tân Thanh' })).toEqual({
    kind: 'rows',
    rows: [
      ['Hữu Nghị', '12.5', Date.UTC(2026, 6, 29, 6, 46)],
      ['Tân Thanh', null, null],
    ],
  });
});

test('a text loses what controls, hides or turns the direction of what is around it, and is drawn as text whatever it looks like', () => {
  expect(
    texts(
      'a\u0000b\u001Bc',
      'x\u202Eevil\u202C',
      '\u2066in\u2069',
      'one\r\n two\u2028three',
      'e\u0301',
      '<b>bold</b>',
      'javascript:alert(1)',
      '\uFEFF',
    ),
  ).toEqual(['abc', 'xevil', 'in', 'one two three', 'é', '<b>bold</b>', 'javascript:alert(1)', null]);
});

test('marks stacked on a letter end before they reach into other rows, and what no font has is drawn as missing', () => {
  expect(texts(`z${'\u0300'.repeat(40)}`, '\u{13000} gate')).toEqual([`z${'\u0300'.repeat(4)}`, '\uFFFD gate']);
});

test('numbers are decimals of bounded length; hexadecimal, exponents, words and the infinite are none', () => {
  expect(numbers(26315, -0.5, '26,315.50', ' 007 ', '+1', 1e15, 0.1 + 0.2)).toEqual(['26315', '-0.5', '26315.5', '7', '1', 'unfit', '0.3']);
  expect(numbers('0x10', '1e3', 'NaN', Infinity, 1e300, '1.2.3', '1,23', [1], {}, true)).toEqual(Array.from({ length: 10 }, () => 'unfit'));
});

test('a time must say which instant it is', () => {
  const noon = Date.UTC(2026, 6, 29, 5);
  const same = ['2026-07-29T12:00:00+07:00', '2026-07-29T05:00Z', 'Wed, 29 Jul 2026 12:00:00 +0700', noon, noon / 1_000];
  expect(same.map(instantOf)).toEqual(same.map(() => noon));
  expect(['2026-07-29 12:00', 'tomorrow', '12:00', '', {}, null, '2026-13-40T00:00:00Z'].map(instantOf)).toEqual(Array.from({ length: 7 }));
});

test('values are refused whole, with the row and the column that do not fit', () => {
  expect(tableFrom({ gate: 'A', minutes: 1, at: 1 }, { gate: 'B', minutes: 'soon', at: 1 })).toMatchObject({
    kind: 'unfit',
    detail: expect.stringContaining('row 2, minutes') as string,
  });
  expect(tableFrom({ gate: 'x'.repeat(161), minutes: 1, at: 1 })).toMatchObject({ kind: 'unfit' });
  expect(tableFrom({ gate: { deep: true }, minutes: 1, at: 1 })).toMatchObject({ kind: 'unfit' });
  expect(tableFrom(...Array.from({ length: 101 }, () => ({ gate: 'A', minutes: 1, at: 1 })))).toMatchObject({ kind: 'unfit' });
  expect(tableFrom()).toEqual({ kind: 'rows', rows: [] });
});

test('a column in which no row has anything is a wrong path, not an empty value', () => {
  expect(tableFrom({ gate: 'A', minutes: 1 })).toMatchObject({ kind: 'unfit', detail: expect.stringContaining('“at”') as string });
});
