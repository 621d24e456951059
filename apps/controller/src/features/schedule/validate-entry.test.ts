import { expect, test } from 'vitest';
import { emptyEntryForm, type EntryForm } from './entry-form.ts';
import { validateEntry } from './validate-entry.ts';
import { alwaysDraft, type WhenDraft, type WeeklyFields } from './when-draft.ts';

const { when, exceptCalendarIds } = validateEntry((key) => key);
const form = emptyEntryForm();
const wednesday: WeeklyFields = { days: ['WE'], every: 1, from: '07:00', to: '09:00', firstDate: '2027-03-01', lastDate: '' };
const weekly = (change: Partial<WeeklyFields>): WhenDraft => ({ ...alwaysDraft, kind: 'weekly', weekly: { ...wednesday, ...change } });

test('a last day before the first on which the entry can play is refused at the field', () => {
  const lastDates = ['2027-02-01', '2027-03-02', '2027-03-03', ''].map((lastDate) => when(weekly({ lastDate })));
  // the first Wednesday is the third of March
  expect(lastDates).toEqual(['schedule.lastBeforeFirst', 'schedule.lastBeforeFirst', null, null]);
  expect([when(weekly({ days: [] })), when(weekly({ every: '' })), when(weekly({ from: '' }))]).toEqual([
    'schedule.dayNeeded',
    'schedule.everyNeeded',
    'schedule.timesNeeded',
  ]);
});

test('an end that is not after its start is refused, of one time and of a rule, to the second', () => {
  const rule = { start: '2027-03-01T08:00:30', end: '2027-03-01T08:00', rules: 'FREQ=DAILY', excluded: '', added: '' };
  expect([
    when({ ...alwaysDraft, kind: 'rule', rule }),
    when({ ...alwaysDraft, kind: 'rule', rule: { ...rule, end: '' } }),
    when({ ...alwaysDraft, kind: 'rule', rule: { ...rule, end: '2027-03-01T08:00:31' } }),
    when({ ...alwaysDraft, kind: 'once', once: { start: '2027-03-01T08:00', end: '' } }),
    when({ ...alwaysDraft, kind: 'once', once: { start: '2027-03-01T08:00', end: '2027-03-01T08:00' } }),
  ]).toEqual(['schedule.endBeforeStart', 'schedule.timesNeeded', null, null, 'schedule.endBeforeStart']);
});

test('what another kind had is kept and not judged', () => {
  expect(when({ ...weekly({ lastDate: '2027-02-01' }), kind: 'always' })).toBe(null);
});

test('a calendar that is both only and except is told before the server is asked', () => {
  const both: EntryForm = { ...form, calendarIds: ['a', 'b'], exceptCalendarIds: ['c', 'b'] };
  expect([exceptCalendarIds(both.exceptCalendarIds, both), exceptCalendarIds(['c'], both)]).toEqual(['schedule.bothCalendars', null]);
});
