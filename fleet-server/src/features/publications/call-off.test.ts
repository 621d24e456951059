import { expect, test } from 'vitest';
import { createMakings } from './call-off.ts';

test('a publication is called off by whoever makes it, until it is committed, and by nobody else', () => {
  const makings = createMakings();
  const work = makings.begin('0123456789abcdef', 'lan');
  expect([makings.begin('0123456789abcdef', 'minh'), work?.isCalledOff()]).toEqual([null, false]);
  expect([makings.callOff('0123456789abcdef', 'minh'), makings.callOff('of nobody at all', 'lan'), work?.isCalledOff()]).toEqual([
    ...['unknown', 'unknown', false],
  ]);
  expect([makings.callOff('0123456789abcdef', 'lan'), work?.isCalledOff(), work?.commits()]).toEqual(['called-off', true, false]);
  work?.ends();
  const next = makings.begin('0123456789abcdef', 'lan');
  expect([next?.commits(), makings.callOff('0123456789abcdef', 'lan'), next?.isCalledOff()]).toEqual([true, 'too-late', false]);
  next?.ends();
  expect(makings.callOff('0123456789abcdef', 'lan')).toBe('unknown');
});
