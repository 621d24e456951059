import type { Conflict } from './conflicts.ts';
import { compareIds } from './compare-ids.ts';
import type { Contender } from './contender.ts';
import type { Hour } from '../interrupts/interrupt-hours.ts';
import type { Works } from '../glass/scene.ts';
import type { Stretch } from './winner.ts';

type Tie = Extract<Conflict, { kind: 'tie' }>;
type Overbooked = Extract<Conflict, { kind: 'shares-over-whole' }>;
const wholeBp = 10_000;

/** Makes the function that finds the conflicts in a range, by start. */
export function createConflicts(works: Works): (fromMs: number, untilMs: number) => readonly Conflict[] {
  return (fromMs, untilMs) =>
    [...tiesIn(works, fromMs, untilMs), ...overbookedIn(works, fromMs, untilMs)].sort((a, b) => a.fromMs - b.fromMs);
}

function tiesIn({ winners, contenders }: Works, fromMs: number, untilMs: number): readonly Tie[] {
  if (contenders.groups.every((group) => group.length === 1)) return [];
  const ties: Tie[] = [];
  for (let atMs = fromMs; atMs < untilMs;) {
    const stretch = winners.stretchAt(atMs);
    const endMs = Math.min(stretch.untilMs, untilMs);
    const tie = tieOf(stretch, atMs, endMs);
    const last = ties.at(-1);
    if (tie !== null && last !== undefined && last.untilMs === atMs && isSameTie(last, tie))
      ties[ties.length - 1] = { ...last, untilMs: endMs };
    else if (tie !== null) ties.push(tie);
    atMs = endMs;
  }
  return ties;
}

function tieOf({ contender, painted, startMs }: Stretch, fromMs: number, untilMs: number): Tie | null {
  const { claims, cycleFromMs } = painted;
  if (claims.length < 2 || cycleFromMs !== null) return null;
  const { id, tier, specificity } = contender.entry;
  const entryIds = claims.map((claim) => claim.contender.entry.id).sort(compareIds);
  const isLater = claims.every((claim) => claim.contender === contender || claim.startMs < startMs);
  return { kind: 'tie', fromMs, untilMs, tier, specificity, winnerId: id, entryIds, decidedBy: isLater ? 'later-start' : 'smaller-id' };
}

function isSameTie(a: Tie, b: Tie): boolean {
  return a.winnerId === b.winnerId && a.decidedBy === b.decidedBy && a.entryIds.join('\n') === b.entryIds.join('\n');
}

function overbookedIn({ interrupts, contenders }: Works, fromMs: number, untilMs: number): readonly Overbooked[] {
  if (interrupts === null || promisedBp(contenders.interrupts) <= wholeBp) return [];
  const found: Overbooked[] = [];
  for (let atMs = fromMs; atMs < untilMs;) {
    const hour = interrupts.hourAt(atMs);
    const endMs = Math.min(hour.untilMs, untilMs);
    for (const one of overbookedInHour(hour, atMs, endMs)) {
      const last = found.at(-1);
      if (last !== undefined && last.untilMs === one.fromMs && last.entryIds.join('\n') === one.entryIds.join('\n'))
        found[found.length - 1] = { ...last, untilMs: one.untilMs };
      else found.push(one);
    }
    atMs = endMs;
  }
  return found;
}

function overbookedInHour({ accounts }: Hour, fromMs: number, untilMs: number): readonly Overbooked[] {
  const edges = accounts.flatMap(({ eligible }) => eligible.flatMap((one) => [one.fromMs, one.untilMs]));
  const cuts = [...new Set([fromMs, ...edges.filter((edge) => edge > fromMs && edge < untilMs)])].sort((a, b) => a - b);
  return cuts.flatMap((cutMs, index): readonly Overbooked[] => {
    const on = accounts.filter(({ eligible }) => eligible.some((one) => one.fromMs <= cutMs && cutMs < one.untilMs));
    const speakers = on.map(({ interrupter }) => interrupter);
    const shareBp = promisedBp(speakers);
    if (shareBp <= wholeBp) return [];
    const entryIds = speakers.map(({ entry }) => entry.id).sort(compareIds);
    return [{ kind: 'shares-over-whole', fromMs: cutMs, untilMs: cuts[index + 1] ?? untilMs, entryIds, shareBp }];
  });
}

function promisedBp(interrupters: readonly Contender[]): number {
  return interrupters.reduce((sum, { entry }) => sum + (entry.shareBp ?? 0), 0);
}
