import { expect, it } from 'vitest';
import { codeIn } from './code-in.ts';

it('a code is found in the address that a screen shows and in bare letters, and nowhere else', () => {
  expect(codeIn('https://signage.example/enrol?code=ACDE-2345')).toBe('ACDE-2345');
  expect(codeIn(' acde 2345 ')).toBe('ACDE-2345');
  for (const other of ['https://signage.example/enrol', 'https://elsewhere.example/?code=1', 'ACDE-234', 'WIFI:S:hall;;', ''])
    expect([other, codeIn(other)]).toEqual([other, null]);
});
