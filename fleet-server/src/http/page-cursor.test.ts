import { expect, test } from 'vitest';
import { z } from 'zod';
import { cursorOf, pageOf, readCursor } from './page-cursor.ts';

const schema = z.tuple([z.int(), z.string()]);

test('a cursor comes back as it was told, and anything else is refused by its field', () => {
  expect(readCursor(cursorOf([7, 'Cổng']), schema)).toEqual({ kind: 'cursor', key: [7, 'Cổng'] });
  expect(readCursor(undefined, schema)).toEqual({ kind: 'cursor', key: null });
  for (const wrong of ['', '%', 'null', cursorOf(['Cổng', 7]), cursorOf([7])])
    expect(readCursor(wrong, schema)).toMatchObject({ kind: 'problem', problem: { code: 'bad-input', field: 'query.after' } });
});

test('a page has a next one only where a row was read beyond it', () => {
  const page = (rows: readonly number[]) => pageOf(rows, 2, (row) => [row]);
  expect([page([1, 2, 3]), page([1, 2]), page([])]).toEqual([
    { rows: [1, 2], next: cursorOf([2]) },
    { rows: [1, 2], next: null },
    { rows: [], next: null },
  ]);
});
