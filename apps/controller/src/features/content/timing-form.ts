import type { Variant } from '@gatecast/protocol';
import { instantOfWallClock, wallClockOf } from '../../instants/instant-of-wall-clock.ts';

/** From when until when something is valid, by a wall clock as `datetime-local` fields hold it; empty: without that bound. */
export type ValidityForm = { readonly from: string; readonly until: string };
/** When a variant may be shown, and for how many seconds; null: as long as is measured or computed. */
export type TimingForm = ValidityForm & { readonly seconds: number | null };
type Validity = Variant['validity'];

export const alwaysValid: ValidityForm = { from: '', until: '' };

export function readValidity({ fromMs, untilMs }: Validity, zone: string): ValidityForm {
  const local = (atMs: number | null) => (atMs === null ? '' : wallClockOf(atMs, zone));
  return { from: local(fromMs), until: local(untilMs) };
}

export function writeValidity({ from, until }: ValidityForm, zone: string): Validity {
  const instant = (local: string) => (local === '' ? null : instantOfWallClock(local, zone));
  return { fromMs: instant(from), untilMs: instant(until) };
}

export function readTiming(variant: Variant | undefined, zone: string): TimingForm {
  if (variant === undefined) return { ...alwaysValid, seconds: null };
  return { ...readValidity(variant.validity, zone), seconds: variant.durationMs / 1_000 };
}

/** What was changed of it: what is left out the server keeps as it is, to the millisecond. */
export function changedTiming(
  before: TimingForm,
  now: TimingForm,
  zone: string,
): { readonly validity?: Validity; readonly durationMs?: number | null } {
  const isOtherwise = before.from !== now.from || before.until !== now.until;
  return {
    ...(isOtherwise ? { validity: writeValidity(now, zone) } : {}),
    ...(before.seconds === now.seconds ? {} : { durationMs: now.seconds === null ? null : Math.round(now.seconds * 1_000) }),
  };
}
