import type { ShownRegion, Timeline } from '../src/index.ts';
import type { NaiveAnswer } from './naive/engine.ts';

/** The real engine's answer and explanation of an instant, in the words of the naive one. */
export function inNaiveWords(timeline: Timeline, atMs: number): NaiveAnswer {
  const { answer, losers, winner, interrupts, overlays } = timeline.explain(atMs);
  return {
    atMs,
    entryId: answer.entryId,
    startMs: answer.occurrenceStartMs,
    anchorMs: winner.anchorMs,
    anchoredBy: winner.anchor,
    interruptId: answer.interruptId,
    regions: answer.regions.map(regionInWords),
    overlays: answer.overlays.flatMap(({ regions }) => regions.map(regionInWords)),
    turn: winner.turn,
    losers: losers.map(({ entryId, why }) => `${entryId}: ${why.kind}${why.kind === 'turn-of-another' ? ` ${why.nextTurnMs}` : ''}`),
    interrupts: interrupts.map(({ entryId, standing }) => `${entryId}: ${standing.kind}`).toSorted(),
    overlayStandings: overlays.map(({ entryId, standing }) => `${entryId}: ${standing.kind}`).toSorted(),
    conflicts: timeline
      .conflicts(atMs, atMs + 1)
      .map((conflict) =>
        conflict.kind === 'tie'
          ? `tie ${conflict.entryIds.join()} ${conflict.winnerId} ${conflict.decidedBy}`
          : `shares-over-whole ${conflict.entryIds.join()} ${conflict.shareBp}`,
      )
      .toSorted(),
  };
}

function regionInWords({ entryId, regionId, shown }: ShownRegion): string {
  if (shown.kind === 'clock' || shown.kind === 'empty') return `${entryId}/${regionId}: ${shown.kind}`;
  if (shown.kind === 'ticker') return `${entryId}/${regionId}: ticker ${shown.itemIds.join()}`;
  return `${entryId}/${regionId}: ${shown.itemId} ${shown.languages.join('+')}${shown.isSubstitute ? '*' : ''} from ${shown.fromMs}`;
}
