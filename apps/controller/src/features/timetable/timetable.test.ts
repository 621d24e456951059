import type { StoredEntry } from '@gatecast/protocol';
import { describe, expect, it } from 'vitest';
import { changeWhen } from './change-when.ts';
import { pastedForm } from './paste-entry.ts';
import { peakShare } from './peak-share.ts';
import { splitWhen, withoutOccurrence } from './split-when.ts';
import { stepDate, stripsOf } from './shown-range.ts';

const weekly = (start: string, end: string, rule: string) =>
  ({ kind: 'recurring', start, end, rules: [rule], excludedStarts: [], addedStarts: [] }) as const;

describe('moving an entry', () => {
  it('takes the weekdays along when it crosses midnight, and the last day', () => {
    const friday = weekly('2026-09-04T22:00', '2026-09-05T02:00', 'FREQ=WEEKLY;BYDAY=FR;UNTIL=20261030T235959');
    expect(changeWhen(friday, { startMinutes: 180, endMinutes: 180 })).toEqual(
      weekly('2026-09-05T01:00', '2026-09-05T05:00', 'FREQ=WEEKLY;BYDAY=SA;UNTIL=20261031T235959'),
    );
    const monday = weekly('2026-09-07T00:30', '2026-09-07T02:00', 'FREQ=WEEKLY;BYDAY=MO,WE');
    expect(changeWhen(monday, { startMinutes: -60, endMinutes: -60 })).toEqual(
      weekly('2026-09-06T23:30', '2026-09-07T01:00', 'FREQ=WEEKLY;BYDAY=TU,SU'),
    );
  });

  it('gives null where moving cannot say what is meant', () => {
    const lastFriday = weekly('2026-09-25T08:00', '2026-09-25T09:00', 'FREQ=MONTHLY;BYDAY=-1FR');
    expect(changeWhen(lastFriday, { startMinutes: 30, endMinutes: 30 })).toMatchObject({
      start: '2026-09-25T08:30',
      end: '2026-09-25T09:30',
    });
    expect(changeWhen(lastFriday, { startMinutes: 1_440, endMinutes: 1_440 })).toBe(null);
    expect(changeWhen(lastFriday, { startMinutes: 0, endMinutes: -60 })).toBe(null);
    expect(changeWhen({ kind: 'always' }, { startMinutes: 30, endMinutes: 30 })).toBe(null);
    expect(changeWhen({ kind: 'once', start: '2026-09-25T08:00', end: null }, { startMinutes: -15, endMinutes: 0 })).toEqual({
      ...{ kind: 'once', start: '2026-09-25T07:45', end: null },
    });
  });
});

it('a month is drawn as the weeks that touch it, and a week may have an hour less', () => {
  const month = stripsOf('month', '2026-11-15', 'Asia/Ho_Chi_Minh');
  expect(month.map(({ days }) => days[0]?.date)).toEqual([
    '2026-10-26',
    '2026-11-02',
    '2026-11-09',
    '2026-11-16',
    '2026-11-23',
    '2026-11-30',
  ]);
  const [week] = stripsOf('week', '2026-03-25', 'Europe/Berlin');
  expect(week && (week.untilMs - week.fromMs) / 3_600_000).toBe(7 * 24 - 1);
  expect([stepDate('month', '2026-01-31', 1), stepDate('month', '2026-01-15', -1)]).toEqual(['2026-02-01', '2025-12-01']);
});

it('the peak of shares counts interrupts that are on together, not those that follow one another', () => {
  const span = (entryId: string, fromMs: number, untilMs: number) => ({
    ...{ entryId, startMs: fromMs, fromMs, untilMs, parts: [{ fromMs, untilMs, standing: { kind: 'speaking' as const } }] },
  });
  expect(peakShare([span('a', 0, 10), span('b', 10, 20), span('c', 15, 30)], () => 4_000)).toEqual({ shareBp: 8_000, atMs: 15 });
});

