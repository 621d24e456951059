import { mainLanguages } from '../contest/contender.ts';
import { catalogueOf, createLoop } from '../loops/loop.ts';
import type { Loop } from '../loops/loop.ts';
import type { Entry, Plan } from '../plan.ts';
import { planRule } from '../recurrence/plan-rule.ts';
import { parseLocalDateTime } from '../time/civil.ts';
import type { PlanWarning } from '../timeline.ts';

const wholeBp = 10_000;
const hourMs = 3_600_000;

/** What compiles and yet is probably not meant. The plan has been checked. */
export function warningsOf(plan: Plan): readonly PlanWarning[] {
  const catalogue = catalogueOf(plan);
  function loopOf({ playlistId, layoutId }: Entry): Loop | null {
    const playlist = catalogue.playlists.get(playlistId);
    const mode = mainLanguages(plan.layouts.find((layout) => layout.id === layoutId));
    return playlist === undefined ? null : createLoop(playlist, catalogue, { mode, languages: plan.screen.languages });
  }
  return plan.entries.flatMap((entry, index) => {
    const path = `entries[${index}]`;
    return [...whenWarnings(entry, plan, path), ...turnWarnings(entry, loopOf, path), ...shareWarnings(entry, loopOf, path)];
  });
}

/** A rule that yields nothing, and a first start that no rule yields: it occurs all the same. */
function whenWarnings({ when }: Entry, { screen }: Plan, path: string): readonly PlanWarning[] {
  if (when.kind !== 'recurring' || when.rules.length === 0) return [];
  const startMs = parseLocalDateTime(when.start) ?? 0;
  const firsts = when.rules.map((text) => {
    const rule = planRule(text, startMs, screen.zone);
    return rule.kind === 'rule' ? rule.next(startMs - 1) : null;
  });
  const never = firsts.flatMap((firstMs, at): readonly PlanWarning[] => {
    if (firstMs !== null) return [];
    return [{ path: `${path}.when.rules[${at}]`, code: 'rule-never-comes', message: 'the rule yields no start at or after the first one' }];
  });
  if (never.length > 0 || firsts.includes(startMs) || when.excludedStarts.some((text) => parseLocalDateTime(text) === startMs))
    return never;
  const message = 'no rule yields the first start, which occurs all the same; exclude it if it is not meant';
  return [{ path: `${path}.when.start`, code: 'start-outside-rule', message }];
}

function turnWarnings(entry: Entry, loopOf: (entry: Entry) => Loop | null, path: string): readonly PlanWarning[] {
  const { turnMs } = entry;
  if (turnMs === undefined) return [];
  const longestMs = longestOf(loopOf(entry), (loop, atMs) => loop.roundAt(atMs).durationMs);
  if (longestMs <= turnMs) return [];
  const message = `its round lasts up to ${longestMs} ms, so a turn of ${turnMs} ms never shows the end of it`;
  return [{ path: `${path}.turnMs`, code: 'turn-shorter-than-round', message }];
}

/** At least one whole item an hour may be more than the share. */
function shareWarnings(entry: Entry, loopOf: (entry: Entry) => Loop | null, path: string): readonly PlanWarning[] {
  const { shareBp } = entry;
  if (shareBp === undefined) return [];
  const longestMs = longestOf(loopOf(entry), (loop, atMs) =>
    loop.roundAt(atMs).turns.reduce((ms, turn) => Math.max(ms, turn.durationMs), 0),
  );
  const shareMs = (shareBp * hourMs) / wholeBp;
  if (longestMs <= shareMs) return [];
  const message = `an item of ${longestMs} ms is more than its share of an hour (${shareMs} ms), and one is spoken in each hour`;
  return [{ path: `${path}.shareBp`, code: 'item-longer-than-share', message }];
}

function longestOf(loop: Loop | null, lengthAt: (loop: Loop, atMs: number) => number): number {
  return loop === null ? 0 : loop.instantOfEachEpoch.reduce((ms, atMs) => Math.max(ms, lengthAt(loop, atMs)), 0);
}
