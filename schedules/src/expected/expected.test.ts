import { describe, expect, test } from 'vitest';
import { compile } from '../compile.ts';
import { compareWithPlays } from './expected.ts';
import type { Comparison, PlaysToCompare } from './expected.ts';
import type { Play } from './expected-runs.ts';
import type { Plan, PlanItem, Playlist } from '../plan.ts';
import type { Timeline } from '../timeline.ts';

// The loop is a for 10 s, b for 20 s, from the site's day start on; instants are seconds after it.

const day = 1_785_297_600_000; // 2026-07-29T04:00Z
const s = (seconds: number): number => day + seconds * 1_000;
const open = { fromMs: null, untilMs: null };

const item = (id: string, seconds: number): PlanItem => ({
  ...{ id, kind: 'notice', validity: open, missing: 'skip' },
  variants: [{ language: 'vi', durationMs: seconds * 1_000, validity: open }],
});
const playlist = (id: string, ...itemIds: string[]): Playlist => ({
  ...{ id, name: id },
  slots: itemIds.map((itemId) => ({ kind: 'item', itemId, weight: 1 })),
});

const frame = { xBp: 0, yBp: 0, widthBp: 10_000, heightBp: 10_000 };
const plan: Plan = {
  version: 1,
  semantics: 2,
  screen: { widthPx: 100, heightPx: 100, languages: ['vi'], zone: { name: 'UTC', initialOffsetMs: 0, transitions: [] }, dayStart: '04:00' },
  dayparts: [],
  layouts: [
    {
      ...{ id: 'two', name: 'two' },
      regions: [
        { id: 'left', frame, languages: { kind: 'sequence' }, content: { kind: 'main' } },
        { id: 'right', frame, languages: { kind: 'sequence' }, content: { kind: 'playlist', playlistId: 'side' } },
        { id: 'line', frame, languages: { kind: 'sequence' }, content: { kind: 'ticker', playlistId: 'ab' } },
      ],
    },
  ],
  playlists: [playlist('ab', 'a', 'b'), playlist('side', 'c'), playlist('long', 'd'), playlist('a', 'a')],
  items: [item('a', 10), item('b', 20), item('c', 15), item('d', 60)],
  entries: [
    {
      ...{ id: 'e', name: 'e', tier: 'fallback', specificity: 0, mode: 'replace', playlistId: 'ab', layoutId: null },
      ...{ when: { kind: 'always' }, daypartIds: [] },
    },
  ],
};

function timelineOf(change: Partial<Plan['entries'][number]> = {}): Timeline {
  const compiled = compile({ ...plan, entries: plan.entries.map((entry) => ({ ...entry, ...change })) });
  if (compiled.kind === 'refused') throw new Error(JSON.stringify(compiled.faults));
  return compiled.timeline;
}

const played = (itemId: string, from: number, until: number, more: Partial<Play> = {}): Play => ({
  ...{
    releaseNumber: 1,
    entryId: 'e',
    regionId: 'main',
    itemId,
    languages: ['vi'],
    fromMs: s(from),
    untilMs: s(until),
    ended: 'completed',
  },
  ...more,
});
const span = (from: number, until: number) => ({ fromMs: s(from), untilMs: s(until) });

function compared(given: Partial<PlaysToCompare>): Comparison {
  const programmes = [{ releaseNumber: 1, activatedAtMs: day - 3_600_000, timeline: timelineOf() }];
  return compareWithPlays({ ...span(0, 60), graceMs: 2_000, programmes, plays: [], outages: [], alerts: [], ...given });
}

/** `a 0-10 confirmed`, with `by` in seconds where there is one. */
function verdicts({ exposures }: Comparison, regionId?: string): readonly string[] {
  const seconds = (ms: number): number => (ms - day) / 1_000;
  return exposures
    .filter((exposure) => regionId === undefined || exposure.regionId === regionId)
    .map(({ itemId, fromMs, untilMs, verdict }) => {
      const by = 'byMs' in verdict ? ` by ${verdict.byMs / 1_000}` : '';
      return `${itemId} ${seconds(fromMs)}-${seconds(untilMs)} ${verdict.kind}${by}`;
    });
}

