import { expect, test } from 'vitest';
import { createGate } from './gate.ts';
import { createPatience } from './patience.ts';

test('a deadline passes in time that was looked at, and a process that could not look for a minute gives nobody up for it', () => {
  let nowMs = 0;
  let tick = (): void => undefined;
  const clock = {
    monotonicMs: () => nowMs,
    after(_ms: number, call: () => void) {
      tick = call;
      return () => undefined;
    },
  };
  const lookAfter = (ms: number) => {
    nowMs += ms;
    tick();
  };
  const patience = createPatience(clock);
  const passed: string[] = [];
  patience.after(10_000, () => passed.push('ten'));
  const cancel = patience.after(1_000, () => passed.push('cancelled'));
  cancel();
  lookAfter(60_000);
  for (let count = 0; count < 36; count++) lookAfter(250);
  expect(passed).toEqual([]);
  for (let count = 0; count < 4; count++) lookAfter(250);
  expect(passed).toEqual(['ten']);
  patience.close();
});

test('so many are let through at once, and who leaves makes room for the next in line', () => {
  const gate = createGate(2);
  const entered: number[] = [];
  const leave = [0, 1, 2, 3].map((number) => gate.pass(() => entered.push(number)));
  expect(entered).toEqual([0, 1]);
  leave[2]?.();
  leave[0]?.();
  leave[0]?.();
  expect(entered).toEqual([0, 1, 3]);
  leave[1]?.();
  expect(entered).toEqual([0, 1, 3]);
});
