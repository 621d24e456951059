import { expect, test } from 'vitest';
import { checkSpans, checkWhen } from './check-when.ts';

const weekdays = {
  kind: 'recurring',
  start: '2026-07-27T08:00',
  end: '2026-07-27T18:00',
  rules: ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
  excludedStarts: [],
  addedStarts: [],
} as const;

test('what the engine understands has no faults', () => {
  expect([checkWhen({ kind: 'always' }), checkWhen(weekdays), checkSpans([{ days: ['FR'], from: '22:00', to: '02:00' }])]).toEqual([
    [],
    [],
    [],
  ]);
});

test('a rule that the engine does not understand is named by its place', () => {
  expect(checkWhen({ ...weekdays, rules: ['FREQ=WEEKLY', 'FREQ=SOMETIMES'] }).map(({ path, code }) => ({ path, code }))).toEqual([
    { path: 'rules[1]', code: 'bad-rule' },
  ]);
});

test('an occurrence that ends before it starts is refused', () => {
  expect(checkWhen({ kind: 'once', start: '2026-07-27T08:00', end: '2026-07-27T08:00' })[0]?.path).toBe('end');
});
