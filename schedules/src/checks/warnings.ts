import { mainLanguages } from '../contest/contender.ts';
import { createLoop } from '../loops/loop.ts';
import type { Catalogue } from '../loops/loop.ts';
import type { Plan } from '../plan.ts';
import type { PlanWarning } from '../timeline.ts';

/** What compiles and yet is probably not meant: turns so short that the end of a round is never seen. The plan has been checked. */
export function warningsOf(plan: Plan): readonly PlanWarning[] {
  if (plan.entries.every(({ turnMs }) => turnMs === undefined)) return [];
  const catalogue: Catalogue = {
    playlists: new Map(plan.playlists.map((playlist) => [playlist.id, playlist])),
    items: new Map(plan.items.map((item) => [item.id, item])),
  };
  return plan.entries.flatMap(({ turnMs, layoutId, playlistId }, index): readonly PlanWarning[] => {
    const playlist = catalogue.playlists.get(playlistId);
    if (turnMs === undefined || playlist === undefined) return [];
    const mode = mainLanguages(plan.layouts.find((layout) => layout.id === layoutId));
    const loop = createLoop(playlist, catalogue, { mode, languages: plan.screen.languages });
    const longestMs = loop.instantOfEachEpoch.reduce((ms, atMs) => Math.max(ms, loop.roundAt(atMs).durationMs), 0);
    if (longestMs <= turnMs) return [];
    const message = `its round lasts up to ${longestMs} ms, so a turn of ${turnMs} ms never shows the end of it`;
    return [{ path: `entries[${index}].turnMs`, code: 'turn-shorter-than-round', message }];
  });
}
