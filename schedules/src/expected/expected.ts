import { handedOver } from './expected-handover.ts';
import { compareExposures, exposuresOf, inForce } from './expected-exposures.ts';
import type { Exposure, Programme } from './expected-exposures.ts';
import { lengthOf, unionOf, without } from './expected-intervals.ts';
import type { Interval } from './expected-intervals.ts';
import { groupedBy, keyOf, runsOf } from './expected-runs.ts';
import type { Play } from './expected-runs.ts';
import { verdictOn } from './expected-verdict.ts';
import type { Verdict, VerdictKind } from './expected-verdict.ts';

export type PlaysToCompare = {
  readonly fromMs: number;
  readonly untilMs: number;
  /** By how much a play may begin after it is due, and end before; well below the shortest item. */
  readonly graceMs: number;
  readonly programmes: readonly Programme[];
  readonly plays: readonly Play[];
  /** When the screen was out. */
  readonly outages: readonly Interval[];
  /** When a full-screen alert covered everything. */
  readonly alerts: readonly Interval[];
};

/** Shown, and not expected there at that time. */
export type UnexpectedPlay = Omit<Play, 'ended'>;

export type Comparison = {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly graceMs: number;
  /** In order of time. */
  readonly exposures: readonly (Exposure & { readonly verdict: Verdict })[];
  readonly unexpected: readonly UnexpectedPlay[];
  readonly totals: {
    readonly verdicts: Readonly<Record<VerdictKind, { readonly count: number; readonly ms: number }>>;
    /** Share of the expected time that is confirmed, in basis points; of nothing, all of it. */
    readonly confirmedBp: number;
    readonly unexpectedMs: number;
    /** How much of the range no release was in force. */
    readonly withoutReleaseMs: number;
  };
};

const wholeBp = 10_000;

/**
 * What a screen was to show in [fromMs, untilMs), beside what it says it showed. Expected is what the engine answers for each release from its
 * activation until the next one's; the item that is on at an activation may run out first. Input may be in any order and hold things
 * twice; what is empty or outside the range counts for nothing.
 */
export function compareWithPlays(input: PlaysToCompare): Comparison {
  const { fromMs, untilMs, graceMs } = input;
  const circumstances = { alerts: unionOf(input.alerts), outages: unionOf(input.outages), graceMs };
  const runs = runsOf(input.plays, circumstances.alerts, graceMs);
  const stretches = inForce(input.programmes, fromMs, untilMs);
  const expected = handedOver(
    stretches.map((stretch) => ({ stretch, tracks: exposuresOf(stretch) })),
    runs,
  );
  const exposures = expected
    .toSorted(compareExposures)
    .map((exposure) => ({ ...exposure, verdict: verdictOn(exposure, runs(exposure), circumstances) }));
  const unexpected = unexpectedOf(input, expected);
  return {
    fromMs,
    untilMs,
    graceMs,
    exposures,
    unexpected,
    totals: {
      ...totalsOf(exposures),
      unexpectedMs: lengthOf(unexpected),
      withoutReleaseMs: lengthOf(without(unionOf(stretches), { fromMs, untilMs })),
    },
  };
}

function totalsOf(exposures: Comparison['exposures']): Pick<Comparison['totals'], 'verdicts' | 'confirmedBp'> {
  const none = (): { count: number; ms: number } => ({ count: 0, ms: 0 });
  const verdicts: Record<VerdictKind, { count: number; ms: number }> = {
    confirmed: none(),
    late: none(),
    'ended-early': none(),
    'never-started': none(),
    'screen-offline': none(),
    'overridden-by-alert': none(),
  };
  for (const exposure of exposures) {
    const total = verdicts[exposure.verdict.kind];
    total.count += 1;
    total.ms += lengthOf([exposure]);
  }
  const allMs = lengthOf(exposures);
  return { verdicts, confirmedBp: allMs === 0 ? wholeBp : Math.floor((verdicts.confirmed.ms * wholeBp) / allMs) };
}

/** Of plays, the parts that are within grace of no exposure of the same thing; parts up to grace are the clocks' business. */
function unexpectedOf({ fromMs, untilMs, graceMs, plays }: PlaysToCompare, expected: readonly Exposure[]): readonly UnexpectedPlay[] {
  const allowed = allowedOf(expected, graceMs);
  const unexpected: UnexpectedPlay[] = [];
  for (const [key, all] of groupedBy(plays, keyOf)) {
    const line = keyOf({ ...all[0], languages: null });
    const exempt = unionOf([...(allowed.get(key) ?? []), ...(allowed.get(line) ?? [])]);
    // what a record before it has told is not told twice
    let toldMs = fromMs;
    for (const play of all.toSorted((a, b) => a.fromMs - b.fromMs || b.untilMs - a.untilMs)) {
      const { releaseNumber, entryId, regionId, itemId, languages } = play;
      const shown = { fromMs: Math.max(play.fromMs, toldMs), untilMs: Math.min(play.untilMs, untilMs) };
      const parts = without(exempt, shown).filter((part) => part.untilMs - part.fromMs > graceMs);
      unexpected.push(...parts.map((part) => ({ releaseNumber, entryId, regionId, itemId, languages, ...part })));
      toldMs = Math.max(toldMs, play.untilMs);
    }
  }
  return unexpected.toSorted((a, b) => compareExposures(a, b) || a.releaseNumber - b.releaseNumber);
}

/** By what is shown, when it is expected, give or take the grace. */
function allowedOf(expected: readonly Exposure[], graceMs: number): ReadonlyMap<string, readonly Interval[]> {
  const wide = [...groupedBy(expected, keyOf)].map(
    ([key, all]) => [key, unionOf(all.map((one) => ({ fromMs: one.fromMs - graceMs, untilMs: one.untilMs + graceMs })))] as const,
  );
  return new Map(wide);
}