const unexpected = ({ unexpected: all }: Comparison): readonly string[] =>
  all.map((one) => `${one.itemId} ${(one.fromMs - day) / 1_000}-${(one.untilMs - day) / 1_000}`);

describe('a minute that was shown as planned', () => {
  test('is confirmed exposure by exposure, clocks within grace forgiven, in whatever order it was told, and twice', () => {
    const plays = [played('b', 11.9, 31.9), played('a', 0, 10), played('b', 38.5, 58), played('a', 30, 39), played('a', 0, 10)];
    const comparison = compared({ plays });
    expect(verdicts(comparison)).toEqual(['a 0-10 confirmed', 'b 10-30 confirmed', 'a 30-40 confirmed', 'b 40-60 confirmed']);
    expect(comparison.unexpected).toEqual([]);
    expect(comparison.totals).toEqual({
      verdicts: {
        confirmed: { count: 4, ms: 60_000 },
        late: { count: 0, ms: 0 },
        'ended-early': { count: 0, ms: 0 },
        'never-started': { count: 0, ms: 0 },
        'screen-offline': { count: 0, ms: 0 },
        'overridden-by-alert': { count: 0, ms: 0 },
      },
      confirmedBp: 10_000,
      unexpectedMs: 0,
      withoutReleaseMs: 0,
    });
  });

  test('tells each exposure whole: what, where, when, of which release, and when it was seen', () => {
    expect(compared({ ...span(10, 30), plays: [played('b', 9, 30)] }).exposures).toEqual([
      {
        ...{ releaseNumber: 1, regionId: 'main', entryId: 'e', itemId: 'b', languages: ['vi'], ...span(10, 30) },
        verdict: { kind: 'confirmed', played: span(9, 30) },
      },
    ]);
  });

  test('is cut by the ends of the range, and a play may reach beyond them', () => {
    expect(verdicts(compared({ ...span(5, 35), plays: [played('a', 0, 10), played('b', 10, 30), played('a', 30, 40)] }))).toEqual([
      'a 5-10 confirmed',
      'b 10-30 confirmed',
      'a 30-35 confirmed',
    ]);
  });

  test('one play over two exposures of the same thing confirms both; two plays with a gap do not', () => {
    const programmes = [{ releaseNumber: 1, activatedAtMs: 0, timeline: timelineOf({ playlistId: 'a' }) }];
    expect(verdicts(compared({ ...span(0, 20), programmes, plays: [played('a', 0, 20)] }))).toEqual([
      'a 0-10 confirmed',
      'a 10-20 confirmed',
    ]);
    expect(verdicts(compared({ ...span(0, 20), programmes, plays: [played('a', 0, 7), played('a', 13, 20)] }))).toEqual([
      'a 0-10 ended-early by 3',
      'a 10-20 late by 3',
    ]);
  });

  test('a stage that starts again within grace does not part a play', () => {
    expect(verdicts(compared({ ...span(10, 30), plays: [played('b', 10, 18), played('b', 20, 30)] }))).toEqual(['b 10-30 confirmed']);
    expect(verdicts(compared({ ...span(10, 30), plays: [played('b', 10, 18), played('b', 20.001, 30)] }))).toEqual([
      'b 10-30 late by 10.001',
    ]);
  });
});

