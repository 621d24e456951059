import { compareTiers, tileAt } from '../contest/contender.ts';
import type { Contender } from '../contest/contender.ts';
import type { Explanation, LossReason, Standing } from './explanation.ts';
import { itemStandings } from './item-standings.ts';
import type { Loop } from '../loops/loop.ts';
import { loopFor } from '../interrupts/interrupt-hours.ts';
import type { Scene, Works } from '../glass/scene.ts';
import type { Answer } from '../answer.ts';
import type { Tile } from '../spans/tiles.ts';
import type { Stretch } from '../contest/winner.ts';

type Loser = Explanation['losers'][number];

/** Makes the function that says of a scene why it is so: the winner, every other entry and what kept it away, every item and language. */
export function createExplainer(works: Works): (answer: Answer, scene: Scene) => Explanation {
  return (answer, scene) => {
    const { stretch } = scene;
    const losers = losersOf(works, stretch, answer.atMs);
    const turnUntilMs = works.winners.turnEnd(stretch, answer.atMs);
    return {
      answer,
      regions: [...answer.regions, ...answer.overlays.flatMap((overlay) => overlay.regions)].map((region) => ({
        ...region,
        items: itemsOf(works, scene, region, answer.atMs),
      })),
      winner: {
        ...answer.reason.winner,
        decidedBy: decidedBy(losers),
        turn: stretch.turnFromMs === null || turnUntilMs === null ? null : { fromMs: stretch.turnFromMs, untilMs: turnUntilMs },
      },
      losers,
      interrupts: works.contenders.interrupts.map((interrupter) => ({
        entryId: interrupter.entry.id,
        standing: interruptStanding(works, interrupter, scene, answer.atMs),
        shareBp: interrupter.entry.shareBp ?? 0,
      })),
      overlays: works.contenders.overlays.map((overlay) => ({
        entryId: overlay.entry.id,
        standing: overlayStanding(overlay, scene, answer.atMs),
      })),
    };
  };
}

/** Every entry but the winner, as it would have ranked. */
function losersOf({ contenders, winners }: Works, winner: Stretch, atMs: number): readonly Loser[] {
  const losers: Loser[] = [];
  const nextTurns = winners.nextTurns(winner, atMs);
  for (const group of contenders.groups) {
    const on: { readonly tile: Tile; readonly loser: Loser }[] = [];
    const off: Loser[] = [];
    for (const contender of group) {
      if (contender === winner.contender) continue;
      const entryId = contender.entry.id;
      const why = contender.whyOff(atMs);
      if (why !== null) {
        off.push({ entryId, why });
        continue;
      }
      const tile = tileAt(contender, atMs);
      on.push({ tile, loser: { entryId, why: whyOutranked(contender, tile, winner, atMs, nextTurns) } });
    }
    // Stable: those that started together stay in order of id.
    on.sort((a, b) => (a.tile.startMs === b.tile.startMs ? 0 : b.tile.startMs - a.tile.startMs));
    for (const { loser } of on) losers.push(loser);
    for (const loser of off) losers.push(loser);
  }
  return losers;
}

function whyOutranked(
  { entry, main }: Contender,
  tile: Tile,
  winner: Stretch,
  atMs: number,
  nextTurns: ReadonlyMap<string, number | null>,
): LossReason {
  const { tier, specificity } = winner.contender.entry;
  if (main.roundAt(atMs).showings.length === 0) return { kind: 'nothing-to-show', items: main.absencesAt(atMs) };
  if (entry.tier !== tier) return { kind: 'lower-tier', winnerTier: tier };
  if (entry.specificity !== specificity) return { kind: 'less-specific', winnerSpecificity: specificity };
  if (winner.turnFromMs !== null) return { kind: 'turn-of-another', nextTurnMs: nextTurns.get(entry.id) ?? null };
  return tile.startMs < winner.startMs ? { kind: 'earlier-start', winnerStartMs: winner.startMs } : { kind: 'later-id' };
}

/** What set the winner above the best of those that were on with something to show. */
function decidedBy(losers: readonly Loser[]): Explanation['winner']['decidedBy'] {
  for (const { why } of losers) {
    switch (why.kind) {
      case 'lower-tier':
        return 'tier';
      case 'less-specific':
        return 'specificity';
      case 'turn-of-another':
        return 'turn';
      case 'earlier-start':
        return 'later-start';
      case 'later-id':
        return 'smaller-id';
      case 'outside-span':
      case 'outside-daypart':
      case 'outside-calendar':
      case 'nothing-to-show':
        continue;
    }
  }
  return 'alone';
}

function interruptStanding(works: Works, interrupter: Contender, scene: Scene, atMs: number): Standing {
  const winner = scene.stretch.contender;
  if (scene.play?.interrupter === interrupter) return { kind: 'speaking' };
  const why = interrupter.whyOff(atMs);
  if (why !== null) return why;
  const loop = loopFor(interrupter, winner, works.contenders.loopOf);
  if (loop.roundAt(atMs).showings.length === 0) return { kind: 'nothing-to-show', items: loop.absencesAt(atMs) };
  if (compareTiers(interrupter.entry.tier, winner.entry.tier) < 0) return { kind: 'lower-tier', winnerTier: winner.entry.tier };
  return { kind: 'waiting', nextPlayMs: works.interrupts?.nextPlay(interrupter, atMs) ?? null };
}

function overlayStanding(overlay: Contender, { stretch, play }: Scene, atMs: number): Standing {
  const winnerTier = stretch.contender.entry.tier;
  const why = overlay.whyOff(atMs);
  if (why !== null) return why;
  if (overlay.main.roundAt(atMs).showings.length === 0) return { kind: 'nothing-to-show', items: overlay.main.absencesAt(atMs) };
  if (compareTiers(overlay.entry.tier, winnerTier) < 0) return { kind: 'lower-tier', winnerTier };
  if (play?.interrupter.entry.isAlone === true) return { kind: 'hidden-by-interrupt', interruptId: play.interrupter.entry.id };
  return { kind: 'speaking' };
}

/** How each item of the playlist that speaks in a region stands. */
function itemsOf(works: Works, scene: Scene, region: Answer['regions'][number], atMs: number): ReturnType<typeof itemStandings> {
  const loop = loopIn(works, scene, region);
  return loop === null ? [] : itemStandings(loop, region.shown, atMs);
}

function loopIn({ contenders }: Works, { stretch, play }: Scene, region: Answer['regions'][number]): Loop | null {
  const winner = stretch.contender;
  if (play !== null && region.entryId === play.interrupter.entry.id) return loopFor(play.interrupter, winner, contenders.loopOf);
  const speaker = region.entryId === winner.entry.id ? winner : contenders.overlays.find(({ entry }) => entry.id === region.entryId);
  const ready = speaker?.regions.find(({ id }) => id === region.regionId);
  return ready === undefined || ready.kind === 'clock' ? null : ready.loop;
}
