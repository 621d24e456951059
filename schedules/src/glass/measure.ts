/** What a stretch of time came to on the glass. Shares are basis points of the stretch. */
export type Measure = {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly entries: readonly {
    readonly entryId: string;
    /** As winner, or as overlay, or as the interrupt that speaks. */
    readonly shownMs: number;
    readonly shareBp: number;
    /** Of an interrupt: the time in which it could speak, and how many items it spoke. */
    readonly interrupt?: { readonly eligibleMs: number; readonly achievedBp: number; readonly promisedBp: number; readonly plays: number };
  }[];
  /** By region of the layout that was on, `layoutId` null for the full screen; in each, every item and language that was shown. */
  readonly regions: readonly {
    readonly layoutId: string | null;
    readonly regionId: string;
    readonly shownMs: number;
    readonly items: readonly { readonly itemId: string; readonly exposures: number; readonly shownMs: number }[];
    /** `longestAbsenceMs`: the longest stretch within the region's time in which the language was not shown. */
    readonly languages: readonly { readonly language: string; readonly shownMs: number; readonly longestAbsenceMs: number }[];
  }[];
};