describe('what went otherwise', () => {
  test('grace is a limit that is still allowed, and a millisecond more is not', () => {
    expect(verdicts(compared({ ...span(0, 10), plays: [played('a', 2, 8)] }))).toEqual(['a 0-10 confirmed']);
    expect(verdicts(compared({ ...span(0, 10), plays: [played('a', 2.001, 10)] }))).toEqual(['a 0-10 late by 2.001']);
    expect(verdicts(compared({ ...span(0, 10), plays: [played('a', 0, 7.999)] }))).toEqual(['a 0-10 ended-early by 2.001']);
  });

  test('late goes before ended early where it was both, and the play tells the rest', () => {
    expect(compared({ ...span(10, 30), plays: [played('b', 15, 22)] }).exposures.map(({ verdict }) => verdict)).toEqual([
      { kind: 'late', played: span(15, 22), byMs: 5_000 },
    ]);
  });

  test('what was not shown never started, and what was shown instead was not expected', () => {
    const comparison = compared({ plays: [played('a', 0, 10), played('d', 10, 40), played('b', 40, 60)] });
    expect(verdicts(comparison)).toEqual(['a 0-10 confirmed', 'b 10-30 never-started', 'a 30-40 never-started', 'b 40-60 confirmed']);
    expect(comparison.unexpected).toEqual([
      { releaseNumber: 1, entryId: 'e', regionId: 'main', itemId: 'd', languages: ['vi'], ...span(10, 40) },
    ]);
    expect(comparison.totals).toMatchObject({
      verdicts: { confirmed: { count: 2, ms: 30_000 }, 'never-started': { count: 2, ms: 30_000 } },
      confirmedBp: 5_000,
      unexpectedMs: 30_000,
    });
  });

  test('another language, region or entry is not the same thing', () => {
    const other = [
      played('a', 0, 10, { languages: ['en'] }),
      played('a', 0, 10, { regionId: 'side' }),
      played('a', 0, 10, { entryId: 'f' }),
      played('a', 0, 10, { languages: ['vi', 'en'] }),
    ];
    const comparison = compared({ ...span(0, 10), plays: other });
    expect(verdicts(comparison)).toEqual(['a 0-10 never-started']);
    expect(comparison.unexpected).toHaveLength(4);
  });

  test('an item that is stuck on the glass is expected only at its own times', () => {
    const comparison = compared({ plays: [played('a', 0, 60)] });
    expect(verdicts(comparison)).toEqual(['a 0-10 confirmed', 'b 10-30 never-started', 'a 30-40 confirmed', 'b 40-60 never-started']);
    expect(unexpected(comparison)).toEqual(['a 12-28', 'a 42-60']);
  });

  test('what was shown twice and not expected is told once', () => {
    expect(unexpected(compared({ plays: [played('d', 0, 20), played('d', 0, 20), played('d', 10, 25)] }))).toEqual(['d 0-20', 'd 20-25']);
  });

  test('an end within grace of the next turn of the same item is not that turn', () => {
    expect(verdicts(compared({ ...span(30, 40), plays: [played('a', 20, 31)] }))).toEqual(['a 30-40 never-started']);
    expect(verdicts(compared({ ...span(30, 40), plays: [played('a', 39, 45)] }))).toEqual(['a 30-40 never-started']);
  });

  const ofA = (from: number, until: number, more: Partial<PlaysToCompare> = {}) =>
    verdicts(compared({ ...span(0, 10), plays: [played('a', from, until)], ...more })).join();

  test('a short play that began with it or in it was it; one that only reached into it was a neighbour', () => {
    expect(ofA(0, 1)).toBe('a 0-10 ended-early by 9');
    expect(ofA(-2, 0.5)).toBe('a 0-10 ended-early by 9.5');
    expect(ofA(-2.001, 0.5)).toBe('a 0-10 never-started');
    expect(ofA(-5, 2)).toBe('a 0-10 never-started');
    expect(ofA(-5, 2.001)).toBe('a 0-10 ended-early by 7.999');
    expect(ofA(5, 6)).toBe('a 0-10 late by 5');
    expect(ofA(7.999, 9)).toBe('a 0-10 late by 7.999');
    expect(ofA(8, 9.5)).toBe('a 0-10 never-started');
  });

  test('of several plays the one that showed most of it counts, the first of equals', () => {
    const plays = (end: number) => [played('a', 0, end), played('a', 6, 10)];
    expect(verdicts(compared({ ...span(0, 10), plays: plays(3) }))).toEqual(['a 0-10 late by 6']);
    expect(verdicts(compared({ ...span(0, 10), graceMs: 1_500, plays: plays(4) }))).toEqual(['a 0-10 ended-early by 6']);
  });

  test('what was due for less than grace is confirmed by a play over all of it, or by one that began and ended within grace', () => {
    const short = (from: number, until: number) => verdicts(compared({ ...span(5, 6), plays: [played('a', from, until)] })).join();
    expect(short(-30, 6)).toBe('a 5-6 confirmed');
    expect(short(-30, 5.9)).toBe('a 5-6 never-started');
    expect(short(6.5, 7.5)).toBe('a 5-6 confirmed');
    expect(short(7.001, 8)).toBe('a 5-6 never-started');
  });

  test('plays without length, outages and alerts turned round, and an empty range count for nothing', () => {
    const turned = [{ fromMs: s(20), untilMs: s(0) }];
    expect(verdicts(compared({ ...span(0, 10), plays: [played('a', 5, 5), played('a', 9, 2)], outages: turned, alerts: turned }))).toEqual([
      'a 0-10 never-started',
    ]);
    const empty = compared({ ...span(10, 10), plays: [played('a', 0, 60)] });
    expect({ exposures: empty.exposures, unexpected: empty.unexpected, bp: empty.totals.confirmedBp }).toEqual({
      exposures: [],
      unexpected: [],
      bp: 10_000,
    });
  });
});

