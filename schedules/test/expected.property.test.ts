import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareWithPlays } from '../src/index.ts';
import type { Answer, Comparison, Play, PlaysToCompare, Timeline } from '../src/index.ts';
import { scenarios } from './plans.ts';
import { options, patience, timelineOf } from './property.ts';

const graceMs = 5_000;
const rangeMs = 2 * 3_600_000;
/** Those of a running line in these plays: against the site's order, in which no region shows them side by side. */
const tickerLanguages = ['en', 'vi'];

/** A player that shows what each segment says, piece by piece. */
function playsOf(segments: readonly Answer[], releaseNumber: number): readonly Play[] {
  return segments.flatMap(({ atMs, untilMs, regions, overlays }) =>
    [...regions, ...overlays.flatMap((overlay) => overlay.regions)].flatMap(({ regionId, entryId, shown }) => {
      const common = { releaseNumber, entryId, regionId, fromMs: atMs, untilMs, ended: 'completed' } as const;
      if (shown.kind === 'item') return [{ ...common, itemId: shown.itemId, languages: shown.languages }];
      return shown.kind === 'ticker' ? shown.itemIds.map((itemId) => ({ ...common, itemId, languages: tickerLanguages })) : [];
    }),
  );
}

function askedOf(timeline: Timeline, atMs: number): PlaysToCompare {
  const range = { fromMs: atMs, untilMs: atMs + rangeMs };
  const programmes = [{ releaseNumber: 1, activatedAtMs: 0, timeline }];
  return { ...range, graceMs, programmes, plays: playsOf(timeline.segments(range.fromMs, range.untilMs), 1), outages: [], alerts: [] };
}

const kinds = ({ exposures }: Comparison): readonly string[] => [...new Set(exposures.map(({ verdict }) => verdict.kind))];
const thing = ({ regionId, entryId, itemId, languages }: Comparison['exposures'][number]): string =>
  JSON.stringify([regionId, entryId, itemId, languages]);

test('what was shown as the segments say is confirmed whole, and nothing of it was unexpected', patience, () => {
  fc.assert(
    fc.property(scenarios, ({ plan, atMs }) => {
      const { exposures, unexpected, totals } = compareWithPlays(askedOf(timelineOf(plan), atMs));
      expect(exposures.filter(({ verdict }) => verdict.kind !== 'confirmed')).toEqual([]);
      expect({ unexpected, bp: totals.confirmedBp, without: totals.withoutReleaseMs }).toEqual({ unexpected: [], bp: 10_000, without: 0 });
    }),
    options(150),
  );
});

test('each millisecond of what a region was to show is in one exposure', patience, () => {
  fc.assert(
    fc.property(scenarios, ({ plan, atMs }) => {
      const asked = askedOf(timelineOf(plan), atMs);
      const { exposures } = compareWithPlays({ ...asked, plays: [] });
      const told = exposures.flatMap((one) => (one.languages === null ? [] : [[one.regionId, one.fromMs, one.untilMs] as const]));
      const played = asked.plays.filter(({ languages }) => languages.join() !== tickerLanguages.join());
      const sums = (all: readonly (readonly [string, number, number])[]) =>
        Object.fromEntries(
          [...Map.groupBy(all, ([id]) => id)].map(([id, of]) => [id, of.reduce((ms, [, from, until]) => ms + until - from, 0)]),
        );
      expect(sums(told)).toEqual(sums(played.map(({ regionId, fromMs, untilMs }) => [regionId, fromMs, untilMs])));
      for (const all of Map.groupBy(exposures, thing).values()) {
        all.reduce((endMs, { fromMs, untilMs }) => (expect(fromMs).toBeGreaterThanOrEqual(endMs), untilMs), asked.fromMs);
      }
    }),
    options(150),
  );
});

test('shown later by more than grace, everything is late by as much, but for what was on already', patience, () => {
  fc.assert(
    fc.property(scenarios, fc.integer({ min: graceMs + 1, max: 2 * graceMs }), ({ plan, atMs }, byMs) => {
      const asked = askedOf(timelineOf(plan), atMs);
      const plays = asked.plays.map((play) => ({ ...play, fromMs: play.fromMs + byMs, untilMs: play.untilMs + byMs }));
      const { exposures } = compareWithPlays({ ...asked, plays });
      const ends = Map.groupBy(exposures, thing);
      for (const exposure of exposures) {
        const { fromMs, untilMs, verdict } = exposure;
        const isFollower = ends.get(thing(exposure))?.some((one) => one.fromMs < fromMs && one.untilMs > fromMs - byMs - graceMs) === true;
        if (isFollower || untilMs - fromMs <= byMs + graceMs) continue;
        expect(verdict).toMatchObject({ kind: 'late', byMs });
      }
    }),
    options(150),
  );
});

test('an item whose plays are missing never started, and the others are confirmed', patience, () => {
  fc.assert(
    fc.property(scenarios, fc.nat(), ({ plan, atMs }, which) => {
      const asked = askedOf(timelineOf(plan), atMs);
      const missing = asked.plays[which % asked.plays.length]?.itemId;
      const { exposures } = compareWithPlays({ ...asked, plays: asked.plays.filter(({ itemId }) => itemId !== missing) });
      const of = (isMissing: boolean) => exposures.filter(({ itemId }) => (itemId === missing) === isMissing);
      expect(kinds({ exposures: of(true) } as unknown as Comparison)).toEqual(['never-started']);
      expect(of(false).every(({ verdict }) => verdict.kind === 'confirmed')).toBe(true);
    }),
    options(150),
  );
});

test('the order of what it is given and doubles change nothing', patience, () => {
  fc.assert(
    fc.property(scenarios, fc.array(fc.nat()), fc.array(fc.nat({ max: 240 }), { maxLength: 6 }), ({ plan, atMs }, picks, steps) => {
      const asked = askedOf(timelineOf(plan), atMs);
      const intervals = steps.map((step, index) => ({ fromMs: atMs + step * 30_000, untilMs: atMs + (step + index * 3) * 30_000 }));
      const [outages, alerts] = [intervals.slice(0, 3), intervals.slice(3)];
      const plays = asked.plays.filter((_, index) => index % 3 !== 0);
      const mixed = [...plays.toReversed(), ...picks.flatMap((pick) => plays[pick % plays.length] ?? [])];
      const told = { ...asked, plays: mixed, outages: [...outages, ...outages.toReversed()], alerts: [...alerts, ...alerts] };
      expect(compareWithPlays(told)).toEqual(compareWithPlays({ ...asked, plays, outages, alerts }));
    }),
    options(100),
  );
});
