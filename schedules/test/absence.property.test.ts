import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from '../src/index.ts';
import type { Plan, Timeline } from '../src/index.ts';
import { options, patience } from './property.ts';
import { speakingPlans } from './speaking-plans.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** Less than a second cannot be stated. */
const leastStatedMs = 1_000;

test('no language of a sequence is away longer than its region states, interrupts and all', patience, () => {
  const plans = speakingPlans({ interrupts: 2, shareBp: 3_000, loopMs: [2_000, 60_000], itemMs: [2_000, 60_000] });
  fc.assert(
    fc.property(plans, fc.boolean(), ({ plan, dayMs }, isSpokenOver) => {
      const asked: Plan = isSpokenOver ? plan : { ...plan, entries: plan.entries.slice(0, 1) };
      const leastMs = leastAbsence(asked);
      const compiled = compile(stating(asked, leastMs));
      if (compiled.kind === 'refused') throw new Error('refused');
      const { longest, hasPause } = longestAbsence(compiled.timeline, dayMs, dayMs + 6 * hour);
      expect({ longest, isWithin: longest <= leastMs }).toEqual({ longest, isWithin: true });
      // Without interrupts the bound is no guess: the loop comes round to it.
      if (!isSpokenOver && !hasPause) expect(Math.max(longest, leastStatedMs)).toBe(leastMs);
    }),
    options(100),
  );
});

function stating(plan: Plan, maxAbsenceMs: number): Plan {
  const layouts = plan.layouts.map((layout) => ({
    ...layout,
    regions: layout.regions.map((region) => ({ ...region, languages: { kind: 'sequence' as const, maxAbsenceMs } })),
  }));
  return { ...plan, layouts };
}

/** The smallest absence that compile lets stand, by halving. */
function leastAbsence(plan: Plan): number {
  let low = 1;
  let high = day;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (compile(stating(plan, middle)).kind === 'compiled') high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How long a language that the loop speaks was away at most, while one loop ran; the day's start cuts, and is left out. */
function longestAbsence(timeline: Timeline, fromMs: number, untilMs: number): { readonly longest: number; readonly hasPause: boolean } {
  const lastSeen = new Map<string, number>();
  let anchorMs = -1;
  let longest = 0;
  let hasPause = false;
  for (const segment of timeline.segments(fromMs, untilMs)) {
    if (segment.reason.winner.anchorMs !== anchorMs) {
      if (anchorMs !== -1) hasPause = true;
      anchorMs = segment.reason.winner.anchorMs;
      lastSeen.clear();
    }
    const [main] = segment.regions;
    if (main?.shown.kind !== 'item' || segment.interruptId !== null) continue;
    for (const language of main.shown.languages) {
      longest = Math.max(longest, segment.atMs - (lastSeen.get(language) ?? segment.atMs));
      lastSeen.set(language, segment.untilMs);
    }
  }
  return { longest, hasPause };
}