describe('one of many occurrences', () => {
  const still = { startMinutes: 0, endMinutes: 0 };
  const friday = { ...weekly('2026-09-04T22:00', '2026-09-05T02:00', 'FREQ=WEEKLY;BYDAY=FR'), excludedStarts: ['2026-10-02T22:00'] };

  it('is taken out and moved by itself', () => {
    expect(splitWhen(friday, '2026-09-18T22:00', { startMinutes: -60, endMinutes: 0 }, 'one')).toEqual({
      kept: { ...friday, excludedStarts: ['2026-10-02T22:00', '2026-09-18T22:00'] },
      own: { kind: 'once', start: '2026-09-18T21:00', end: '2026-09-19T02:00' },
    });
    expect(withoutOccurrence(friday, '2026-09-11T22:00')?.excludedStarts).toEqual(['2026-10-02T22:00', '2026-09-11T22:00']);
  });

  it('ends the recurrence before it where all that follow go along', () => {
    const until = { ...friday, excludedStarts: [], rules: ['FREQ=WEEKLY;BYDAY=FR;UNTIL=20261130T235959'] };
    expect(splitWhen(until, '2026-09-18T22:00', { startMinutes: 1_440, endMinutes: 1_440 }, 'following')).toEqual({
      kept: { ...until, rules: ['FREQ=WEEKLY;BYDAY=FR;UNTIL=20260917T235959'] },
      own: weekly('2026-09-19T22:00', '2026-09-20T02:00', 'FREQ=WEEKLY;BYDAY=SA;UNTIL=20261201T235959'),
    });
  });

  it('leaves the earlier occurrences of the same day to the recurrence', () => {
    const twice = weekly('2026-09-04T08:00', '2026-09-04T09:00', 'FREQ=DAILY;BYHOUR=8,14');
    expect(splitWhen(twice, '2026-09-18T14:00', still, 'following')).toEqual({
      kept: { ...twice, rules: ['FREQ=DAILY;BYHOUR=8,14;UNTIL=20260918T135959'] },
      own: { ...twice, start: '2026-09-18T14:00', end: '2026-09-18T15:00' },
    });
    expect(splitWhen(twice, '2026-09-18T08:00', still, 'following')?.kept.rules).toEqual(['FREQ=DAILY;BYHOUR=8,14;UNTIL=20260917T235959']);
  });

  it('cannot be what none is, what was left out, the first and all that follow, or one that a rule counts', () => {
    const counted = { ...friday, rules: ['FREQ=WEEKLY;BYDAY=FR;COUNT=9'] };
    expect([
      splitWhen(friday, '2026-09-18T22:30', still, 'one'),
      splitWhen(friday, '2026-10-02T22:00', still, 'one'),
      splitWhen(friday, '2026-09-04T22:00', still, 'following'),
      splitWhen(counted, '2026-09-18T22:00', still, 'following'),
    ]).toEqual([null, null, null, null]);
  });
});

it('what is pasted begins on another day: one occurrence once, a recurrence with its weekdays', () => {
  const when = weekly('2026-09-04T22:00', '2026-09-05T02:00', 'FREQ=WEEKLY;BYDAY=FR');
  const entry = {
    ...{
      name: 'Night',
      tier: 'regular',
      mode: 'replace',
      turnMs: null,
      shareBp: null,
      isAlone: false,
      targets: [],
      playlistId: 'p',
      layoutId: null,
    },
    ...{ tickerPlaylistId: null, when, daypartIds: [], calendarIds: [], exceptCalendarIds: [] },
  } as unknown as StoredEntry;
  expect(pastedForm({ entry, start: '2026-09-18T22:00' }, 'site:x', '2026-10-01')).toMatchObject({
    targets: ['site:x'],
    when: { kind: 'once', once: { start: '2026-10-01T22:00', end: '2026-10-02T02:00' } },
  });
  const ruled = (rule: string, start: string, end: string) =>
    ({
      ...entry,
      when: { ...weekly(start, end, rule), excludedStarts: ['2026-09-25T08:00', '2027-01-29T08:00'] },
    }) as unknown as StoredEntry;
  const lastFriday = ruled('FREQ=MONTHLY;BYDAY=-1FR', '2026-08-28T08:00', '2026-08-28T09:30');
  expect(pastedForm({ entry: lastFriday, start: null }, 'site:x', '2026-10-01').when.rule).toEqual({
    ...{ start: '2026-10-30T08:00', end: '2026-10-30T09:30', rules: 'FREQ=MONTHLY;BYDAY=-1FR', excluded: '2027-01-29T08:00', added: '' },
  });
  const fortnightly = ruled('FREQ=WEEKLY;INTERVAL=2', '2026-09-04T08:00', '2026-09-04T09:00');
  expect(pastedForm({ entry: fortnightly, start: null }, 'site:x', '2026-09-09').when.rule?.start).toBe('2026-09-11T08:00');
  expect(pastedForm({ entry: fortnightly, start: null }, 'site:x', '2026-06-01').when.rule?.start).toBe('2026-06-05T08:00');
  expect(pastedForm({ entry, start: null }, 'site:x', '2026-10-01').when.weekly).toMatchObject({ days: ['FR'], firstDate: '2026-10-01' });
});
