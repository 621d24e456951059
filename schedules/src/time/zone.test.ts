import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { apia, berlin, hanoi, lordHowe, santiago, zones } from '../../test/zones.ts';
import { dayStartAfter, dayStartAt, instantOf, localOf, offsetAt } from './zone.ts';

const seed = 20_260_729;

test.each([
  ['a zone without changes', hanoi, '2026-06-01T08:00', '2026-06-01T01:00Z', '2026-06-01T01:00Z'],
  ['the last second before a gap', berlin, '2026-03-29T01:59:59', '2026-03-29T00:59:59Z', '2026-03-29T00:59:59Z'],
  ['the first moment of a gap', berlin, '2026-03-29T02:00', '2026-03-29T01:00Z', '2026-03-29T01:00Z'],
  ['inside a gap: the first valid instant', berlin, '2026-03-29T02:30', '2026-03-29T01:00Z', '2026-03-29T01:00Z'],
  ['the end of a gap', berlin, '2026-03-29T03:00', '2026-03-29T01:00Z', '2026-03-29T01:00Z'],
  ['inside a fold: a start early, an end late', berlin, '2026-10-25T02:30', '2026-10-25T00:30Z', '2026-10-25T01:30Z'],
  ['the end of a fold', berlin, '2026-10-25T03:00', '2026-10-25T02:00Z', '2026-10-25T02:00Z'],
  ['a fold of half an hour', lordHowe, '2026-04-05T01:45', '2026-04-04T14:45Z', '2026-04-04T15:15Z'],
  ['a gap at midnight', santiago, '2026-09-06T00:00', '2026-09-06T04:00Z', '2026-09-06T04:00Z'],
  ['a day that was left out', apia, '2011-12-30T12:00', '2011-12-30T10:00Z', '2011-12-30T10:00Z'],
])('%s', (_, zone, local, start, end) => {
  expect([instantOf(zone, local, 'start'), instantOf(zone, local, 'end')]).toEqual([Date.parse(start), Date.parse(end)]);
});

test('what is no local time has no instant', () => {
  expect(
    ['2026-02-29T00:00', '2026-01-01', '2026-01-01T24:00', '2026-01-01T08:00Z', ''].map((text) => instantOf(hanoi, text, 'start')),
  ).toEqual(Array.from({ length: 5 }, () => null));
});

test(`every instant lies between the start and the end of its own local time, and in its site day (seed ${seed})`, () => {
  const instants = fc.constantFrom(...zones).chain((zone) => {
    const changes = zone.transitions.map((transition) => transition.atMs);
    const near = fc.tuple(fc.constantFrom(1_767_225_600_000, ...changes), fc.integer({ min: -200_000, max: 200_000 }));
    return fc.record({ zone: fc.constant(zone), seconds: near.map(([atMs, off]) => Math.floor(atMs / 1_000) + off) });
  });
  fc.assert(
    fc.property(instants, fc.constantFrom(0, 4, 24), ({ zone, seconds }, startHour) => {
      const atMs = seconds * 1_000;
      const local = localOf(zone, atMs);
      expect(Date.parse(`${local}Z`) - atMs).toBe(offsetAt(zone, atMs));
      expect(instantOf(zone, local, 'start')).toBeLessThanOrEqual(atMs);
      expect(instantOf(zone, local, 'end')).toBeGreaterThanOrEqual(atMs);
      const dayStartMs = startHour * 3_600_000;
      const fromMs = dayStartAt(zone, dayStartMs, atMs);
      expect(fromMs).toBeLessThanOrEqual(atMs);
      expect(dayStartAfter(zone, dayStartMs, atMs)).toBeGreaterThan(atMs);
      expect(dayStartAfter(zone, dayStartMs, fromMs)).toBe(dayStartAfter(zone, dayStartMs, atMs));
    }),
    { seed, numRuns: 2_000 },
  );
});
