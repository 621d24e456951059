import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Plan, Timeline } from '../src/index.ts';
import { scenarios } from './plans.ts';
import { options, patience, timelineOf } from './property.ts';
import { lengthOf, speakingPlans } from './speaking-plans.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** One thing in the main region from its beginning to its end, as the segments show it. */
type Showing = {
  readonly entryId: string;
  readonly winnerId: string;
  readonly isSpoken: boolean;
  readonly itemId: string;
  readonly languages: readonly string[];
  readonly fromMs: number;
  readonly seenFromMs: number;
  readonly seenUntilMs: number;
};

function mainShowings(timeline: Timeline, fromMs: number, untilMs: number): readonly Showing[] {
  const found: Showing[] = [];
  for (const { atMs, untilMs: endMs, regions, interruptId, entryId: winnerId } of timeline.segments(fromMs, untilMs)) {
    const [main] = regions;
    if (main?.shown.kind !== 'item') continue;
    const { itemId, languages, fromMs: begunMs } = main.shown;
    const last = found.at(-1);
    if (last?.entryId === main.entryId && last.itemId === itemId && last.fromMs === begunMs && last.languages.join() === languages.join()) {
      found[found.length - 1] = { ...last, seenUntilMs: endMs };
    } else {
      found.push({
        entryId: main.entryId,
        winnerId,
        isSpoken: interruptId !== null,
        itemId,
        languages,
        fromMs: begunMs,
        seenFromMs: atMs,
        seenUntilMs: endMs,
      });
    }
  }
  return found;
}

const durationOf = (plan: Plan, { itemId, languages }: Showing): number =>
  Math.max(
    ...(plan.items.find((item) => item.id === itemId)?.variants ?? [])
      .filter((variant) => languages.includes(variant.language))
      .map((variant) => variant.durationMs),
  );

test('an interrupt is never cut, and never cuts an item of the winner', patience, () => {
  fc.assert(
    fc.property(scenarios, ({ plan, atMs }) => {
      fc.pre(plan.entries.some((entry) => entry.mode === 'interrupt'));
      const showings = mainShowings(timelineOf(plan), atMs, atMs + 4 * hour);
      for (const [index, showing] of showings.entries()) {
        const before = showings[index - 1];
        const isWhole = showing.seenUntilMs - showing.fromMs === durationOf(plan, showing);
        // The last of the range is clipped by it.
        if (showing.isSpoken && index < showings.length - 1) {
          expect({ ...showing, isWhole, seenFromMs: 0 }).toEqual({ ...showing, isWhole: true, seenFromMs: 0 });
        }
        if (showing.isSpoken && before !== undefined && !before.isSpoken && before.winnerId === showing.winnerId) {
          const wasWhole = before.seenUntilMs - before.fromMs === durationOf(plan, before);
          // Or the loop begins anew just here: its items changed, or its stretch began.
          const begins = timelineOf(plan).at(showing.seenFromMs).reason.winner.anchorMs === showing.seenFromMs;
          expect({ before, isAllowed: wasWhole || begins }).toEqual({ before, isAllowed: true });
        }
      }
    }),
    options(250),
  );
});

test('each hour an interrupt gets what it is promised within one item, and at least one', patience, () => {
  // One interrupt of up to a half, over items that are no longer than half of its own.
  const plans = speakingPlans({ interrupts: 1, shareBp: 5_000, loopMs: [1_000, 5_000], itemMs: [30_000, 60_000] });
  fc.assert(
    fc.property(plans, ({ plan, dayMs }) => {
      const speaker = plan.entries[1];
      const longestMs = Math.max(...plan.items.filter((item) => item.id.startsWith('i')).map(lengthOf));
      const hourMs = Math.floor(dayMs / hour) * hour;
      const spoken = mainShowings(timelineOf(plan), hourMs, hourMs + 2 * hour).filter((showing) => showing.isSpoken);
      const begun = spoken.filter((showing) => showing.fromMs >= hourMs && showing.fromMs < hourMs + hour);
      const givenMs = begun.reduce((sum, showing) => sum + showing.seenUntilMs - showing.fromMs, 0);
      const promisedMs = ((speaker?.shareBp ?? 0) * hour) / 10_000;
      expect({ begun: begun.length, isNear: Math.abs(givenMs - promisedMs) <= longestMs }).toEqual({ begun: begun.length, isNear: true });
      expect(begun.length).toBeGreaterThan(0);
    }),
    options(250),
  );
});

test('every item of every round is seen, of the loop beneath and of interrupts, however they fall', patience, () => {
  const plans = speakingPlans({ interrupts: 2, shareBp: 4_000, loopMs: [5_000, 120_000], itemMs: [5_000, 120_000] });
  fc.assert(
    fc.property(plans, ({ plan, dayMs }) => {
      const timeline = timelineOf(plan);
      // As many days as the longest round has items, for an interrupt that speaks once a day only; here each has at least an hour's one.
      const seen = new Set(mainShowings(timeline, dayMs, dayMs + day).map((showing) => showing.itemId));
      expect([...seen].sort()).toEqual(plan.items.map((item) => item.id).sort());
    }),
    options(60),
  );
});

test('an interrupt with time for one item a day shows each of its items within as many days', patience, () => {
  const plans = speakingPlans({ interrupts: 1, shareBp: 1, loopMs: [5_000, 60_000], itemMs: [5_000, 60_000] });
  fc.assert(
    fc.property(plans, ({ plan, dayMs }) => {
      const [fallback, speaker] = plan.entries;
      fc.pre(fallback !== undefined && speaker !== undefined);
      const start = new Date(dayMs).toISOString().slice(0, 11);
      const daily = { kind: 'recurring' as const, start: `${start}10:00`, end: `${start}10:30`, rules: ['FREQ=DAILY'] };
      const once = { ...plan, entries: [fallback, { ...speaker, when: { ...daily, excludedStarts: [], addedStarts: [] } }] };
      const timeline = timelineOf(once);
      const items = plan.items.filter((item) => item.id.startsWith('i'));
      const firstMs = dayMs + day;
      const spoken = Array.from({ length: items.length }, (_, days) =>
        mainShowings(timeline, firstMs + (days - 1) * day, firstMs + days * day).filter((showing) => showing.isSpoken),
      ).flat();
      expect([...new Set(spoken.map((showing) => showing.itemId))].sort()).toEqual(items.map((item) => item.id).sort());
    }),
    options(60),
  );
});
