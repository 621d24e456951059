import type { DisplayPower } from '@gatecast/protocol';

/** What a display says of itself, as far as it can be asked. */
export type DisplayReading = { readonly power: DisplayPower | 'unknown'; readonly brightnessBp: number | null };

/** `sent`: it was told and cannot be asked; `confirmed`: it was asked and says so too. */
export type DisplayAct =
  | { readonly kind: 'sent' }
  | { readonly kind: 'confirmed' }
  | { readonly kind: 'not-supported'; readonly detail: string }
  | { readonly kind: 'failed'; readonly detail: string };

/** The one way to a display. Nothing here throws. */
export type DisplayAdapter = {
  readonly setPower: (power: DisplayPower) => Promise<DisplayAct>;
  readonly setBrightness: (levelBp: number) => Promise<DisplayAct>;
  readonly read: () => Promise<DisplayReading>;
};

export const unknownReading: DisplayReading = { power: 'unknown', brightnessBp: null };

/** A display that nobody has said how to reach. */
export function noDisplay(): DisplayAdapter {
  const act = { kind: 'not-supported', detail: 'GATECAST_DISPLAY names no way to the display' } as const;
  return { setPower: () => Promise.resolve(act), setBrightness: () => Promise.resolve(act), read: () => Promise.resolve(unknownReading) };
}
