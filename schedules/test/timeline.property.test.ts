import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer, Entry, Plan } from '../src/index.ts';
import { spread } from '../src/loops/spread.ts';
import { naiveEngine } from './naive/engine.ts';
import type { NaiveAnswer } from './naive/engine.ts';
import { gridMs, scenarios } from './plans.ts';
import { options, patience, timelineOf } from './property.ts';

const hour = 3_600_000;
const day = 24 * hour;

const seen = ({ entryId, regions, overlays }: NaiveAnswer): string =>
  JSON.stringify([entryId, [...regions, ...overlays].map((region) => region.replace(/ from .*/, ''))]);
/** All of an answer but when it was asked and when that may change. */
const shown = (answer: Answer): unknown => ({ ...answer, atMs: null, untilMs: null });

test('segments tile their range without gap or overlap, and at agrees with them at their edges and inside', patience, () => {
  fc.assert(
    fc.property(scenarios, ({ plan, atMs }) => {
      const timeline = timelineOf(plan);
      const untilMs = atMs + 2 * hour;
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
    options(700),
  );
});

test('nextChange is the first instant at which a walk over the grid sees another entry, or anything else on the glass', patience, () => {
  fc.assert(
    fc.property(scenarios, ({ plan, atMs }) => {
      const timeline = timelineOf(plan);
      const naive = naiveEngine(plan, spread);
      const first = naive(atMs);
      const limitMs = atMs + 4 * hour;
      let entryMs: number | null = null;
      let itemMs: number | null = null;
      for (let walkMs = atMs + gridMs; walkMs <= limitMs && entryMs === null; walkMs += gridMs) {
        const answer = naive(walkMs);
        if (answer.entryId !== first.entryId) entryMs = walkMs;
        if (seen(answer) !== seen(first)) itemMs ??= walkMs;
      }
      const within = (instantMs: number | null): number | null => (instantMs !== null && instantMs <= limitMs ? instantMs : null);
      expect({ entryMs: within(timeline.nextChange(atMs, 'entry')), itemMs: within(timeline.nextChange(atMs, 'item')) }).toEqual({
        entryMs,
        itemMs,
      });
    }),
    options(40),
  );
});

test('the next change of an entry far away is exact: nothing else wins until then', patience, () => {
  fc.assert(
    fc.property(scenarios, ({ plan, atMs }) => {
      const timeline = timelineOf(plan);
      const nextMs = timeline.nextChange(atMs, 'entry');
      const untilMs = Math.min(nextMs ?? Infinity, atMs + 20 * day);
      const winners = new Set(timeline.segments(untilMs - 2 * hour, untilMs).map((segment) => segment.entryId));
      for (let walkMs = atMs; walkMs < untilMs; walkMs += 7 * gridMs * 60) winners.add(timeline.at(walkMs).entryId);
      fc.pre(untilMs - 2 * hour >= atMs);
      expect([...winners]).toEqual([timeline.at(atMs).entryId]);
      if (nextMs !== null) expect(timeline.at(nextMs).entryId).not.toBe(timeline.at(nextMs - 1).entryId);
    }),
    options(300),
  );
});

test('an entry of a lower tier never changes what wins; without interrupts it changes nothing that is shown', patience, () => {
  fc.assert(
    fc.property(scenarios, scenarios, ({ plan, atMs }, other) => {
      const before = timelineOf(plan).explain(atMs);
      const lower = other.plan.entries.find((entry) => entry.tier === 'fallback' && entry.mode === 'replace' && entry.id !== 'z-fallback');
      fc.pre(before.answer.reason.winner.tier !== 'fallback' && lower !== undefined);
      const after = timelineOf({ ...plan, entries: [...plan.entries, { ...lower, id: 'added' }] }).explain(atMs);
      const { turn, anchorMs, anchor, entryId } = after.winner;
      expect({ turn, anchorMs, anchor, entryId }).toEqual({
        turn: before.winner.turn,
        anchorMs: before.winner.anchorMs,
        anchor: before.winner.anchor,
        entryId: before.winner.entryId,
      });
      expect(after.losers.filter((loser) => loser.entryId !== 'added')).toEqual(before.losers);
      if (!plan.entries.some((entry) => entry.mode === 'interrupt')) expect(shown(after.answer)).toEqual(shown(before.answer));
    }),
    options(400),
  );
});

test('the order of everything in the plan but slots and regions does not matter, nor what was asked before', patience, () => {
  fc.assert(
    fc.property(scenarios, ({ plan, atMs }) => {
      const turned = timelineOf(turnedRound(plan));
      for (let days = -12; days < 12; days += 1) turned.at(atMs + days * day);
      expect(turned.explain(atMs)).toEqual(timelineOf(plan).explain(atMs));
    }),
    options(700),
  );
});

function turnedRound(plan: Plan): Plan {
  const turnedIds = ({ calendarIds, exceptCalendarIds }: Entry): Partial<Entry> => ({
    ...(calendarIds === undefined ? {} : { calendarIds: calendarIds.toReversed() }),
    ...(exceptCalendarIds === undefined ? {} : { exceptCalendarIds: exceptCalendarIds.toReversed() }),
  });
  return {
    ...plan,
    calendars: (plan.calendars ?? []).toReversed(),
    entries: plan.entries.toReversed().map((entry) => ({ ...entry, ...turnedIds(entry), daypartIds: entry.daypartIds.toReversed() })),
    dayparts: plan.dayparts.toReversed(),
    items: plan.items.toReversed(),
    playlists: plan.playlists.toReversed(),
    layouts: plan.layouts.toReversed(),
  };
}

test('explain gives the answer that at gives, and the items of what is shown are among those it names as shown', patience, () => {
  fc.assert(
    fc.property(scenarios, ({ plan, atMs }) => {
      const timeline = timelineOf(plan);
      const { answer, regions, winner } = timeline.explain(atMs);
      expect(answer).toEqual(timelineOf(plan).at(atMs));
      const { decidedBy: _, turn: __, ...reason } = winner;
      expect(reason).toEqual(answer.reason.winner);
      expect(regions.map(({ items: ___, ...region }) => region)).toEqual([
        ...answer.regions,
        ...answer.overlays.flatMap((overlay) => overlay.regions),
      ]);
      for (const { shown: on, items } of regions) {
        const named = items.filter((item) => item.state === 'shown').map((item) => item.itemId);
        if (on.kind === 'item') expect(named).toEqual([on.itemId]);
        if (on.kind === 'ticker') expect(named).toEqual(on.itemIds);
        if (on.kind === 'empty') expect(named).toEqual([]);
      }
    }),
    options(600),
  );
});

test('a measure adds up: every entry, item and exposure as the segments show them', patience, () => {
  fc.assert(
    fc.property(scenarios, fc.integer({ min: 1, max: 480 }), ({ plan, atMs }, steps) => {
      const timeline = timelineOf(plan);
      const untilMs = atMs + steps * gridMs;
      const measure = timeline.measure(atMs, untilMs);
      const entries = new Map<string, number>();
      const items = new Map<string, number>();
      const add = (sums: Map<string, number>, key: string, ms: number): Map<string, number> => sums.set(key, (sums.get(key) ?? 0) + ms);
      for (const { atMs: fromMs, untilMs: endMs, entryId, interruptId, layoutId, regions, overlays } of timeline.segments(atMs, untilMs)) {
        for (const id of [interruptId ?? entryId, ...overlays.map((overlay) => overlay.entryId)]) add(entries, id, endMs - fromMs);
        for (const { id, region } of [
          ...regions.map((one) => ({ id: layoutId, region: one })),
          ...overlays.flatMap((overlay) => overlay.regions.map((one) => ({ id: overlay.layoutId, region: one }))),
        ]) {
          if (region.shown.kind === 'item') add(items, `${id} ${region.regionId} ${region.shown.itemId}`, endMs - fromMs);
        }
      }
      expect(new Map(measure.entries.filter((entry) => entry.shownMs > 0).map((entry) => [entry.entryId, entry.shownMs]))).toEqual(entries);
      expect(
        new Map(
          measure.regions.flatMap((region) =>
            region.items.map((item) => [`${region.layoutId} ${region.regionId} ${item.itemId}`, item.shownMs] as const),
          ),
        ),
      ).toEqual(items);
      for (const { interrupt, shownMs } of measure.entries) {
        if (interrupt !== undefined) expect(shownMs).toBeLessThanOrEqual(interrupt.eligibleMs);
      }
    }),
    options(500),
  );
});

test('with media missing the engine shows what a plan without those variants would show', patience, () => {
  const variants = ['b vi', 'b en', 'c vi', 'c zxx', 'd vi', 'e en', 'e fr'];
  fc.assert(
    fc.property(scenarios, fc.subarray(variants), ({ plan, atMs }, missing) => {
      const isThere = (itemId: string, language: string): boolean => !missing.includes(`${itemId} ${language}`);
      const absent = plan.items.flatMap((item) => item.variants.map(({ language }) => ({ itemId: item.id, language })));
      const poorer = plan.items.map((item) => ({ ...item, variants: item.variants.filter(({ language }) => isThere(item.id, language)) }));
      const without = timelineOf(plan).without(absent.filter(({ itemId, language }) => !isThere(itemId, language)));
      const expected = timelineOf({ ...plan, items: poorer });
      const strip = (answer: Answer): unknown =>
        [answer.entryId, answer.reason, answer.interruptId, answer.untilMs, answer.regions, answer.overlays].map((part) =>
          JSON.parse(JSON.stringify(part).replaceAll(/"(?:no-variant|media-missing|expired|not-yet-valid)"/g, '"absent"')),
        );
      for (const instantMs of [atMs, atMs + hour]) expect(strip(without.at(instantMs))).toEqual(strip(expected.at(instantMs)));
    }),
    options(400),
  );
});
