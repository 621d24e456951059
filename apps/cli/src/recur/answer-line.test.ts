import { expect, test } from 'vitest';
import { answerLine } from './answer-line.ts';
import { zonesByName } from './zones-by-name.ts';

const zoneNamed = zonesByName();
const answer = (line: unknown) => JSON.parse(answerLine(typeof line === 'string' ? line : JSON.stringify(line), zoneNamed)) as unknown;

test('a gap of Paris is passed over and not counted, and a fold gives its first instant', () => {
  const daily = { zone: 'Europe/Paris', rule: ['FREQ=DAILY'], exdate: [], rdate: [], count: 3 };
  expect(answer({ ...daily, id: 'gap', start: '2026-03-28T02:30' })).toEqual({
    id: 'gap',
    instants: ['2026-03-28T02:30:00+01:00', '2026-03-30T02:30:00+02:00', '2026-03-31T02:30:00+02:00'],
  });
  expect(answer({ ...daily, id: 'fold', start: '2026-10-24T02:30' })).toEqual({
    id: 'fold',
    instants: ['2026-10-24T02:30:00+02:00', '2026-10-25T02:30:00+02:00', '2026-10-26T02:30:00+01:00'],
  });
});

test('several rules and added dates are one set, in order, without doubles, less what is excluded', () => {
  expect(
    answer({
      id: 1,
      start: '2026-01-01T08:00',
      zone: 'Asia/Ho_Chi_Minh',
      rule: ['FREQ=DAILY;INTERVAL=2', 'FREQ=DAILY;INTERVAL=3'],
      exdate: ['2026-01-05T08:00', '2026-01-03T01:00:00Z'],
      rdate: ['2026-01-02T08:00', '2026-01-07T08:00:00+07:00'],
      count: null,
      until: '2026-01-10',
    }),
  ).toEqual({
    id: 1,
    instants: ['01', '02', '04', '07', '09'].map((day) => `2026-01-${day}T08:00:00+07:00`),
  });
});

test('from and until bound the answers half-open and far from the start', () => {
  const line = { id: 2, start: '1970-01-01T00:00', zone: null, rule: ['FREQ=YEARLY'], from: '2026-01-01', until: '2028-01-01T00:00' };
  expect(answer(line)).toEqual({ id: 2, instants: ['2026-01-01T00:00:00', '2027-01-01T00:00:00'] });
});

test('a start that is a date gives dates, and the time of day in a rule is ignored', () => {
  expect(answer({ id: 3, start: '2026-02-28', zone: 'Asia/Tokyo', rule: ['FREQ=DAILY;COUNT=2;BYHOUR=9,10'] })).toEqual({
    id: 3,
    instants: ['2026-02-28', '2026-03-01'],
  });
});

test('the mean time of Saigon is written with its seconds', () => {
  expect(answer({ id: 4, start: '1900-01-01T00:00', zone: 'Asia/Ho_Chi_Minh' })).toEqual({
    id: 4,
    instants: ['1900-01-01T00:00:00+07:06:30'],
  });
});

const question = { id: 9, start: '2026-01-01T08:00', zone: 'Asia/Ho_Chi_Minh', rule: ['FREQ=DAILY'], count: 1 };

test.each([
  ['what is not JSON', '{"id": 9', { id: null, code: 'bad-input' }],
  ['what is no object', '7', { id: null, code: 'bad-input', limit: 'object' }],
  ['a line without a start', { id: 9 }, { id: 9, code: 'bad-input', field: 'start', limit: 'string' }],
  ['a part that no line has', { ...question, exdates: [] }, { id: 9, code: 'bad-input', field: 'exdates', limit: 'unknown field' }],
  [
    'an id that is neither text nor number',
    { ...question, id: { a: 1 } },
    { id: null, code: 'bad-input', field: 'id', limit: 'string | number' },
  ],
  [
    'an id that its reader would round to another',
    JSON.stringify({ ...question, id: 'x' }).replace('"x"', '9007199254740993'),
    { id: null, code: 'bad-input', field: 'id', limit: 2 ** 53 - 1 },
  ],
  [
    'a range that ends before it begins',
    { ...question, from: '2027-01-01', until: '20261231T170000Z' },
    { id: 9, code: 'bad-time', field: 'until' },
  ],
  ['an unknown zone', { ...question, zone: 'Mars/Olympus' }, { id: 9, code: 'bad-input', field: 'zone' }],
  ['a day that does not exist', { ...question, start: '2026-02-30T08:00' }, { id: 9, code: 'bad-time', field: 'start' }],
  ['a start with an offset', { ...question, start: '2026-02-20T08:00Z' }, { id: 9, code: 'bad-time', field: 'start' }],
  ['a refused rule', { ...question, rule: ['FREQ=DAILY', 'FREQ=WEEKLY;BYDAY=1MO'] }, { id: 9, code: 'bad-rule', field: 'rule[1]' }],
  [
    'an UNTIL without Z beside a zone',
    { ...question, rule: ['FREQ=DAILY;UNTIL=20260201T000000'] },
    { id: 9, code: 'bad-rule', field: 'rule[0]' },
  ],
  ['an excluded date beside a start with a time', { ...question, exdate: ['2026-01-01'] }, { id: 9, code: 'bad-time', field: 'exdate[0]' }],
  ['an offset in floating time', { ...question, zone: null, rdate: ['2026-01-01T08:00Z'] }, { id: 9, code: 'bad-time', field: 'rdate[0]' }],
  ['no end', { ...question, count: null }, { id: 9, code: 'out-of-range', field: 'rule[0]', limit: 10_000 }],
  ['a count of too many', { ...question, count: 10_001 }, { id: 9, code: 'out-of-range', field: 'count', limit: 10_000 }],
  [
    'more answers than the limit',
    { ...question, count: null, until: '2099-01-01' },
    { id: 9, code: 'out-of-range', field: 'count', limit: 10_000 },
  ],
])('is answered with an error: %s', (_, line, { id, ...error }) => {
  expect(answer(line)).toEqual({ id, error: { ...error, message: expect.stringMatching(/\w{3}/) } });
});

test('a rule without end that never comes needs no bound', () => {
  expect(answer({ ...question, count: null, rule: ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'] })).toEqual({ id: 9, instants: [] });
});

test('a rule that says only the hour that the change swallows ends', () => {
  expect(answer({ ...question, zone: 'Europe/Paris', start: '2026-03-29T02:30', rule: ['FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU'] })).toEqual({
    id: 9,
    instants: [],
  });
});
