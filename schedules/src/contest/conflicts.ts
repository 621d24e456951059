import type { Tier } from '../plan.ts';

/** Half-open [fromMs, untilMs). */
export type Conflict =
  /** Entries of equal rank are on together and not all of them take turns: the answer rests on a tie-break. */
  | {
      readonly kind: 'tie';
      readonly fromMs: number;
      readonly untilMs: number;
      readonly tier: Tier;
      readonly specificity: number;
      readonly winnerId: string;
      /** In order of id, the winner among them. */
      readonly entryIds: readonly string[];
      readonly decidedBy: 'later-start' | 'smaller-id';
    }
  /** The interrupts that are on together are promised more than the whole. */
  | {
      readonly kind: 'shares-over-whole';
      readonly fromMs: number;
      readonly untilMs: number;
      readonly entryIds: readonly string[];
      readonly shareBp: number;
    };
