import type { Contender, ReadyRegion } from './contender.ts';
import { createExplainer, horizonMs } from './explain.ts';
import type { Zone } from './plan.ts';
import { positionIn } from './round.ts';
import type { IsPresent } from './showing.ts';
import type { Answer, ShownRegion, Timeline } from './timeline.ts';
import { createWinners } from './winner.ts';
import type { Stretch } from './winner.ts';
import { dayStartAfter, dayStartAt } from './zone.ts';

type Anchor = { readonly anchorMs: number; readonly anchor: Answer['reason']['winner']['anchor'] };

/** What the glass shows from `fromMs`: constant in [fromMs, untilMs), and no other content before `steadyUntilMs`. */
type Scene = {
  readonly stretch: Stretch;
  readonly regions: readonly ShownRegion[];
  readonly untilMs: number;
  readonly steadyUntilMs: number;
};

const lastInstantMs = 253_402_300_799_999;

/** The timeline over the contenders of a checked plan. What it remembers speeds it up and changes no answer. */
export function createTimeline(groups: readonly (readonly Contender[])[], zone: Zone, dayStartMs: number): Timeline {
  const winners = createWinners(groups);
  const explain = createExplainer(groups);
  let day = { fromMs: 0, untilMs: 0 };

  function dayOf(instantMs: number): { readonly fromMs: number; readonly untilMs: number } {
    if (instantMs < day.fromMs || instantMs >= day.untilMs) {
      day = { fromMs: dayStartAt(zone, dayStartMs, instantMs), untilMs: dayStartAfter(zone, dayStartMs, instantMs) };
    }
    return day;
  }

  function anchorOf(stretch: Stretch, region: ReadyRegion, atMs: number, isPresent: IsPresent | undefined): Anchor {
    const { fromMs: dayStartsMs } = dayOf(atMs);
    const base: Anchor =
      stretch.startMs >= dayStartsMs
        ? { anchorMs: stretch.startMs, anchor: stretch.startedBy }
        : { anchorMs: dayStartsMs, anchor: 'day-start' };
    const changedMs = region.kind === 'clock' ? null : region.loop.lastChange(atMs, base.anchorMs, isPresent);
    return changedMs === null ? base : { anchorMs: changedMs, anchor: 'items-changed' };
  }

  /** A region by itself, as if its entry won until the end of the site's day. */
  function regionAt(
    stretch: Stretch,
    region: ReadyRegion,
    atMs: number,
    isPresent: IsPresent | undefined,
  ): Scene['regions'][number] & Ends {
    const dayEndsMs = dayOf(atMs).untilMs;
    if (region.kind === 'clock') return { regionId: region.id, shown: { kind: 'clock' }, untilMs: dayEndsMs, steadyUntilMs: Infinity };
    const { loop } = region;
    const round = loop.roundAt(atMs, isPresent);
    if (round.showings.length === 0) {
      const untilMs = Math.min(loop.epochAt(atMs).untilMs, dayEndsMs);
      const shown = { kind: 'empty', items: loop.absencesAt(atMs, isPresent) } as const;
      return { regionId: region.id, shown, untilMs, steadyUntilMs: loop.epochAt(atMs).untilMs };
    }
    if (region.kind === 'ticker') {
      const untilMs = Math.min(loop.epochAt(atMs).untilMs, dayEndsMs);
      const shown = { kind: 'ticker', itemIds: loop.membersAt(atMs, isPresent) } as const;
      return { regionId: region.id, shown, untilMs, steadyUntilMs: loop.epochAt(atMs).untilMs };
    }
    const { anchorMs } = anchorOf(stretch, region, atMs, isPresent);
    const { showing, fromMs } = positionIn(round, anchorMs, atMs);
    const endsMs = Math.min(fromMs + showing.durationMs, dayEndsMs);
    const untilMs = loop.nextChange(atMs, endsMs, isPresent) ?? endsMs;
    const { itemId, languages, isSubstitute } = showing;
    const steadyUntilMs = round.isSteady ? loop.epochAt(atMs).untilMs : untilMs;
    return { regionId: region.id, shown: { kind: 'item', itemId, languages, isSubstitute, fromMs, untilMs }, untilMs, steadyUntilMs };
  }

  function sceneAt(atMs: number, isPresent: IsPresent | undefined): Scene {
    const stretch = winners.stretchAt(atMs, isPresent);
    const alone = stretch.contender.regions.map((region) => regionAt(stretch, region, atMs, isPresent));
    const limitsMs = alone.filter((region, index) => index === 0 || region.shown.kind === 'item').map((region) => region.untilMs);
    const endMs = winners.endOf(stretch, Math.max(...limitsMs), isPresent);
    return {
      stretch,
      regions: alone.map(({ regionId, shown }) => ({
        regionId,
        shown: shown.kind === 'item' ? { ...shown, untilMs: Math.min(shown.untilMs, endMs) } : shown,
      })),
      untilMs: Math.min(endMs, ...alone.map((region) => region.untilMs)),
      steadyUntilMs: Math.min(...alone.map((region) => region.steadyUntilMs)),
    };
  }

  function at(instantMs: number, isPresent?: IsPresent): Answer {
    const atMs = checkedInstant(instantMs);
    const { stretch, regions, untilMs } = sceneAt(atMs, isPresent);
    const { entry, regions: ready } = stretch.contender;
    const main = ready[0];
    if (main === undefined) throw new RangeError('a contender has a main region');
    return {
      atMs,
      entryId: entry.id,
      occurrenceStartMs: stretch.startMs === -Infinity ? 0 : stretch.startMs,
      layoutId: entry.layoutId,
      regions,
      untilMs,
      reason: {
        winner: { entryId: entry.id, tier: entry.tier, specificity: entry.specificity, ...anchorOf(stretch, main, atMs, isPresent) },
        losers: explain(stretch, atMs, isPresent),
      },
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

  function nextEntry(atMs: number): number | null {
    const { contender, untilMs } = winners.stretchAt(atMs, undefined);
    let soughtMs = untilMs;
    while (soughtMs <= atMs + horizonMs) {
      const next = winners.stretchAt(soughtMs, undefined);
      if (next.contender !== contender) return soughtMs;
      soughtMs = next.untilMs;
    }
    return null;
  }

  function nextItem(atMs: number): number | null {
    const first = sceneAt(atMs, undefined);
    const content = contentOf(first);
    let scene = first;
    let soughtMs = atMs;
    for (;;) {
      // Where nothing can move but the winner, go to the end of its stretch; otherwise to the end of the item.
      const limitMs = Math.max(scene.untilMs, Math.min(scene.steadyUntilMs, scene.stretch.untilMs));
      soughtMs = limitMs;
      if (soughtMs > atMs + horizonMs) return null;
      scene = sceneAt(soughtMs, undefined);
      if (contentOf(scene) !== content) return soughtMs;
    }
  }

  return {
    at,
    segments,
    nextChange: (instantMs, of) => {
      const atMs = checkedInstant(instantMs);
      return of === 'entry' ? nextEntry(atMs) : nextItem(atMs);
    },
  };
}

type Ends = { readonly untilMs: number; readonly steadyUntilMs: number };

/** What can be seen, without when. */
function contentOf(scene: Scene): string {
  const { entry } = scene.stretch.contender;
  const seen = scene.regions.map(({ shown }) => {
    switch (shown.kind) {
      case 'item':
        return [shown.itemId, shown.languages, shown.isSubstitute];
      case 'ticker':
        return shown.itemIds;
      case 'clock':
      case 'empty':
        return shown.kind;
    }
  });
  return JSON.stringify([entry.id, seen]);
}

function checkedInstant(instantMs: number): number {
  const atMs = Math.floor(instantMs);
  if (!(atMs >= 0 && atMs <= lastInstantMs)) throw new RangeError(`${instantMs} is no instant between 1970 and 9999`);
  return atMs;
}
