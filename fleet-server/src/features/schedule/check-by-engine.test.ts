import { expect, test } from 'vitest';
import { checkCalendarByEngine, checkDaypartByEngine, checkEntryByEngine } from './check-by-engine.ts';

const weekdays = {
  kind: 'recurring' as const,
  start: '2026-07-27T08:00',
  end: '2026-07-27T18:00',
  rules: ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
  excludedStarts: [],
  addedStarts: [],
};
const plain = { when: { kind: 'always' as const }, mode: 'replace' as const, turnMs: null, shareBp: null, isAlone: false, layoutId: null };
const layoutId = '0190a000-0000-7000-8000-000000000003' as never;
const calendarId = '0190a000-0000-7000-8000-0000000000c1' as never;
const placesOf = (faults: readonly { readonly path: string; readonly code: string }[]) => faults.map(({ path, code }) => [path, code]);

test('what the engine understands has no faults', () => {
  const night = [{ days: ['FR' as const], from: '22:00', to: '02:00' }];
  expect([
    checkEntryByEngine(plain),
    checkEntryByEngine({ ...plain, when: weekdays, turnMs: 30_000 }),
    checkEntryByEngine({ ...plain, mode: 'interrupt', shareBp: 1_000, isAlone: true }),
    checkEntryByEngine({ ...plain, mode: 'overlay', layoutId }),
    checkDaypartByEngine({ spans: night, exceptions: [] }),
    checkDaypartByEngine({ spans: night, exceptions: [{ on: { kind: 'calendar', calendarId }, spans: [] }] }),
    checkCalendarByEngine({ dates: ['2028-02-29'] }),
  ]).toEqual([[], [], [], [], [], [], []]);
});

test('a rule that the engine does not understand is named by its place', () => {
  const faults = checkEntryByEngine({ ...plain, when: { ...weekdays, rules: ['FREQ=WEEKLY', 'FREQ=SOMETIMES'] } });
  expect(placesOf(faults)).toEqual([['when.rules[1]', 'bad-rule']]);
});

test('an occurrence that ends before it starts is refused', () => {
  const when = { kind: 'once' as const, start: '2026-07-27T08:00', end: '2026-07-27T08:00' };
  expect(placesOf(checkEntryByEngine({ ...plain, when }))).toEqual([['when.end', 'empty-span']]);
});

test('a mode without what it needs, or with what another has, is named by its field', () => {
  const cases = [
    [{ mode: 'interrupt' as const }, 'shareBp'],
    [{ mode: 'interrupt' as const, shareBp: 1_000, layoutId }, 'layoutId'],
    [{ mode: 'overlay' as const }, 'layoutId'],
    [{ mode: 'overlay' as const, layoutId, turnMs: 10_000 }, 'turnMs'],
    [{ shareBp: 1_000 }, 'shareBp'],
    [{ isAlone: true }, 'isAlone'],
  ] as const;
  expect(cases.map(([change]) => placesOf(checkEntryByEngine({ ...plain, ...change })))).toEqual(
    cases.map(([, field]) => [[field, 'bad-mode']]),
  );
});

test('a time of an exception and a date of a calendar are named by their place', () => {
  const spans = [{ days: ['FR' as const], from: '22:00', to: '02:00' }];
  const exceptions = [{ on: { kind: 'date' as const, date: '2026-02-30' }, spans: [{ from: '24:00', to: '02:00' }] }];
  expect(placesOf(checkDaypartByEngine({ spans, exceptions }))).toEqual([
    ['exceptions[0].on.date', 'bad-time'],
    ['exceptions[0].spans[0].from', 'bad-time'],
  ]);
  expect(placesOf(checkCalendarByEngine({ dates: ['2026-02-17', '2026-02-16'] }))).toEqual([['dates[1]', 'bad-time']]);
});
