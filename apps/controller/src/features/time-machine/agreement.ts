import type { StoredPlay } from '@gatecast/protocol';
import type { Answer, ShownRegion, Timeline } from '@gatecast/schedules';

/** Clocks of players are kept to less; and an item begins when it is ready. */
const graceMs = 1_500;

/** A record is written when its item ends, and comes with the player's next batch. */
const reportingMs = 60_000;

/** `untold`: nobody told what was on the region then. `coming`: nobody can have told yet. `unrecorded`: what stands there is no item, and leaves no record. */
export type Agreement = 'agrees' | 'differs' | 'untold' | 'coming' | 'unrecorded';

export type ComparedRegion = {
  readonly entryId: string;
  readonly regionId: string;
  /** The item that the engine says; null: none. */
  readonly expectedItemId: string | null;
  readonly plays: readonly StoredPlay[];
  readonly agreement: Agreement;
};

/** What the engine says of an instant beside what the player signed of it, region by region; then what nobody expected. */
export function compareInstant(
  timeline: Pick<Timeline, 'at'>,
  atMs: number,
  plays: readonly StoredPlay[],
  nowMs: number,
): { readonly regions: readonly ComparedRegion[]; readonly unexpected: readonly StoredPlay[] } {
  const answer = timeline.at(atMs);
  const near = [atMs - graceMs, atMs + graceMs].map((each) => timeline.at(Math.max(each, 0)));
  const placed = placesOf(answer);
  const regions = placed.map(({ entryId, region }): ComparedRegion => {
    const { regionId, shown } = region;
    const own = plays.filter((play) => play.entryId === entryId && play.regionId === regionId);
    if (shown.kind !== 'item') return { entryId, regionId, expectedItemId: null, plays: own, agreement: 'unrecorded' };
    // at a boundary either of the two items is as it should be, and so is the region of the layout that goes or comes
    const allowed = near.flatMap((each) => placesOf(each).filter((place) => place.region.regionId === regionId));
    const here = plays.filter((play) => play.regionId === regionId);
    const isAllowed = (play: StoredPlay): boolean =>
      play.itemId === shown.itemId ||
      allowed.some((place) => place.region.shown.kind === 'item' && place.region.shown.itemId === play.itemId);
    const silence = shown.untilMs + reportingMs > nowMs ? 'coming' : 'untold';
    const agreement = here.length === 0 ? silence : here.some(isAllowed) ? 'agrees' : 'differs';
    return { entryId, regionId, expectedItemId: shown.itemId, plays: here, agreement };
  });
  const known = new Set(regions.flatMap(({ plays: own }) => own));
  return { regions, unexpected: plays.filter((play) => !known.has(play)) };
}

function placesOf({
  entryId,
  interruptId,
  regions,
  overlays,
}: Answer): readonly { readonly entryId: string; readonly region: ShownRegion }[] {
  return [
    // an interrupt takes the main region, which is the first
    ...regions.map((region, index) => ({ entryId: index === 0 && interruptId !== null ? interruptId : entryId, region })),
    ...overlays.flatMap((overlay) => overlay.regions.map((region) => ({ entryId: overlay.entryId, region }))),
  ];
}
