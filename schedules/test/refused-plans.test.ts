import { expect, test } from 'vitest';
import { compile } from '../src/index.ts';
import type { Entry, Layout, Plan, PlanFault, PlanItem, Region, When } from '../src/index.ts';
import { plainPlan } from './plans.ts';
import { berlin } from './zones.ts';

const base = plainPlan();
const [fallback] = base.entries as readonly [Entry];
const [item] = base.items as readonly [PlanItem];
const open = { fromMs: null, untilMs: null };
const slotOf = (itemId: string, weight = 1) => ({ kind: 'item', itemId, weight }) as const;
const within = (playlistId: string) => ({ kind: 'playlist', playlistId, weight: 1 }) as const;
const list = (id: string, ...slots: Plan['playlists'][number]['slots']) => ({ id, name: '', slots });
const extra = (changes: Partial<Entry>): Plan => plainPlan({ entries: [fallback, { ...fallback, id: 'x', ...changes }] });
const when = (changes: Partial<Extract<When, { kind: 'recurring' }>>): Plan =>
  extra({
    when: {
      kind: 'recurring',
      start: '2026-01-01T08:00',
      end: '2026-01-01T09:00',
      rules: [],
      excludedStarts: [],
      addedStarts: [],
      ...changes,
    },
  });
const rule = (text: string): Plan => when({ rules: [text] });
const span = (from: string, to: string, days: Plan['dayparts'][number]['spans'][number]['days']): Plan =>
  plainPlan({ dayparts: [{ id: 'd', name: '', spans: [{ from, to, days }] }] });
const main: Region = {
  id: 'm',
  frame: { xBp: 0, yBp: 0, widthBp: 10_000, heightBp: 10_000 },
  languages: { kind: 'sequence' },
  content: { kind: 'main' },
};
const layout = (...regions: readonly Region[]): Plan => plainPlan({ layouts: [{ id: 'l', name: '', regions } satisfies Layout] });

