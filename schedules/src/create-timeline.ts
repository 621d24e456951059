import { parseLocalTime } from './time/civil.ts';
import { contendersOf } from './contest/contender.ts';
import type { Onsets } from './contest/contender.ts';
import { createEntrySpans } from './reasons/entry-spans.ts';
import { createExplainer } from './reasons/explain.ts';
import { createConflicts } from './contest/find-conflicts.ts';
import { horizonMs } from './time/horizon.ts';
import { createInterrupts } from './interrupts/interrupts.ts';
import { mediaKey } from './loops/loop.ts';
import { measureWith } from './glass/measure-glass.ts';
import { createNextEntry } from './contest/next-entry.ts';
import { createOverlays } from './glass/overlays.ts';
import type { Plan } from './plan.ts';
import { createScenes } from './glass/scene.ts';
import type { Scene, Works } from './glass/scene.ts';
import { createSiteDays } from './time/site-days.ts';
import type { Answer } from './answer.ts';
import type { Absent, Timeline } from './timeline.ts';
import { createWinners } from './contest/winner.ts';

const lastInstantMs = 253_402_300_799_999;
const maxKeptTimelines = 8;

/** The timeline of a checked plan. What it remembers speeds it up and changes no answer. */
export function createTimeline(plan: Plan): Timeline {
  const onsets: Onsets = new Map();
  const poorer = new Map<string, Timeline>();

  function timelineWithout(absent: readonly Absent[]): Timeline {
    const keys = [...new Set(absent.map(({ itemId, language }) => mediaKey(itemId, language)))].sort();
    const name = JSON.stringify(keys);
    const known = poorer.get(name);
    if (known !== undefined) return known;
    if (poorer.size >= maxKeptTimelines) poorer.clear();
    const timeline = timelineOf(worksOf(plan, onsets, new Set(keys)), timelineWithout);
    poorer.set(name, timeline);
    return timeline;
  }

  return timelineWithout([]);
}

function worksOf(plan: Plan, onsets: Onsets, absent: ReadonlySet<string>): Works {
  const { zone, dayStart } = plan.screen;
  const contenders = contendersOf(plan, onsets, absent);
  const days = createSiteDays(zone, parseLocalTime(dayStart) ?? 0);
  const winners = createWinners(contenders.groups, days);
  const interrupts = createInterrupts(contenders, winners, days, zone);
  return {
    contenders,
    winners,
    days,
    interrupts,
    languages: plan.screen.languages,
    overlays: createOverlays(contenders.overlays, winners, days),
  };
}

function timelineOf(works: Works, without: Timeline['without']): Timeline {
  const sceneAt = createScenes(works);
  const nextEntry = createNextEntry(works);
  const explain = createExplainer(works);
  const conflicts = createConflicts(works);
  const entrySpans = createEntrySpans(works);

  function at(instantMs: number): Answer {
    const atMs = checkedInstant(instantMs);
    const scene = sceneAt(atMs);
    const { entry } = scene.stretch.contender;
    return {
      atMs,
      entryId: entry.id,
      occurrenceStartMs: scene.stretch.startMs === -Infinity ? 0 : scene.stretch.startMs,
      layoutId: entry.layoutId,
      regions: scene.regions,
      overlays: scene.overlays,
      interruptId: scene.play?.interrupter.entry.id ?? null,
      untilMs: scene.untilMs,
      reason: scene.piece.reason,
    };
  }

  function segments(fromMs: number, untilMs: number): readonly Answer[] {
    const answers: Answer[] = [];
    for (let atMs = fromMs; atMs < untilMs;) {
      const answer = at(atMs);
      atMs = answer.untilMs;
      answers.push(atMs > untilMs ? { ...answer, untilMs } : answer);
    }
    return answers;
  }

  function nextItem(atMs: number): number | null {
    let scene = sceneAt(atMs);
    const content = contentOf(scene);
    for (let soughtMs = atMs; ;) {
      // Where nothing can move but the winner, go to the end of the piece; otherwise to the end of the item.
      soughtMs = scene.piece.isSteady ? Math.max(scene.untilMs, scene.piece.untilMs) : scene.untilMs;
      if (soughtMs > atMs + horizonMs) return null;
      scene = sceneAt(soughtMs);
      if (contentOf(scene) !== content) return soughtMs;
    }
  }

  return {
    at,
    segments,
    nextChange: (instantMs, of) => {
      const atMs = checkedInstant(instantMs);
      return of === 'entry' ? nextEntry(atMs, horizonMs) : nextItem(atMs);
    },
    explain: (instantMs) => {
      const atMs = checkedInstant(instantMs);
      return explain(at(atMs), sceneAt(atMs));
    },
    conflicts,
    entrySpans: (fromMs, untilMs) => entrySpans(checkedInstant(fromMs), checkedInstant(untilMs)),
    measure: (fromMs, untilMs) => measureWith(works, at, fromMs, untilMs),
    without,
  };
}

/** What can be seen, without when. */
function contentOf({ stretch, regions, overlays }: Scene): string {
  const seen = [...regions, ...overlays.flatMap((overlay) => overlay.regions)].map(({ entryId, shown }) => {
    switch (shown.kind) {
      case 'item':
        return [entryId, shown.itemId, shown.languages, shown.isSubstitute];
      case 'ticker':
        return [entryId, shown.itemIds];
      case 'clock':
      case 'empty':
        return [entryId, shown.kind];
    }
  });
  return JSON.stringify([stretch.contender.entry.id, seen]);
}

function checkedInstant(instantMs: number): number {
  const atMs = Math.floor(instantMs);
  if (!(atMs >= 0 && atMs <= lastInstantMs)) throw new RangeError(`${instantMs} is no instant between 1970 and 9999`);
  return atMs;
}
