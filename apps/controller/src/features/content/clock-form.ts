import type { ClockContent } from '@gatecast/protocol';

/** One place of a clock; `zone` null: none is chosen yet. */
export type ClockPlaceForm = { readonly zone: string | null; readonly place: string };

/** A clock as its editor holds it. The places are kept while the site's own time is chosen. */
export type ClockForm = { readonly tells: 'site' | 'places'; readonly places: readonly ClockPlaceForm[] };

export const emptyClockPlace: ClockPlaceForm = { zone: null, place: '' };
export const emptyClockForm: ClockForm = { tells: 'site', places: [emptyClockPlace] };

export function readClock({ zones }: ClockContent): ClockForm {
  return zones === undefined ? emptyClockForm : { tells: 'places', places: zones };
}

/** What a new language begins with: the same clocks, whose places are to be named anew. */
export function beginClock(content: ClockContent): ClockForm {
  const form = readClock(content);
  return { ...form, places: form.places.map(({ zone }) => ({ zone, place: '' })) };
}

export function writeClock({ tells, places }: ClockForm): ClockContent {
  if (tells === 'site') return { kind: 'clock' };
  return { kind: 'clock', zones: places.map(({ zone, place }) => ({ zone: zone ?? '', place })) };
}