test.each<readonly [why: string, plan: Plan, path: string, code: PlanFault['code']]>([
  ['pages in a plan from before them', plainPlan({ items: [{ ...item, kind: 'pages' }] }), 'items[0].kind', 'bad-mode'],
  ['a rule of minutes', rule('FREQ=MINUTELY'), 'entries[1].when.rules[0]', 'unsupported-rule'],
  ['a calendar that is not ours', rule('FREQ=YEARLY;RSCALE=CHINESE'), 'entries[1].when.rules[0]', 'unsupported-rule'],
  ['a month that no year has', rule('FREQ=DAILY;BYMONTH=13'), 'entries[1].when.rules[0]', 'out-of-range'],
  ['a weekday with an ordinal in a week', rule('FREQ=WEEKLY;BYDAY=1MO'), 'entries[1].when.rules[0]', 'bad-rule'],
  ['a part that no RFC knows', rule('FREQ=DAILY;COLOUR=RED'), 'entries[1].when.rules[0]', 'bad-rule'],
  ['a rule with its label', rule('RRULE:FREQ=DAILY'), 'entries[1].when.rules[0]', 'bad-rule'],
  ['an empty rule', rule(''), 'entries[1].when.rules[0]', 'bad-rule'],
  ['a rule without FREQ', rule('COUNT=2'), 'entries[1].when.rules[0]', 'bad-rule'],
  ['COUNT beside UNTIL', rule('FREQ=DAILY;COUNT=2;UNTIL=20260201T000000Z'), 'entries[1].when.rules[0]', 'bad-rule'],
  ['a part that stands twice', rule('FREQ=DAILY;COUNT=2;COUNT=3'), 'entries[1].when.rules[0]', 'bad-rule'],
  ['COUNT of nothing', rule('FREQ=DAILY;COUNT=0'), 'entries[1].when.rules[0]', 'bad-rule'],
  ['UNTIL as a date alone', rule('FREQ=DAILY;UNTIL=20260201'), 'entries[1].when.rules[0]', 'bad-rule'],
  ['UNTIL on 30 February', rule('FREQ=DAILY;UNTIL=20260230T000000Z'), 'entries[1].when.rules[0]', 'bad-rule'],
  ['an INTERVAL of centuries', rule('FREQ=DAILY;INTERVAL=99999999999999999999'), 'entries[1].when.rules[0]', 'out-of-range'],
  ['a start that is no time', when({ start: '2026-02-30T08:00' }), 'entries[1].when.start', 'bad-time'],
  ['an excluded start that is no time', when({ excludedStarts: ['tomorrow'] }), 'entries[1].when.excludedStarts[0]', 'bad-time'],
  ['an end at its start', when({ end: '2026-01-01T08:00' }), 'entries[1].when.end', 'empty-span'],
  ['an occurrence of years', when({ end: '2028-01-01T08:00' }), 'entries[1].when.end', 'out-of-range'],
  [
    'a once that ends before it starts',
    extra({ when: { kind: 'once', start: '2026-01-02T00:00', end: '2026-01-01T00:00' } }),
    'entries[1].when.end',
    'empty-span',
  ],
  ['a daypart that begins at 24:00', span('24:00', '02:00', ['MO']), 'dayparts[0].spans[0].from', 'bad-time'],
  ['a daypart at 24:30', span('08:00', '24:30', ['MO']), 'dayparts[0].spans[0].to', 'bad-time'],
  ['a daypart on no day', span('08:00', '09:00', []), 'dayparts[0].spans[0].days', 'empty-span'],
  ['a daypart that is not there', extra({ daypartIds: ['d'] }), 'entries[1].daypartIds[0]', 'unknown-reference'],
  ['a playlist that is not there', extra({ playlistId: 'p' }), 'entries[1].playlistId', 'unknown-reference'],
  ['a layout that is not there', extra({ layoutId: 'l' }), 'entries[1].layoutId', 'unknown-reference'],
  ['two entries of one id', extra({ id: fallback.id }), 'entries[1].id', 'duplicate-id'],
  ['a specificity beyond the screen', extra({ specificity: 1_001 }), 'entries[1].specificity', 'out-of-range'],
  ['a weight of nothing', plainPlan({ playlists: [list('p0', slotOf('a', 0))] }), 'playlists[0].slots[0].weight', 'out-of-range'],
  [
    'an item that is not there',
    plainPlan({ playlists: [list('p0', slotOf('a'), slotOf('b'))] }),
    'playlists[0].slots[1].itemId',
    'unknown-reference',
  ],
  [
    'a duration of nothing',
    plainPlan({ items: [item, { ...item, id: 'b', variants: [{ language: 'vi', durationMs: 0, validity: open }] }] }),
    'items[1].variants[0].durationMs',
    'out-of-range',
  ],
  [
    'a validity turned round',
    plainPlan({ items: [item, { ...item, id: 'b', validity: { fromMs: 2, untilMs: 2 } }] }),
    'items[1].validity.untilMs',
    'empty-span',
  ],
  [
    'a playlist within itself',
    plainPlan({ playlists: [...base.playlists, list('p', within('p'))] }),
    'playlists[1].slots',
    'playlist-cycle',
  ],
  [
    'playlists to depth 4',
    plainPlan({ playlists: [list('p0', slotOf('a')), list('p1', within('p2')), list('p2', within('p3')), list('p3', within('p0'))] }),
    'playlists[1].slots',
    'playlist-too-deep',
  ],
  [
    'a round of 11,000 turns',
    plainPlan({ playlists: [list('p0', slotOf('a', 1), ...Array.from({ length: 11 }, () => slotOf('a', 1_000)))] }),
    'entries[0].playlistId',
    'round-too-long',
  ],
  [
    'a loop of more than a day',
    plainPlan({
      items: [{ ...item, variants: [{ language: 'vi', durationMs: 86_400_000, validity: open }] }],
      playlists: [list('p0', slotOf('a'), slotOf('a'))],
    }),
    'entries[0].playlistId',
    'loop-too-long',
  ],
  ['a layout without a main region', layout({ ...main, content: { kind: 'clock' } }), 'layouts[0].regions', 'main-region-count'],
  ['a layout with two of them', layout(main, { ...main, id: 'n' }), 'layouts[0].regions', 'main-region-count'],
  ['a region over the edge', layout({ ...main, frame: { ...main.frame, xBp: 1 } }), 'layouts[0].regions[0].frame.widthBp', 'out-of-range'],
  [
    'a fallback inside a daypart only',
    { ...span('08:00', '09:00', ['MO']), entries: [{ ...fallback, daypartIds: ['d'] }] },
    'entries',
    'no-unconditional-fallback',
  ],
  [
    'a fallback whose item expires',
    plainPlan({ items: [{ ...item, validity: { fromMs: null, untilMs: 1 } }] }),
    'entries',
    'no-unconditional-fallback',
  ],
  [
    'a fallback whose variant expires',
    plainPlan({ items: [{ ...item, variants: [{ language: 'vi', durationMs: 1, validity: { fromMs: null, untilMs: 1 } }] }] }),
    'entries',
    'no-unconditional-fallback',
  ],
  ['a fallback with nothing but a live URL', plainPlan({ items: [{ ...item, kind: 'live-url' }] }), 'entries', 'no-unconditional-fallback'],
  [
    'a fallback in English only',
    plainPlan({ items: [{ ...item, variants: [{ language: 'en', durationMs: 1, validity: open }] }] }),
    'entries',
    'no-unconditional-fallback',
  ],
  [
    'a fallback that its French region passes over',
    { ...layout({ ...main, languages: { kind: 'fixed', language: 'fr' } }), entries: [{ ...fallback, layoutId: 'l' }] },
    'entries',
    'no-unconditional-fallback',
  ],
])('compile refuses %s and names the field', (_, plan, path, code) => {
  const compiled = compile(plan);
  const faults = compiled.kind === 'refused' ? compiled.faults.map((fault) => [fault.path, fault.code]) : 'compiled';
  expect(faults).toEqual([[path, code]]);
});

