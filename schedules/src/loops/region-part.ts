import { anchorOf } from './anchor.ts';
import type { Anchor, Run } from './anchor.ts';
import type { ReadyRegion } from '../contest/contender.ts';
import type { Loop } from './loop.ts';
import { positionIn } from './round.ts';
import type { Round } from './round.ts';
import type { SiteDays } from '../time/site-days.ts';
import type { ShownRegion } from '../answer.ts';

/** A region of one run, in a stretch in which everything but the position of its loop stands still. */
export type RegionPart = {
  readonly regionId: string;
  readonly anchor: Anchor;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly content:
    | { readonly kind: 'loop'; readonly loop: Loop; readonly round: Round }
    | { readonly kind: 'still'; readonly shown: ShownRegion['shown'] };
  /** True where the glass does not change before `untilMs`. */
  readonly isSteady: boolean;
};

/** A region at an instant, as if its entry were on until the end of the site's day. */
export function partAt(run: Run, region: ReadyRegion, atMs: number, days: SiteDays): RegionPart {
  const dayFromMs = Math.max(days.startAt(atMs), run.startMs, run.turnFromMs ?? -Infinity);
  const dayUntilMs = days.startAfter(atMs);
  const regionId = region.id;
  if (region.kind === 'clock') {
    const content = { kind: 'still', shown: { kind: 'clock' } } as const;
    return { regionId, anchor: anchorOf(run, null, atMs, days), fromMs: dayFromMs, untilMs: dayUntilMs, content, isSteady: true };
  }
  const { loop } = region;
  const epoch = loop.epochAt(atMs);
  const span = { fromMs: Math.max(epoch.fromMs, dayFromMs), untilMs: Math.min(epoch.untilMs, dayUntilMs) };
  const base = { regionId, anchor: anchorOf(run, loop, atMs, days), ...span };
  const round = loop.roundAt(atMs);
  if (round.showings.length === 0) {
    return { ...base, content: { kind: 'still', shown: { kind: 'empty', items: loop.absencesAt(atMs) } }, isSteady: true };
  }
  if (region.kind === 'ticker') {
    return { ...base, content: { kind: 'still', shown: { kind: 'ticker', itemIds: loop.membersAt(atMs) } }, isSteady: true };
  }
  return { ...base, content: { kind: 'loop', loop, round }, isSteady: round.isSteady };
}

/** What a part shows at an instant of it. `pausedMs`: how long its loop has stood still since its anchor. `untilMs` looks past the part, up to the end of the site's day. */
export function shownIn(
  part: RegionPart,
  atMs: number,
  pausedMs: number,
  days: SiteDays,
): { shown: ShownRegion['shown']; untilMs: number } {
  const { content } = part;
  if (content.kind === 'still') return { shown: content.shown, untilMs: part.untilMs };
  const { showing, sinceMs } = positionIn(content.round, atMs - part.anchor.anchorMs - pausedMs);
  const fromMs = atMs - sinceMs;
  let untilMs = fromMs + showing.durationMs;
  if (untilMs > part.untilMs) {
    untilMs = Math.min(untilMs, days.startAfter(atMs));
    untilMs = content.loop.nextChange(atMs, untilMs) ?? untilMs;
  }
  const { itemId, languages, isSubstitute } = showing;
  return { shown: { kind: 'item', itemId, languages, isSubstitute, fromMs, untilMs }, untilMs };
}
