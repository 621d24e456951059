import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { spread } from '../src/loops/spread.ts';
import { inNaiveWords } from './in-naive-words.ts';
import { naiveEdges, naiveEngine } from './naive/engine.ts';
import { gridMs, scenarios } from './plans.ts';
import { options, patience, timelineOf } from './property.ts';

const someSteps = fc.array(fc.integer({ min: -2_880, max: 2_880 }), { minLength: 6, maxLength: 6 });
const hour = 3_600_000;

/** At most so many, evenly taken. */
const some = (edges: readonly number[], count: number): readonly number[] =>
  edges.filter((_, index) => Math.floor((index * count) / edges.length) !== Math.floor(((index - 1) * count) / edges.length));

test(
  'engine and naive engine agree at every boundary of a site day and a millisecond either side: what is shown, why, and every loss',
  patience,
  () => {
    fc.assert(
      fc.property(scenarios, fc.integer({ min: 0, max: 999 }), ({ plan, atMs }, offsetMs) => {
        const timeline = timelineOf(plan);
        const naive = naiveEngine(plan, spread);
        const segments = timeline.segments(atMs, atMs + 3 * hour).map((segment) => segment.untilMs);
        const edges = [...some(naiveEdges(plan, atMs, spread), 40), ...some(segments, 20)];
        for (const edgeMs of edges) {
          for (const instantMs of [edgeMs - 1, edgeMs, edgeMs + 1, edgeMs + offsetMs]) {
            expect(inNaiveWords(timeline, instantMs)).toEqual(naive(instantMs));
          }
        }
      }),
      options(300),
    );
  },
);

test('engine and naive engine agree at random instants around a change of clocks', patience, () => {
  fc.assert(
    fc.property(scenarios, someSteps, ({ plan, atMs }, steps) => {
      const timeline = timelineOf(plan);
      const naive = naiveEngine(plan, spread);
      for (const instantMs of [atMs, ...steps.map((step) => atMs + step * gridMs)]) {
        expect(inNaiveWords(timeline, instantMs)).toEqual(naive(instantMs));
      }
    }),
    options(500),
  );
});
