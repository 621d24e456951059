import { dayMs } from './civil.ts';
import { tileAt } from './contender.ts';
import type { Contender } from './contender.ts';
import { emptiedNear, nextSpan, spansTouching } from './series.ts';
import type { IsPresent } from './showing.ts';
import type { Onset, Tile } from './tiles.ts';
import type { Answer, LossReason } from './timeline.ts';
import { hasChangeIn } from './zone.ts';
import type { Stretch } from './winner.ts';

type Loser = Answer['reason']['losers'][number];
type Losers = { readonly fromMs: number; readonly untilMs: number; readonly winner: Stretch; readonly losers: readonly Loser[] };

export const horizonMs = 366 * dayMs;

/** Gives every entry but the winner at an instant, as it would have ranked, and why it lost. */
export function createExplainer(
  groups: readonly (readonly Contender[])[],
): (winner: Stretch, atMs: number, isPresent: IsPresent | undefined) => readonly Loser[] {
  const reasons = new WeakMap<Tile, LossReason>();
  let last: Losers | null = null;

  function whyOff(contender: Contender, tile: Tile): LossReason {
    const known = reasons.get(tile);
    // The entries that share a tile share its occurrences and its dayparts, so they share the reason too.
    if (known !== undefined) return known;
    const why: LossReason =
      tile.state === 'outside-daypart'
        ? { kind: 'outside-daypart', daypartIds: contender.entry.daypartIds.toSorted() }
        : { kind: 'outside-span', nextStartMs: nextOn(contender.onset, tile.untilMs - 1) };
    reasons.set(tile, why);
    return why;
  }

  /** Near a change of clocks a reason also tells what the change left empty; that depends on the instant, so it is not kept. */
  function whyOffNearChange(contender: Contender, tile: Tile, atMs: number): LossReason {
    const why = whyOff(contender, tile);
    const { occurrences, dayparts, zone } = contender.onset;
    const emptied = emptiedNear((why.kind === 'outside-span' ? occurrences : dayparts) ?? [], zone, atMs);
    if (emptied === null || (why.kind !== 'outside-span' && why.kind !== 'outside-daypart')) return why;
    return { ...why, emptiedAtMs: emptied };
  }

  function explain(winner: Stretch, atMs: number, isPresent: IsPresent | undefined): Losers {
    const losers: Loser[] = [];
    let fromMs = -Infinity;
    let untilMs = Infinity;
    const whyOutranked = outrankedBy(winner);
    for (const group of groups) {
      const on: { readonly tile: Tile; readonly loser: Loser }[] = [];
      const off: Loser[] = [];
      for (const contender of group) {
        const tile = tileAt(contender, atMs);
        fromMs = Math.max(fromMs, tile.fromMs);
        untilMs = Math.min(untilMs, tile.untilMs);
        const entryId = contender.entry.id;
        if (tile.state !== 'on') {
          const isNear = hasChangeIn(contender.onset.zone, atMs - dayMs, atMs + dayMs);
          if (isNear) untilMs = atMs;
          off.push({ entryId, why: isNear ? whyOffNearChange(contender, tile, atMs) : whyOff(contender, tile) });
          continue;
        }
        const epoch = contender.main.epochAt(atMs);
        fromMs = Math.max(fromMs, epoch.fromMs);
        untilMs = Math.min(untilMs, epoch.untilMs);
        if (contender === winner.contender) continue;
        const why: LossReason =
          contender.main.roundAt(atMs, isPresent).showings.length === 0
            ? { kind: 'nothing-to-show', items: contender.main.absencesAt(atMs, isPresent) }
            : whyOutranked(contender, tile);
        on.push({ tile, loser: { entryId, why } });
      }
      // Stable: those that started together stay in order of id.
      on.sort((a, b) => (a.tile.startMs === b.tile.startMs ? 0 : b.tile.startMs - a.tile.startMs));
      for (const { loser } of on) losers.push(loser);
      for (const loser of off) losers.push(loser);
    }
    return { fromMs, untilMs, winner, losers };
  }

  return (winner, atMs, isPresent) => {
    if (isPresent !== undefined) return explain(winner, atMs, isPresent).losers;
    if (last === null || atMs < last.fromMs || atMs >= last.untilMs || last.winner.contender !== winner.contender) {
      last = explain(winner, atMs, undefined);
    }
    return last.losers;
  };
}

function outrankedBy(winner: Stretch): (loser: Contender, tile: Tile) => LossReason {
  const { tier, specificity } = winner.contender.entry;
  const lowerTier: LossReason = { kind: 'lower-tier', winnerTier: tier };
  const lessSpecific: LossReason = { kind: 'less-specific', winnerSpecificity: specificity };
  const earlierStart: LossReason = { kind: 'earlier-start', winnerStartMs: winner.startMs };
  const laterId: LossReason = { kind: 'later-id' };
  return (loser, tile) => {
    if (loser.entry.tier !== tier) return lowerTier;
    if (loser.entry.specificity !== specificity) return lessSpecific;
    return tile.startMs < winner.startMs ? earlierStart : laterId;
  };
}

/** The first instant after `afterMs` at which an occurrence and a daypart are on together; null if none within 366 days. */
function nextOn(onset: Onset, afterMs: number): number | null {
  const { occurrences, dayparts, zone } = onset;
  if (occurrences === null) return null;
  const limitMs = afterMs + horizonMs;
  let soughtMs = afterMs;
  for (;;) {
    const occurrence = nextSpan(occurrences, zone, soughtMs, limitMs);
    if (occurrence === null) return null;
    if (dayparts === null) return occurrence.fromMs;
    // Dayparts come round each week, so what has not met one in eight days never will.
    const untilMs = Math.min(occurrence.untilMs, occurrence.fromMs + 8 * dayMs);
    const daypart = spansTouching(dayparts, zone, occurrence.fromMs, untilMs)[0];
    if (daypart !== undefined) return Math.max(occurrence.fromMs, daypart.fromMs);
    soughtMs = occurrence.fromMs;
  }
}
