import { dayMs } from '../time/civil.ts';
import { compareTiers } from '../contest/contender.ts';
import { catalogueOf, createLoop } from '../loops/loop.ts';
import type { Catalogue, Loop } from '../loops/loop.ts';
import type { Entry, Plan, RegionLanguages } from '../plan.ts';
import type { Round } from '../loops/round.ts';
import { rangeFaults } from './fault.ts';
import { wordless } from '../loops/showing.ts';
import type { PlanFault } from '../timeline.ts';

type Sequence = Extract<RegionLanguages, { kind: 'sequence' }>;
/** A loop that a region with a stated maximum runs, and the entry in whose main region it is, if it is one. */
type Stated = {
  readonly path: string;
  readonly playlistId: string;
  readonly languages: Sequence;
  readonly limitMs: number;
  readonly entry: Entry | null;
};

const wholeBp = 10_000;
const hourMs = 3_600_000;

/** Loops in which a language could stay away longer than their region states. The plan's references are sound. */
export function checkAbsence(plan: Plan): readonly PlanFault[] {
  const stated = statedIn(plan);
  if (stated.length === 0) return [];
  const catalogue = catalogueOf(plan);
  return stated.flatMap(({ path, playlistId, languages, limitMs, entry }) => {
    const faults = rangeFaults(path, limitMs, 1_000, 86_400_000);
    const playlist = catalogue.playlists.get(playlistId);
    if (faults.length > 0 || playlist === undefined) return faults;
    const loop = createLoop(playlist, catalogue, { mode: languages, languages: plan.screen.languages });
    const interrupts = entry === null ? [] : interruptsOver(entry, plan, catalogue, languages);
    return faultsOfLoop(loop, plan, interrupts, { path, limitMs });
  });
}

function statedIn(plan: Plan): readonly Stated[] {
  return plan.layouts.flatMap((layout, index) =>
    layout.regions.flatMap(({ languages, content }, at): readonly Stated[] => {
      if (languages.kind !== 'sequence' || languages.maxAbsenceMs === undefined) return [];
      const base = { path: `layouts[${index}].regions[${at}].languages.maxAbsenceMs`, languages, limitMs: languages.maxAbsenceMs };
      if (content.kind === 'playlist') return [{ ...base, playlistId: content.playlistId, entry: null }];
      if (content.kind !== 'main') return [];
      return plan.entries
        .filter((entry) => entry.layoutId === layout.id)
        .map((entry) => ({ ...base, playlistId: entry.playlistId, entry: entry.mode === 'replace' ? entry : null }));
    }),
  );
}

/** What may come between the items of an entry: the share of each interrupt, and its longest item. */
type Interruption = { readonly shareBp: number; readonly longestMs: number };

function interruptsOver(entry: Entry, plan: Plan, catalogue: Catalogue, mode: RegionLanguages): readonly Interruption[] {
  return plan.entries
    .filter((other) => other.mode === 'interrupt' && compareTiers(other.tier, entry.tier) >= 0)
    .flatMap((other) => {
      const playlist = catalogue.playlists.get(other.playlistId);
      if (playlist === undefined) return [];
      const loop = createLoop(playlist, catalogue, { mode, languages: plan.screen.languages });
      const turnsMs = loop.instantOfEachEpoch.flatMap((atMs) => loop.roundAt(atMs).turns.map((turn) => turn.durationMs));
      return [{ shareBp: other.shareBp ?? 0, longestMs: turnsMs.reduce((a, b) => Math.max(a, b), 0) }];
    });
}

function faultsOfLoop(
  loop: Loop,
  plan: Plan,
  interrupts: readonly Interruption[],
  { path, limitMs }: { readonly path: string; readonly limitMs: number },
): readonly PlanFault[] {
  const shareBp = interrupts.reduce((sum, one) => sum + one.shareBp, 0);
  const longestMs = interrupts.reduce((sum, one) => sum + one.longestMs, 0);
  const spoken = plan.screen.languages.filter((language) =>
    loop.items.some((item) => item.variants.some((variant) => variant.language === language || variant.language === wordless)),
  );
  for (const atMs of loop.instantOfEachEpoch) {
    const round = loop.roundAt(atMs);
    for (const language of spoken) {
      const gapMs = longestGap(round, language);
      if (gapMs === null) continue;
      const itemMs = round.turns.reduce((ms, turn) => Math.max(ms, turn.durationMs), 0);
      const absentMs = shareBp === 0 ? gapMs : longestWith({ shareBp, longestMs }, gapMs, itemMs);
      if (absentMs <= limitMs) continue;
      const message = `"${language}" could stay away for ${absentMs === Infinity ? 'ever' : `${absentMs} ms`}, stated are ${limitMs} ms at most`;
      return [{ path, code: 'language-absent-too-long', message, limit: limitMs }];
    }
  }
  return [];
}

/**
 * How long a gap of a loop can become when interrupts with a share of the time speak in it. When one of the loop's items began nobody was due, so
 * from the middle of the item before the gap to the middle of the one after it an interrupt is owed its share and no more than one of its items
 * besides: one in each hour that the gap touches, for each hour has an account of its own and gives at least one.
 */
function longestWith({ shareBp, longestMs }: Interruption, gapMs: number, itemMs: number): number {
  if (shareBp >= wholeBp) return Infinity;
  const owedMs = (itemMs * shareBp) / wholeBp;
  let absentMs = gapMs;
  for (let hours = 2; absentMs <= dayMs; hours = 2 + Math.floor(absentMs / hourMs)) {
    const longerMs = Math.ceil(((gapMs + owedMs + hours * longestMs) * wholeBp) / (wholeBp - shareBp));
    if (longerMs === absentMs) return absentMs;
    absentMs = longerMs;
  }
  return Infinity;
}

/** The longest stretch without a language in a round that goes round and round; null where the round does not speak it at all. */
function longestGap(round: Round, language: string): number | null {
  const spoken = round.showings.flatMap((showing, index) => {
    return showing.languages.includes(wordless) || showing.languages.includes(language)
      ? [{ fromMs: round.startsMs[index] ?? 0, untilMs: (round.startsMs[index] ?? 0) + showing.durationMs }]
      : [];
  });
  const [first] = spoken;
  if (first === undefined) return null;
  let longestMs = 0;
  let untilMs = first.untilMs;
  for (const { fromMs, untilMs: endMs } of [...spoken.slice(1), { fromMs: first.fromMs + round.durationMs, untilMs: Infinity }]) {
    longestMs = Math.max(longestMs, fromMs - untilMs);
    untilMs = endMs;
  }
  return longestMs;
}
