import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from '../src/index.ts';
import type { Answer, Plan, Timeline } from '../src/index.ts';
import { spread } from '../src/spread.ts';
import { naiveAt } from './naive-engine.ts';
import type { NaiveAnswer } from './naive-engine.ts';
import { gridMs, scenarios } from './plans.ts';

const seed = Number(process.env['SEED'] ?? 20_260_729);
const options = (numRuns: number): { readonly seed: number; readonly numRuns: number } => ({
  seed,
  numRuns: numRuns * Number(process.env['RUNS'] ?? 1),
});
const hour = 3_600_000;

console.log(`fast-check seed ${seed}`);

function timelineOf(plan: Plan): Timeline {
  const compiled = compile(plan);
  if (compiled.kind === 'compiled') return compiled.timeline;
  // Nested weights can grow a loop past a day; any other fault is the generator's or the engine's.
  fc.pre(compiled.faults.some((fault) => fault.code !== 'loop-too-long'));
  throw new Error(JSON.stringify(compiled.faults));
}

function plainly(answer: Answer): NaiveAnswer {
  return {
    entryId: answer.entryId,
    startMs: answer.occurrenceStartMs,
    anchorMs: answer.reason.winner.anchorMs,
    regions: answer.regions.map(({ regionId, shown }) => {
      if (shown.kind === 'clock' || shown.kind === 'empty') return `${regionId}: ${shown.kind}`;
      if (shown.kind === 'ticker') return `${regionId}: ticker ${shown.itemIds.join()}`;
      return `${regionId}: ${shown.itemId} ${shown.languages.join('+')}${shown.isSubstitute ? '*' : ''} from ${shown.fromMs}`;
    }),
    losers: answer.reason.losers.map(({ entryId, why }) => `${entryId}: ${why.kind}`),
  };
}

const seen = (answer: NaiveAnswer): string =>
  JSON.stringify([answer.entryId, answer.regions.map((region) => region.replace(/ from .*/, ''))]);
const shown = (answer: Answer): unknown => [
  answer.entryId,
  answer.occurrenceStartMs,
  answer.layoutId,
  answer.regions,
  answer.reason.winner,
];

test('the engine and a naive second one agree on winner, start, anchor, every region and every loss', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(scenarios, fc.array(fc.integer({ min: -2_880, max: 2_880 }), { minLength: 4, maxLength: 4 }), ({ plan, atMs }, steps) => {
      const timeline = timelineOf(plan);
      for (const instantMs of [atMs, ...steps.map((step) => atMs + step * gridMs)]) {
        expect(plainly(timeline.at(instantMs))).toEqual(naiveAt(plan, instantMs, spread));
      }
    }),
    options(1_500),
  );
});

test('segments tile their range without gap or overlap, and at agrees with them at their edges and inside', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(scenarios, ({ plan, atMs }) => {
      const timeline = timelineOf(plan);
      const untilMs = atMs + 5 * hour;
      const segments = timeline.segments(atMs, untilMs);
      expect(segments.map((segment) => segment.atMs)).toEqual([atMs, ...segments.slice(0, -1).map((segment) => segment.untilMs)]);
      expect(segments.at(-1)?.untilMs).toBe(untilMs);
      const fresh = timelineOf(plan);
      for (const segment of segments.toReversed()) {
        for (const instantMs of [segment.untilMs - 1, segment.atMs + Math.floor((segment.untilMs - segment.atMs) / 2), segment.atMs]) {
          const answer = fresh.at(instantMs);
          expect(shown(answer)).toEqual(shown(segment));
          expect(Math.min(answer.untilMs, untilMs)).toBe(segment.untilMs);
        }
      }
    }),
    options(200),
  );
});