describe('screens that were out', () => {
  test('cannot confirm what they were out for, and are not asked for the rest', () => {
    const plays = [played('b', 24, 30), played('a', 30, 40), played('b', 40, 60)];
    expect(compared({ plays, outages: [span(3, 24)] }).exposures.map(({ verdict }) => verdict)).toEqual([
      { kind: 'screen-offline', outMs: 7_000, played: null },
      { kind: 'screen-offline', outMs: 14_000, played: span(24, 30) },
      { kind: 'confirmed', played: span(30, 40) },
      { kind: 'confirmed', played: span(40, 60) },
    ]);
  });

  test('a play that was kept and told later confirms all the same', () => {
    expect(verdicts(compared({ ...span(0, 10), plays: [played('a', 0, 10)], outages: [span(-60, 60)] }))).toEqual(['a 0-10 confirmed']);
  });

  test('an outage within grace of an end excuses nothing', () => {
    expect(verdicts(compared({ ...span(0, 10), outages: [span(-10, 2)] }))).toEqual(['a 0-10 never-started']);
    expect(verdicts(compared({ ...span(0, 10), outages: [span(-10, 2.001)] }))).toEqual(['a 0-10 screen-offline']);
    expect(verdicts(compared({ ...span(0, 10), outages: [span(8, 20)] }))).toEqual(['a 0-10 never-started']);
  });

  test('with a grace of half an exposure or more, only an outage over all of it excuses', () => {
    const verdict = (graceMs: number, from: number, until: number) =>
      verdicts(compared({ ...span(0, 10), graceMs, outages: [span(from, until)] })).join();
    expect(verdict(5_000, 0, 9.999)).toBe('a 0-10 never-started');
    expect(verdict(5_000, 0, 10)).toBe('a 0-10 screen-offline');
    expect(verdict(6_000, 0, 9.999)).toBe('a 0-10 never-started');
    expect(verdict(6_000, -1, 11)).toBe('a 0-10 screen-offline');
    expect(verdict(4_999, 4.999, 5)).toBe('a 0-10 screen-offline');
  });

  test('outages that are told in pieces and twice are one', () => {
    const [exposure] = compared({ ...span(0, 10), outages: [span(4, 6), span(2, 5), span(2, 5)] }).exposures;
    expect(exposure?.verdict).toEqual({ kind: 'screen-offline', outMs: 4_000, played: null });
  });
});