test('the message of a refused rule names the part', () => {
  const compiled = compile(rule('FREQ=WEEKLY;BYSETPOS=1'));
  expect(compiled.kind === 'refused' && compiled.faults[0]?.message).toBe('BYSETPOS goes with another BY part only');
});

test('playlists that nest thirty deep, each holding the next twice, are refused at once', () => {
  const deep = Array.from({ length: 30 }, (_, depth) => list(`q${depth}`, within(`q${depth + 1}`), within(`q${depth + 1}`)));
  const compiled = compile(plainPlan({ playlists: [...base.playlists, ...deep, list('q30', slotOf('a'))] }));
  expect(compiled.kind === 'refused' && compiled.faults.every((fault) => fault.code === 'playlist-too-deep')).toBe(true);
});

test('with nothing on the device the fallback stands, empty, and says what is missing', () => {
  const compiled = compile(base);
  if (compiled.kind === 'refused') throw new Error('refused');
  const answer = compiled.timeline.without([{ itemId: 'a', language: 'vi' }]).at(1_000);
  expect(answer.regions).toEqual([
    { regionId: 'main', entryId: fallback.id, shown: { kind: 'empty', items: [{ itemId: 'a', reason: 'media-missing' }] } },
  ]);
  expect(answer.untilMs).toBeGreaterThan(1_000);
});

test('an occurrence that a gap left empty says so within a day of it, and is not spoken of later', () => {
  const daily = when({ start: '2026-03-01T02:10', end: '2026-03-01T02:50', rules: ['FREQ=DAILY'] });
  const compiled = compile({ ...daily, screen: { ...daily.screen, zone: berlin } });
  if (compiled.kind === 'refused') throw new Error('refused');
  const why = (instant: string): unknown => compiled.timeline.explain(Date.parse(instant)).losers[0]?.why;
  const gapMs = Date.parse('2026-03-29T01:00Z');
  expect(why('2026-03-29T03:10+02:00')).toEqual({
    kind: 'outside-span',
    nextStartMs: Date.parse('2026-03-30T02:10+02:00'),
    emptiedAtMs: gapMs,
  });
  expect(why('2026-03-30T03:10+02:00')).toEqual({ kind: 'outside-span', nextStartMs: Date.parse('2026-03-31T02:10+02:00') });
});

