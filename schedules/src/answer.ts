import type { Tier } from './plan.ts';

/** Why an item of a playlist cannot be shown at an instant. */
export type ItemAbsence = {
  readonly itemId: string;
  readonly reason: 'not-yet-valid' | 'expired' | 'no-variant' | 'media-missing';
};

export type ShownItem = {
  readonly itemId: string;
  /** The variants shown: one, or all of a `together` region. */
  readonly languages: readonly string[];
  /** True where a language's variant is missing and the lead language's stands in. */
  readonly isSubstitute: boolean;
  readonly fromMs: number;
  readonly untilMs: number;
};

export type ShownRegion = {
  readonly regionId: string;
  /** The entry that speaks here: the winner, an interrupt in its main region, or an overlay. */
  readonly entryId: string;
  readonly shown:
    | ({ readonly kind: 'item' } & ShownItem)
    /** a running line: the items that are valid now, in order */
    | { readonly kind: 'ticker'; readonly itemIds: readonly string[] }
    | { readonly kind: 'clock' }
    /** a side region with nothing valid to show now */
    | { readonly kind: 'empty'; readonly items: readonly ItemAbsence[] };
};

/** An entry that lies over the winner: its layout's regions, the main region first. */
export type ShownOverlay = { readonly entryId: string; readonly layoutId: string; readonly regions: readonly ShownRegion[] };

export type AnchoredBy = 'occurrence' | 'daypart' | 'calendar' | 'day-start' | 'items-changed' | 'turn';

export type Answer = {
  readonly atMs: number;
  /** The winner. */
  readonly entryId: string;
  /** Start of the occurrence (or daypart span, or calendar day) of the winning entry that covers `atMs`; 0 where it was always on. */
  readonly occurrenceStartMs: number;
  /** null: the main region fills the screen. */
  readonly layoutId: string | null;
  /** The main region first. Its id is `main` where there is no layout. */
  readonly regions: readonly ShownRegion[];
  /** What lies over the regions, the lowest first. */
  readonly overlays: readonly ShownOverlay[];
  /** The interrupt that speaks in the main region; null: the winner itself. */
  readonly interruptId: string | null;
  /** The first instant after `atMs` at which the winner or anything on the glass may differ. */
  readonly untilMs: number;
  readonly reason: {
    readonly winner: {
      readonly entryId: string;
      readonly tier: Tier;
      readonly specificity: number;
      readonly anchorMs: number;
      /** What set the anchor of the main loop. */
      readonly anchor: AnchoredBy;
    };
  };
};
