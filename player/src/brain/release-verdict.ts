import type { RefusalReason, ReleaseEnvelope } from '@gatecast/protocol';

/** What a document that a server gave as a release turned out to be, once its signatures were checked. */
export type JudgedRelease =
  | { readonly kind: 'verified'; readonly document: Pick<ReleaseEnvelope, 'number' | 'screenId'> }
  | { readonly kind: 'refused'; readonly reason: string; readonly detail: string }
  /** Signed as required, and of a meaning that came after this player: its fields may mean anything. */
  | { readonly kind: 'later'; readonly semantics: number };

export type ReleaseVerdict =
  | { readonly kind: 'receive'; readonly number: number }
  | { readonly kind: 'have-it'; readonly number: number }
  /** `isVerified`: the number is signed, so that it may be remembered. `availableNumber`: the number that is believed from here on. */
  | {
      readonly kind: 'refuse';
      readonly number: number;
      readonly reason: RefusalReason;
      readonly detail: string;
      readonly isVerified: boolean;
      readonly availableNumber: number;
    };

/**
 * Whether a release is taken. `toldNumber` is what the server had said; `highestNumber` and `refusedNumber` are the highest that are kept
 * and that were refused, 0 for none. An unsigned number is worth nothing: it is forgotten, and must not keep later ones out; of a later
 * meaning it is forgotten as well, so that it is asked for again: by then the player may have been updated.
 */
export function releaseVerdict(
  judged: JudgedRelease,
  toldNumber: number,
  screenId: string,
  here: { readonly highestNumber: number; readonly refusedNumber: number },
): ReleaseVerdict {
  const unverified = { kind: 'refuse', number: toldNumber, isVerified: false, availableNumber: 0 } as const;
  switch (judged.kind) {
    case 'later':
      return { ...unverified, reason: 'plan-refused', detail: `semantics: ${judged.semantics} came after this player` };
    case 'refused':
      return { ...unverified, reason: judged.reason === 'bad-signature' ? 'bad-signature' : 'bad-document', detail: judged.detail };
    case 'verified': {
      const { number } = judged.document;
      if (judged.document.screenId !== screenId)
        return { ...unverified, number, reason: 'other-screen', detail: `is for ${judged.document.screenId}` };
      if (number < here.highestNumber) {
        const detail = `server-behind: ${here.highestNumber} is here`;
        return { kind: 'refuse', number, reason: 'older-number', detail, isVerified: true, availableNumber: number };
      }
      return { kind: number === here.highestNumber || number <= here.refusedNumber ? 'have-it' : 'receive', number };
    }
  }
}