describe('alerts', () => {
  test('an alert over more than it leaves visible overrides; over half, the other half is asked for', () => {
    const cut = [played('b', 10, 20, { ended: 'cut-by-alert' })];
    expect(compared({ ...span(10, 30), plays: cut, alerts: [span(20, 30)] }).exposures[0]?.verdict).toEqual({
      kind: 'confirmed',
      played: span(10, 20),
    });
    expect(compared({ ...span(10, 30), plays: cut, alerts: [span(19.999, 30)] }).exposures[0]?.verdict).toEqual({
      kind: 'overridden-by-alert',
      coveredMs: 10_001,
      played: span(10, 20),
    });
    expect(verdicts(compared({ ...span(10, 30), alerts: [span(20, 30)] }))).toEqual(['b 10-30 never-started']);
  });

  test('an alert in the midst cuts a play in two, and both are one', () => {
    const plays = [played('b', 10, 15, { ended: 'cut-by-alert' }), played('b', 24, 30)];
    expect(compared({ ...span(10, 30), plays, alerts: [span(14, 23)] }).exposures[0]?.verdict).toEqual({
      kind: 'confirmed',
      played: span(10, 30),
    });
  });

  test('an item that comes back after an alert is not late, and one that does not come back ended early', () => {
    const alerts = [span(8, 14)];
    expect(verdicts(compared({ ...span(0, 30), plays: [played('a', 0, 8), played('b', 14.5, 30)], alerts }))).toEqual([
      'a 0-10 confirmed',
      'b 10-30 confirmed',
    ]);
    expect(verdicts(compared({ ...span(10, 30), plays: [played('b', 10, 20)], alerts: [span(20, 22)] }))).toEqual([
      'b 10-30 ended-early by 10',
    ]);
  });
});

