import { compareIds } from '../contest/compare-ids.ts';
import { dayMs } from '../time/civil.ts';
import type { Measure } from './measure.ts';
import { wordless } from '../loops/showing.ts';
import type { Works } from './scene.ts';
import type { Answer, ShownRegion } from '../answer.ts';

const wholeBp = 10_000;
const longestDays = 31;

type EntryTally = { shownMs: number; plays: number; lastPlayMs: number };
/** `seenUntilMs` counts the region's own time: while its layout is away nothing is absent. */
type LanguageTally = { shownMs: number; longestAbsenceMs: number; seenUntilMs: number };
type RegionTally = {
  readonly layoutId: string | null;
  readonly regionId: string;
  shownMs: number;
  readonly items: Map<string, { exposures: number; shownMs: number; lastFromMs: number }>;
  readonly languages: Map<string, LanguageTally>;
};

/**
 * Goes through the glass of a range and adds up. Of languages, those that the screen speaks; a wordless item serves all of them, a substitute serves none but its own.
 * Throws a RangeError for a range that is empty or longer than 31 days.
 */
export function measureWith(works: Works, at: (atMs: number) => Answer, fromMs: number, untilMs: number): Measure {
  if (!(fromMs < untilMs && untilMs - fromMs <= longestDays * dayMs)) throw new RangeError(`a measure covers up to ${longestDays} days`);
  const entries = new Map<string, EntryTally>();
  const regions = new Map<string, RegionTally>();
  for (let atMs = fromMs; atMs < untilMs;) {
    const answer = at(atMs);
    const endMs = Math.min(answer.untilMs, untilMs);
    tallyEntries(entries, answer, works.interrupts?.playAt(atMs)?.fromMs ?? null, endMs);
    for (const region of answer.regions) tallyRegion(regions, answer.layoutId, region, atMs, endMs, works.languages);
    for (const overlay of answer.overlays) {
      for (const region of overlay.regions) tallyRegion(regions, overlay.layoutId, region, atMs, endMs, works.languages);
    }
    atMs = endMs;
  }
  return {
    fromMs,
    untilMs,
    entries: entriesOf(works, entries, fromMs, untilMs),
    regions: [...regions.values()].map((tally) => regionOf(tally)),
  };
}

function tallyEntries(entries: Map<string, EntryTally>, answer: Answer, playFromMs: number | null, endMs: number): void {
  const speaker = answer.interruptId ?? answer.entryId;
  for (const entryId of [speaker, ...answer.overlays.map((overlay) => overlay.entryId)]) {
    const tally = entries.get(entryId) ?? { shownMs: 0, plays: 0, lastPlayMs: -Infinity };
    entries.set(entryId, tally);
    tally.shownMs += endMs - answer.atMs;
    if (entryId !== answer.interruptId || playFromMs === null || playFromMs === tally.lastPlayMs) continue;
    tally.plays += 1;
    tally.lastPlayMs = playFromMs;
  }
}

function tallyRegion(
  regions: Map<string, RegionTally>,
  layoutId: string | null,
  region: ShownRegion,
  atMs: number,
  endMs: number,
  spoken: readonly string[],
): void {
  const key = JSON.stringify([layoutId, region.regionId]);
  const tally = regions.get(key) ?? {
    layoutId,
    regionId: region.regionId,
    shownMs: 0,
    items: new Map(),
    languages: new Map(),
  };
  regions.set(key, tally);
  const sinceMs = tally.shownMs;
  tally.shownMs += endMs - atMs;
  const { shown } = region;
  if (shown.kind !== 'item') return;
  const item = tally.items.get(shown.itemId) ?? { exposures: 0, shownMs: 0, lastFromMs: -Infinity };
  tally.items.set(shown.itemId, item);
  if (shown.fromMs !== item.lastFromMs) item.exposures += 1;
  item.lastFromMs = shown.fromMs;
  item.shownMs += endMs - atMs;
  tallyLanguages(tally, shown.languages.includes(wordless) ? spoken : shown.languages, sinceMs);
}

function tallyLanguages(tally: RegionTally, languages: readonly string[], sinceMs: number): void {
  for (const language of languages) {
    const known = tally.languages.get(language) ?? { shownMs: 0, longestAbsenceMs: 0, seenUntilMs: 0 };
    tally.languages.set(language, known);
    known.shownMs += tally.shownMs - sinceMs;
    known.longestAbsenceMs = Math.max(known.longestAbsenceMs, sinceMs - known.seenUntilMs);
    known.seenUntilMs = tally.shownMs;
  }
}

function regionOf({ layoutId, regionId, shownMs, items, languages }: RegionTally): Measure['regions'][number] {
  return {
    layoutId,
    regionId,
    shownMs,
    items: [...items].map(([itemId, item]) => ({ itemId, exposures: item.exposures, shownMs: item.shownMs })),
    languages: [...languages].map(([language, tally]) => ({
      language,
      shownMs: tally.shownMs,
      longestAbsenceMs: Math.max(tally.longestAbsenceMs, shownMs - tally.seenUntilMs),
    })),
  };
}

function entriesOf(
  { contenders, interrupts }: Works,
  entries: ReadonlyMap<string, EntryTally>,
  fromMs: number,
  untilMs: number,
): Measure['entries'] {
  const shareOf = (ms: number, ofMs: number): number => (ofMs === 0 ? 0 : Math.round((ms * wholeBp) / ofMs));
  const silent = contenders.interrupts.map(({ entry }) => entry.id).filter((id) => !entries.has(id));
  const all = [...entries, ...silent.map((id) => [id, { shownMs: 0, plays: 0 }] as const)].sort(([a], [b]) => compareIds(a, b));
  return all.map(([entryId, { shownMs, plays }]) => {
    const shown = { entryId, shownMs, shareBp: shareOf(shownMs, untilMs - fromMs) };
    const interrupter = contenders.interrupts.find(({ entry }) => entry.id === entryId);
    if (interrupter === undefined || interrupts === null) return shown;
    const eligibleMs = interrupts.eligibleMs(interrupter, fromMs, untilMs);
    const promisedBp = interrupter.entry.shareBp ?? 0;
    return { ...shown, interrupt: { eligibleMs, achievedBp: shareOf(shownMs, eligibleMs), promisedBp, plays } };
  });
}
