import type { Conflict } from './contest/conflicts.ts';
import type { Explanation } from './reasons/explanation.ts';
import type { Measure } from './glass/measure.ts';
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

/** What one screen shows over time. Every function is pure and takes instants in UTC milliseconds. */
export type Timeline = {
  /** What is shown at an instant. */
  readonly at: (instantMs: number) => Answer;
  /** The stretches of constant answer that tile [fromMs, untilMs), clipped to it. */
  readonly segments: (fromMs: number, untilMs: number) => readonly Answer[];
  /** The first instant after `instantMs` at which another entry wins or another item is shown; null if none within 366 days. */
  readonly nextChange: (instantMs: number, of: 'entry' | 'item') => number | null;
  /** What is shown at an instant, why, and why nothing else is. */
  readonly explain: (instantMs: number) => Explanation;
  /** Where in [fromMs, untilMs) the answer rests on a tie-break, or interrupts are promised more than there is. */
  readonly conflicts: (fromMs: number, untilMs: number) => readonly Conflict[];
  /** How long each entry, item and language is shown in [fromMs, untilMs), against what was promised. */
  readonly measure: (fromMs: number, untilMs: number) => Measure;
  /** The same plan on a device that lacks the media of some variants: they are passed over, never waited for. */
  readonly without: (absent: readonly Absent[]) => Timeline;
};

/** A variant whose media are not on the device. */
export type Absent = { readonly itemId: string; readonly language: string };

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
    | 'bad-mode'
    | 'no-unconditional-fallback'
    | 'playlist-cycle'
    | 'playlist-too-deep'
    | 'loop-too-long'
    | 'round-too-long'
    | 'language-absent-too-long'
    | 'empty-span'
    | 'main-region-count';
  readonly message: string;
  readonly limit?: number;
};

export type Compiled =
  | { readonly kind: 'compiled'; readonly timeline: Timeline; readonly warnings: readonly PlanWarning[] }
  | { readonly kind: 'refused'; readonly faults: readonly PlanFault[] };

/** What compiles and yet is probably not meant. */
export type PlanWarning = {
  readonly path: string;
  readonly code: 'turn-shorter-than-round';
  readonly message: string;
};