describe('releases', () => {
  const second = { releaseNumber: 2, activatedAtMs: s(13), timeline: timelineOf({ id: 'f', playlistId: 'long' }) };
  const first = { releaseNumber: 1, activatedAtMs: s(0), timeline: timelineOf() };
  const programmes = [second, first];

  test('the item that is on at an activation may run out, and the new release is asked for from then on', () => {
    const plays = [played('a', 0, 10), played('b', 10, 30), played('d', 30, 60, { releaseNumber: 2, entryId: 'f' })];
    const comparison = compared({ programmes, plays });
    expect(verdicts(comparison)).toEqual(['a 0-10 confirmed', 'b 10-30 confirmed', 'd 30-60 confirmed']);
    expect(comparison.unexpected).toEqual([]);
  });

  test('it may also go at once, and must not stay beyond its own end', () => {
    const atOnce = [played('a', 0, 10), played('b', 10, 13), played('d', 13, 60, { releaseNumber: 2, entryId: 'f' })];
    expect(verdicts(compared({ programmes, plays: atOnce }))).toEqual(['a 0-10 confirmed', 'b 10-13 confirmed', 'd 13-60 confirmed']);
    const tooLong = [played('a', 0, 10), played('b', 10, 40), played('d', 40, 60, { releaseNumber: 2, entryId: 'f' })];
    const comparison = compared({ programmes, plays: tooLong });
    expect(verdicts(comparison)).toEqual(['a 0-10 confirmed', 'b 10-30 confirmed', 'd 30-60 late by 10']);
    expect(unexpected(comparison)).toEqual(['b 32-40']);
  });

  test('an item that outlasts a short-lived release gives way to the one after it', () => {
    const third = { releaseNumber: 3, activatedAtMs: s(16), timeline: timelineOf({ id: 'g', playlistId: 'side' }) };
    const plays = [played('a', 0, 10), played('b', 10, 30), played('c', 30, 60, { releaseNumber: 3, entryId: 'g' })];
    expect(verdicts(compared({ programmes: [third, second, first], plays }))).toEqual([
      'a 0-10 confirmed',
      'b 10-30 confirmed',
      'c 30-45 confirmed',
      'c 45-60 confirmed',
    ]);
  });

  test('an item that had ended before the activation and came back after it did not run on', () => {
    const plays = [played('a', 0, 10), played('b', 13, 20), played('d', 20, 60, { releaseNumber: 2, entryId: 'f' })];
    const comparison = compared({ programmes, plays });
    expect(verdicts(comparison)).toEqual(['a 0-10 confirmed', 'b 10-13 never-started', 'd 13-60 late by 7']);
    expect(unexpected(comparison)).toEqual(['b 15-20']);
  });

  test('a new layout waits for the old main region, and the regions of a layout are judged each for itself', () => {
    const withLayout = { releaseNumber: 2, activatedAtMs: s(13), timeline: timelineOf({ id: 'f', layoutId: 'two' }) };
    const of = (regionId: string) => ({ releaseNumber: 2, entryId: 'f', regionId });
    const plays = [
      ...[played('a', 0, 10), played('b', 10, 30)],
      ...[played('a', 30, 40, of('left')), played('b', 40, 60, of('left')), played('c', 45, 60, of('right'))],
      ...[played('a', 30, 60, of('line')), played('b', 30, 44, { ...of('line'), languages: ['vi', 'en'] })],
    ];
    const comparison = compared({ programmes: [withLayout, first], plays });
    expect(verdicts(comparison, 'left')).toEqual(['a 30-40 confirmed', 'b 40-60 confirmed']);
    expect(verdicts(comparison, 'right')).toEqual(['c 30-45 never-started', 'c 45-60 confirmed']);
    expect(verdicts(comparison, 'line')).toEqual(['a 30-60 confirmed', 'b 30-60 ended-early by 16']);
    expect(comparison.unexpected).toEqual([]);
  });

  test('before the first activation nothing is expected', () => {
    const { totals, unexpected: all } = compared({ ...span(-20, 10), programmes: [first], plays: [played('a', -5, 10)] });
    expect(totals).toMatchObject({ withoutReleaseMs: 20_000, verdicts: { confirmed: { count: 1, ms: 10_000 } } });
    expect(all.map(({ fromMs, untilMs }) => [fromMs, untilMs])).toEqual([[s(-5), s(-2)]]);
  });

  test('of two activated at the same instant the later number counts', () => {
    const both = [
      { releaseNumber: 5, activatedAtMs: 0, timeline: timelineOf({ playlistId: 'long' }) },
      { releaseNumber: 4, activatedAtMs: 0, timeline: timelineOf() },
    ];
    expect(compared({ programmes: both }).exposures.map(({ releaseNumber, itemId }) => [releaseNumber, itemId])).toEqual([[5, 'd']]);
  });
});

