import type { Tier } from './plan.ts';

/** Why an entry that did not win lost, at one instant. */
export type LossReason =
  | {
      readonly kind: 'outside-span';
      readonly nextStartMs: number | null;
      /** There where an occurrence within a day of the instant does not occur: the change of clocks that left it empty. */
      readonly emptiedAtMs?: number;
    }
  | {
      readonly kind: 'outside-daypart';
      readonly daypartIds: readonly string[];
      /** The same of a daypart's span. */
      readonly emptiedAtMs?: number;
    }
  | { readonly kind: 'lower-tier'; readonly winnerTier: Tier }
  | { readonly kind: 'less-specific'; readonly winnerSpecificity: number }
  | { readonly kind: 'earlier-start'; readonly winnerStartMs: number }
  | { readonly kind: 'later-id' }
  | { readonly kind: 'nothing-to-show'; readonly items: readonly ItemAbsence[] };

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
  readonly shown:
    | ({ readonly kind: 'item' } & ShownItem)
    /** a running line: the items that are valid now, in order */
    | { readonly kind: 'ticker'; readonly itemIds: readonly string[] }
    | { readonly kind: 'clock' }
    /** a side region with nothing valid to show now */
    | { readonly kind: 'empty'; readonly items: readonly ItemAbsence[] };
};

export type Answer = {
  readonly atMs: number;
  readonly entryId: string;
  /** Start of the occurrence (or daypart span) of the winning entry that covers `atMs`. */
  readonly occurrenceStartMs: number;
  /** null: the main region fills the screen. */
  readonly layoutId: string | null;
  /** The main region first. Its id is `main` where there is no layout. */
  readonly regions: readonly ShownRegion[];
  /** The first instant after `atMs` at which the winner or any region's item may differ. */
  readonly untilMs: number;
  readonly reason: {
    readonly winner: {
      readonly entryId: string;
      readonly tier: Tier;
      readonly specificity: number;
      readonly anchorMs: number;
      /** What set the anchor of the main loop. */
      readonly anchor: 'occurrence' | 'daypart' | 'day-start' | 'items-changed';
    };
    /** Every other entry, ordered as it would have ranked. */
    readonly losers: readonly { readonly entryId: string; readonly why: LossReason }[];
  };
};

/** What one screen shows over time. Every function is pure and takes instants in UTC milliseconds. */
export type Timeline = {
  /**
   * What is shown at an instant, and why. `isPresent` tells whether an item's media is on the device
   * (all are, where it is left out): an absent one is passed over, never waited for.
   */
  readonly at: (instantMs: number, isPresent?: (itemId: string, language: string) => boolean) => Answer;
  /** The stretches of constant answer that tile [fromMs, untilMs), clipped to it. */
  readonly segments: (fromMs: number, untilMs: number) => readonly Answer[];
  /** The first instant after `instantMs` at which another entry wins or another item is shown; null if none within 366 days. */
  readonly nextChange: (instantMs: number, of: 'entry' | 'item') => number | null;
};

export type PlanFault = {
  /** Path of the field, for example `entries[3].playlistId`. */
  readonly path: string;
  readonly code:
    | 'unknown-reference'
    | 'duplicate-id'
    | 'out-of-range'
    | 'bad-time'
    | 'bad-rule'
    | 'unsupported-rule'
    | 'no-unconditional-fallback'
    | 'playlist-cycle'
    | 'playlist-too-deep'
    | 'loop-too-long'
    | 'round-too-long'
    | 'empty-span'
    | 'main-region-count';
  readonly message: string;
  readonly limit?: number;
};

export type Compiled =
  | { readonly kind: 'compiled'; readonly timeline: Timeline }
  | { readonly kind: 'refused'; readonly faults: readonly PlanFault[] };
