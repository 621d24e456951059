/** What became of a message that was handed to the outside world. */
export type Sent =
  /** `refused`: who does not get it, ever, and why; null: everybody got it. */
  | { readonly kind: 'sent'; readonly refused: string | null }
  | {
      readonly kind: 'failed';
      readonly error: string;
      /** Who got it all the same, and is not sent it again. */
      readonly reached: readonly string[];
      /** Nobody of those it was for can be reached, ever. */
      readonly isLast?: true;
    };