describe('what is asked for', () => {
  const loop = plan.entries[0];
  function programmesOf(change: Partial<Plan>): PlaysToCompare['programmes'] {
    const compiled = compile({ ...plan, ...change });
    if (compiled.kind === 'refused') throw new Error(JSON.stringify(compiled.faults));
    return [{ releaseNumber: 1, activatedAtMs: 0, timeline: compiled.timeline }];
  }
  const over = (change: Partial<Plan['entries'][number]>): Plan['entries'] =>
    loop === undefined
      ? []
      : [
          loop,
          {
            ...loop,
            id: 'p',
            tier: 'priority',
            when: { kind: 'once', start: '2026-07-29T04:00:15', end: '2026-07-29T04:00:20' },
            ...change,
          },
        ];

  test('an item that another entry cuts and that comes back is two exposures', () => {
    const programmes = programmesOf({ entries: over({ playlistId: 'long' }) });
    expect(verdicts(compared({ ...span(0, 30), programmes, plays: [played('a', 0, 10), played('b', 10, 15)] }))).toEqual([
      'a 0-10 confirmed',
      'b 10-15 confirmed',
      'd 15-20 never-started',
      'b 20-30 never-started',
    ]);
  });

  test('an overlay is asked for beside what lies beneath, region by region; clocks and empty regions are not', () => {
    const frames = plan.layouts[0]?.regions ?? [];
    const [left] = frames;
    if (left === undefined) throw new Error('the layout has regions');
    const regions: Plan['layouts'][number]['regions'] = [
      { ...left, id: 'band', languages: { kind: 'together' } },
      { ...left, id: 'clock', content: { kind: 'clock' } },
      { ...left, id: 'void', content: { kind: 'playlist', playlistId: 'none' } },
    ];
    const programmes = programmesOf({
      screen: { ...plan.screen, languages: ['vi', 'en'] },
      layouts: [{ id: 'over', name: 'over', regions }],
      playlists: [...plan.playlists, playlist('none'), playlist('both', 'f')],
      items: [
        ...plan.items,
        { ...item('f', 60), variants: ['vi', 'en'].map((language) => ({ language, durationMs: 60_000, validity: open })) },
      ],
      entries: over({ mode: 'overlay', playlistId: 'both', layoutId: 'over' }),
    });
    const band = { entryId: 'p', regionId: 'band', languages: ['vi', 'en'] };
    const { exposures } = compared({ ...span(12, 30), programmes, plays: [played('f', 15, 20, band), played('b', 10, 30)] });
    expect(exposures.map(({ verdict, ...asked }) => ({ ...asked, verdict: verdict.kind }))).toEqual([
      { releaseNumber: 1, entryId: 'e', regionId: 'main', itemId: 'b', languages: ['vi'], ...span(12, 30), verdict: 'confirmed' },
      { releaseNumber: 1, entryId: 'p', regionId: 'band', itemId: 'f', languages: ['en', 'vi'], ...span(15, 20), verdict: 'confirmed' },
    ]);
  });

  test('exposures and what was not expected stand in order of time, then of region, entry and item', () => {
    const programmes = [{ releaseNumber: 1, activatedAtMs: 0, timeline: timelineOf({ layoutId: 'two' }) }];
    const strange = (fromMs: number, regionId: string, entryId: string, itemId: string, releaseNumber: number) =>
      played(itemId, fromMs, fromMs + 5, { regionId, entryId, releaseNumber });
    const plays = [
      ...[strange(9, 'x', 'e', 'd', 1), strange(3, 'y', 'e', 'd', 1), strange(3, 'x', 'f', 'd', 1), strange(3, 'x', 'e', 'z', 1)],
      ...[strange(3, 'x', 'e', 'd', 2)],
    ];
    const { exposures, unexpected: all } = compared({ ...span(0, 20), programmes, plays });
    expect(exposures.map(({ fromMs, regionId, itemId }) => `${(fromMs - day) / 1_000} ${regionId} ${itemId}`)).toEqual([
      ...['0 left a', '0 line a', '0 line b', '0 right c', '10 left b', '15 right c'],
    ]);
    expect(all.map(({ fromMs, regionId, entryId, itemId }) => `${(fromMs - day) / 1_000} ${regionId} ${entryId} ${itemId}`)).toEqual([
      ...['3 x e d', '3 x e z', '3 x f d', '3 y e d', '9 x e d'],
    ]);
  });

  test('what was shown beside its time for no longer than grace is not told', () => {
    expect(unexpected(compared({ plays: [played('d', 0, 2)] }))).toEqual([]);
    expect(unexpected(compared({ plays: [played('d', 0, 2.001)] }))).toEqual(['d 0-2.001']);
  });

  test('plays that begin together are told as one, by the longest', () => {
    expect(unexpected(compared({ plays: [played('d', 0, 10), played('d', 0, 20)] }))).toEqual(['d 0-20']);
  });
});