test('an item that repeats for ever is no change of what is shown', () => {
  const compiled = compile(base);
  if (compiled.kind === 'refused') throw new Error('refused');
  const { timeline } = compiled;
  expect([timeline.nextChange(0, 'item'), timeline.nextChange(0, 'entry')]).toEqual([null, null]);
});

test('a bad time is told what is wrong with it and what the field takes', () => {
  const messageOf = (plan: Plan): unknown => {
    const compiled = compile(plan);
    return compiled.kind === 'refused' ? compiled.faults.map(({ path, message }) => `${path}: ${message}`) : 'compiled';
  };
  expect(
    [
      when({ addedStarts: ['2026-02-30T00:00'] }),
      when({ addedStarts: ['tomorrow'] }),
      when({ addedStarts: ['2026-02-03T24:00'] }),
      span('24:00', '05:00', ['MO']),
      span('9:00', '25:00', ['MO']),
      plainPlan({ semantics: 2, calendars: [{ id: 'c', name: '', dates: ['2026-02-29', '2026-01-01', '1/2/2026'] }] }),
    ].flatMap(messageOf),
  ).toEqual([
    'entries[1].when.addedStarts[0]: there is no 2026-02-30 in the calendar',
    'entries[1].when.addedStarts[0]: "tomorrow" is no date and time: YYYY-MM-DDTHH:MM or YYYY-MM-DDTHH:MM:SS, 00:00 to 23:59:59',
    'entries[1].when.addedStarts[0]: "2026-02-03T24:00" is no date and time: YYYY-MM-DDTHH:MM or YYYY-MM-DDTHH:MM:SS, 00:00 to 23:59:59',
    'dayparts[0].spans[0].from: 24:00 is only the end of a span: one that starts then starts at 00:00 of the day after',
    'dayparts[0].spans[0].from: "9:00" is no time at which a span starts: HH:MM, 00:00 to 23:59',
    'dayparts[0].spans[0].to: "25:00" is no time at which a span ends: HH:MM, 00:00 to 24:00',
    'calendars[0].dates[0]: there is no 2026-02-29 in the calendar',
    'calendars[0].dates[1]: "2026-01-01" does not come after the date before it: dates ascend, each once',
    'calendars[0].dates[2]: "1/2/2026" is no date: YYYY-MM-DD',
  ]);
});

test('zones of other places are of semantics 4, each once, and sound as the screen’s own is', () => {
  const paris = { name: 'Europe/Paris', initialOffsetMs: 3_600_000, transitions: [] };
  const pathsOf = (plan: Plan): unknown => {
    const compiled = compile(plan);
    return compiled.kind === 'refused' ? compiled.faults.map(({ path, code }) => `${path} ${code}`) : 'compiled';
  };
  const backwards = [
    { atMs: 2, offsetMs: 0 },
    { atMs: 1, offsetMs: 0 },
  ];
  expect([
    pathsOf(plainPlan({ semantics: 4, zones: [paris] })),
    pathsOf(plainPlan({ semantics: 3, zones: [paris] })),
    pathsOf(plainPlan({ semantics: 4, zones: [paris, paris] })),
    pathsOf(plainPlan({ semantics: 4, zones: [paris, { ...paris, name: 'X', initialOffsetMs: 86_400_000, transitions: backwards }] })),
  ]).toEqual([
    'compiled',
    ['zones bad-mode'],
    ['zones[1].name duplicate-id'],
    ['zones[1].initialOffsetMs out-of-range', 'zones[1].transitions[1].atMs bad-time'],
  ]);
});
