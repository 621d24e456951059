import { simulatedClock } from '@gatecast/clock';
import { pairingSchema } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { codeValidMs, createPairingBook, waitingLimits } from './pairing-book.ts';

test('a code is renewed after ten minutes, and the old one is worth nothing', () => {
  const clock = simulatedClock(1_000);
  const book = createPairingBook<string>(clock);
  const codes: string[] = [];
  book.wait('10.0.0.1', 'device', (code) => codes.push(code));
  clock.advance(codeValidMs);
  expect(codes.map((code) => book.find(code))).toEqual([null, 'device']);
  expect(codes.every((code) => pairingSchema.shape.code.safeParse(code).success)).toBe(true);
});

test('a code is spent when it is taken', () => {
  const book = createPairingBook<string>(simulatedClock(0));
  const codes: string[] = [];
  book.wait('10.0.0.1', 'device', (code) => codes.push(code));
  expect([book.take(codes[0] ?? ''), book.take(codes[0] ?? '')]).toEqual(['device', null]);
});

test('one address cannot fill the book, and all of them together cannot fill the memory', () => {
  const book = createPairingBook<number>(simulatedClock(0));
  const waited = Array.from({ length: 300 }, (_, n) => book.wait(`10.0.0.${n % 5}`, n, () => undefined) !== null);
  expect(waited.filter(Boolean)).toHaveLength(waitingLimits.total);
  const single = createPairingBook<number>(simulatedClock(0));
  const from = Array.from({ length: 60 }, (_, n) => single.wait('10.0.0.1', n, () => undefined) !== null);
  expect(from.filter(Boolean)).toHaveLength(waitingLimits.perAddress);
});

test('a device that leaves frees its place', () => {
  const book = createPairingBook<string>(simulatedClock(0));
  const leave = book.wait('10.0.0.1', 'device', () => undefined);
  leave?.();
  expect(book.count()).toBe(0);
});
