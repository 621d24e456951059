import type { Answer, Plan, ShownRegion, Timeline } from '@gatecast/schedules';

/** A plan with its timeline, and what its variants say: an item is another picture once its document is another. */
export type SeenPlan = {
  readonly plan: Pick<Plan, 'entries' | 'playlists' | 'layouts' | 'dayparts' | 'calendars'>;
  readonly timeline: Pick<Timeline, 'at' | 'nextChange'>;
  /** Anything that tells one content from another, by item and language. */
  readonly contentOf: (itemId: string, language: string) => string;
};

export type FirstDifference = { readonly fromMs: number | null; readonly lookedUntilMs: number };

/**
 * The first instant in [fromMs, untilMs) at which two plans give another picture. Stretches in which only entries speak that nothing
 * changed about are passed over whole. Ends early when `isOver`.
 *
 * @param touched ids of everything that differs between the two plans
 */
export function firstDifference(
  before: SeenPlan,
  after: SeenPlan,
  touched: ReadonlySet<string>,
  { fromMs, untilMs, isOver }: { readonly fromMs: number; readonly untilMs: number; readonly isOver: () => boolean },
): FirstDifference {
  const affected = new Set([...affectedEntries(before, touched), ...affectedEntries(after, touched)]);
  // interrupts are laid out over the hour for all entries together, and overlays lie over any of them
  const isSpread = [...before.plan.entries, ...after.plan.entries].some(({ id, mode }) => mode !== 'replace' && affected.has(id));
  let atMs = fromMs;
  for (let steps = 0; atMs < untilMs; steps++) {
    if (steps % 64 === 63 && isOver()) return { fromMs: null, lookedUntilMs: atMs };
    const was = before.timeline.at(atMs);
    const is = after.timeline.at(atMs);
    if (pictureOf(was, before) !== pictureOf(is, after)) return { fromMs: atMs, lookedUntilMs: atMs };
    const isQuiet = !isSpread && !affected.has(was.entryId) && was.entryId === is.entryId;
    const next = isQuiet
      ? Math.min(nextEntry(before, atMs, untilMs), nextEntry(after, atMs, untilMs))
      : Math.min(was.untilMs, is.untilMs, untilMs);
    atMs = Math.max(next, atMs + 1);
  }
  return { fromMs: null, lookedUntilMs: untilMs };
}

function nextEntry({ timeline }: SeenPlan, atMs: number, untilMs: number): number {
  return timeline.nextChange(atMs, 'entry') ?? untilMs;
}

/** Entries that differ themselves, or play, show or wait for something that does. */
function affectedEntries({ plan }: SeenPlan, touched: ReadonlySet<string>): readonly string[] {
  const playlists = new Map(plan.playlists.map((playlist) => [playlist.id, playlist]));
  const layouts = new Map(plan.layouts.map((layout) => [layout.id, layout]));
  const known = new Map<string, boolean>();
  function isPlaylistTouched(id: string): boolean {
    const seen = known.get(id);
    if (seen !== undefined) return seen;
    known.set(id, touched.has(id));
    const found =
      touched.has(id) ||
      (playlists.get(id)?.slots ?? []).some((slot) =>
        slot.kind === 'playlist' ? isPlaylistTouched(slot.playlistId) : touched.has(slot.itemId),
      );
    known.set(id, found);
    return found;
  }
  function isLayoutTouched(id: string): boolean {
    return (
      touched.has(id) ||
      (layouts.get(id)?.regions ?? []).some(({ content }) => 'playlistId' in content && isPlaylistTouched(content.playlistId))
    );
  }
  const daypartsTouched = new Set(
    plan.dayparts
      .filter(
        ({ id, exceptions = [] }) => touched.has(id) || exceptions.some(({ on }) => on.kind === 'calendar' && touched.has(on.calendarId)),
      )
      .map(({ id }) => id),
  );
  return plan.entries
    .filter(
      ({ id, playlistId, layoutId, daypartIds, calendarIds = [], exceptCalendarIds = [] }) =>
        touched.has('screen') ||
        touched.has(id) ||
        isPlaylistTouched(playlistId) ||
        (layoutId !== null && isLayoutTouched(layoutId)) ||
        daypartIds.some((one) => daypartsTouched.has(one)) ||
        [...calendarIds, ...exceptCalendarIds].some((one) => touched.has(one)),
    )
    .map(({ id }) => id);
}

function pictureOf({ layoutId, regions, overlays }: Answer, seen: SeenPlan): string {
  const over = overlays.map((overlay) => [layoutOf(overlay.layoutId, seen), overlay.regions.map((region) => glassOf(region, seen))]);
  return JSON.stringify([layoutOf(layoutId, seen), regions.map((region) => glassOf(region, seen)), over]);
}

function layoutOf(id: string | null, { plan }: SeenPlan): unknown {
  return id === null ? null : plan.layouts.find((layout) => layout.id === id)?.regions;
}

function glassOf({ regionId, shown }: ShownRegion, { contentOf }: SeenPlan): unknown {
  switch (shown.kind) {
    case 'item':
      return [regionId, shown.itemId, shown.languages.map((language) => [language, contentOf(shown.itemId, language)])];
    case 'ticker':
      return [regionId, shown.itemIds.map((id) => [id, contentOf(id, '')])];
    case 'clock':
    case 'empty':
      return [regionId, shown.kind];
  }
}