test(
  'nextChange is the first instant at which a walk over the grid sees another entry, or anything else on the glass',
  { timeout: 60_000 },
  () => {
    fc.assert(
      fc.property(scenarios, ({ plan, atMs }) => {
        const timeline = timelineOf(plan);
        const first = naiveAt(plan, atMs, spread);
        const limitMs = atMs + 6 * hour;
        let entryMs: number | null = null;
        let itemMs: number | null = null;
        for (let walkMs = atMs + gridMs; walkMs <= limitMs && entryMs === null; walkMs += gridMs) {
          const answer = naiveAt(plan, walkMs, spread);
          if (answer.entryId !== first.entryId) entryMs = walkMs;
          if (seen(answer) !== seen(first)) itemMs ??= walkMs;
        }
        const within = (instantMs: number | null): number | null => (instantMs !== null && instantMs <= limitMs ? instantMs : null);
        expect(within(timeline.nextChange(atMs, 'entry'))).toBe(entryMs);
        expect(within(timeline.nextChange(atMs, 'item'))).toBe(itemMs);
      }),
      options(40),
    );
  },
);

test('an entry of a lower tier never changes what is shown while a higher one wins', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(scenarios, scenarios, ({ plan, atMs }, other) => {
      const before = timelineOf(plan).at(atMs);
      const lower = other.plan.entries.find((entry) => entry.tier === 'fallback' && entry.id !== 'z-fallback');
      fc.pre(before.reason.winner.tier !== 'fallback' && lower !== undefined);
      const after = timelineOf({ ...plan, entries: [...plan.entries, { ...lower, id: 'added' }] }).at(atMs);
      expect(shown(after)).toEqual(shown(before));
      expect(after.reason.losers.filter((loser) => loser.entryId !== 'added')).toEqual(before.reason.losers);
    }),
    options(60),
  );
});

test(
  'the order of entries, dayparts, items and playlists in the plan does not matter, nor what was asked before',
  { timeout: 60_000 },
  () => {
    fc.assert(
      fc.property(scenarios, ({ plan, atMs }) => {
        const { entries, dayparts, items, playlists } = plan;
        const turned = timelineOf({
          ...plan,
          entries: entries.toReversed().map((entry) => ({ ...entry, daypartIds: entry.daypartIds.toReversed() })),
          dayparts: dayparts.toReversed(),
          items: items.toReversed(),
          playlists: playlists.toReversed(),
        });
        for (let dayMs = -20; dayMs < 20; dayMs += 1) turned.at(atMs + dayMs * 24 * hour);
        expect(turned.at(atMs)).toEqual(timelineOf(plan).at(atMs));
      }),
      options(200),
    );
  },
);

test(
  'with everything present the answer is the same as without asking, but for reasons that only presence can give',
  { timeout: 60_000 },
  () => {
    fc.assert(
      fc.property(scenarios, ({ plan, atMs }) => {
        const timeline = timelineOf(plan);
        expect(timeline.at(atMs, () => true)).toEqual(timeline.at(atMs));
      }),
      options(200),
    );
  },
);

test('with media missing the engine shows what a plan without those variants would show', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(
      scenarios,
      fc.uniqueArray(fc.constantFrom<string>('b vi', 'b en', 'c vi', 'c zxx', 'd vi', 'e en', 'e fr')),
      ({ plan, atMs }, missing) => {
        const isPresent = (itemId: string, language: string): boolean => !missing.includes(`${itemId} ${language}`);
        const poorer = plan.items.map((item) => ({
          ...item,
          variants: item.variants.filter(({ language }) => isPresent(item.id, language)),
        }));
        const answer = timelineOf(plan).at(atMs, isPresent);
        const expected = timelineOf({ ...plan, items: poorer }).at(atMs);
        const strip = (given: Answer): unknown => [given.entryId, given.reason.winner, plainly(given)];
        expect(strip(answer)).toEqual(strip(expected));
        expect(answer.untilMs).toBeGreaterThan(atMs);
        expect(answer.untilMs).toBeLessThanOrEqual(expected.untilMs);
      },
    ),
    options(300),
  );
});
