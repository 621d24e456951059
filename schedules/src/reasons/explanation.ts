import type { OffReason } from '../spans/why-off.ts';
import type { Tier } from '../plan.ts';
import type { Answer, ItemAbsence, ShownRegion } from '../answer.ts';

export type NothingToShow = { readonly kind: 'nothing-to-show'; readonly items: readonly ItemAbsence[] };

/** Why an entry of mode `replace` that did not win lost, at one instant. */
export type LossReason =
  | OffReason
  | NothingToShow
  | { readonly kind: 'lower-tier'; readonly winnerTier: Tier }
  | { readonly kind: 'less-specific'; readonly winnerSpecificity: number }
  /** It takes turns with the winner; null: not again while nothing else changes. */
  | { readonly kind: 'turn-of-another'; readonly nextTurnMs: number | null }
  | { readonly kind: 'earlier-start'; readonly winnerStartMs: number }
  | { readonly kind: 'later-id' };

/** How an interrupt or an overlay stands at an instant. */
export type Standing =
  | { readonly kind: 'speaking' }
  /** An interrupt between two of its items. */
  | { readonly kind: 'waiting'; readonly nextPlayMs: number | null }
  /** An overlay while an interrupt speaks alone. */
  | { readonly kind: 'hidden-by-interrupt'; readonly interruptId: string }
  | { readonly kind: 'lower-tier'; readonly winnerTier: Tier }
  | OffReason
  | NothingToShow;

/** How a language of an item fares in a region. */
export type VariantStanding = {
  readonly language: string;
  /** `own` variant, `wordless` (`zxx` serves it), `substitute` or `skip` as the item's rule for missing languages says. */
  readonly served: 'own' | 'wordless' | 'substitute' | 'skip';
  /** Why there is no variant of its own; absent where it has one or needs none. */
  readonly because?: 'no-variant' | 'not-yet-valid' | 'expired' | 'media-missing';
};

/** An item of the playlist that speaks in a region. */
export type ItemStanding = {
  readonly itemId: string;
  readonly state: 'shown' | 'in-round' | ItemAbsence['reason'];
  readonly languages: readonly VariantStanding[];
};

export type Explanation = {
  readonly answer: Answer;
  /** Region by region, those of overlays after those of the winner: what is shown, of which entry, and how each item of its playlist stands. */
  readonly regions: readonly (ShownRegion & { readonly items: readonly ItemStanding[] })[];
  readonly winner: Answer['reason']['winner'] & {
    /** What set it above the best of the others that were on: it stood alone, or what decided. */
    readonly decidedBy: 'alone' | 'tier' | 'specificity' | 'turn' | 'later-start' | 'smaller-id';
    /** The turn that it has; null where it takes none. */
    readonly turn: { readonly fromMs: number; readonly untilMs: number } | null;
  };
  /** Every other entry of mode `replace`, ordered as it would have ranked. */
  readonly losers: readonly { readonly entryId: string; readonly why: LossReason }[];
  readonly interrupts: readonly { readonly entryId: string; readonly standing: Standing; readonly shareBp: number }[];
  readonly overlays: readonly { readonly entryId: string; readonly standing: Standing }[];
};
