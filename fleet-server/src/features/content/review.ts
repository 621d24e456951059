// The two-person review of a variant's revision, as decisions without deeds:
//
//   draft ──submit──> submitted ──review──> approved | rejected
//
// A draft may be written over; from submission on a revision never changes, and the next edit makes the next one.

export type ReviewState = 'draft' | 'submitted' | 'approved' | 'rejected';

/** What the rules must know of a variant's newest revision. */
export type RevisionUnderReview = {
  readonly revision: number;
  readonly review: ReviewState;
  /** Name of the variant document. */
  readonly document: string;
  /** Everybody who wrote in this revision or submitted it. */
  readonly contributorIds: readonly string[];
};

export type EditDecision =
  | { readonly kind: 'first'; readonly revision: 1 }
  | { readonly kind: 'replace' | 'next'; readonly revision: number };

/** Which revision an edit writes: the draft that is open, else the next one. */
export function decideEdit(newest: RevisionUnderReview | null): EditDecision {
  if (newest === null) return { kind: 'first', revision: 1 };
  return newest.review === 'draft' ? { kind: 'replace', revision: newest.revision } : { kind: 'next', revision: newest.revision + 1 };
}

export type SubmitDecision = { readonly kind: 'submitted' } | { readonly kind: 'wrong-state'; readonly review: ReviewState };

/** Whether the newest revision can be handed to a second person. */
export function decideSubmit(newest: RevisionUnderReview): SubmitDecision {
  return newest.review === 'draft' ? { kind: 'submitted' } : { kind: 'wrong-state', review: newest.review };
}

export type ReviewDecision =
  | { readonly kind: 'decided'; readonly review: 'approved' | 'rejected' }
  | { readonly kind: 'wrong-state'; readonly review: ReviewState }
  | { readonly kind: 'same-person' }
  | { readonly kind: 'edited-meanwhile' };

/**
 * Whether this person may decide on what they looked at. Everybody who had a hand in the revision is its author here: a
 * draft begun by one person and finished by another still needs a third pair of eyes.
 */
export function decideReview(
  newest: RevisionUnderReview,
  by: { readonly reviewerId: string; readonly document: string; readonly decision: 'approve' | 'reject' },
): ReviewDecision {
  if (newest.document !== by.document) return { kind: 'edited-meanwhile' };
  if (newest.review !== 'submitted') return { kind: 'wrong-state', review: newest.review };
  if (newest.contributorIds.includes(by.reviewerId)) return { kind: 'same-person' };
  return { kind: 'decided', review: by.decision === 'approve' ? 'approved' : 'rejected' };
}

/** Whether a variant translates a lead revision that has been overtaken. Pictures without words follow no text. */
export function isStale(variant: { readonly language: string; readonly leadRevision: number }, lead: ApprovedLead): boolean {
  if (variant.language === lead.language || variant.language === 'zxx') return false;
  return lead.approvedRevision !== null && lead.approvedRevision > variant.leadRevision;
}
type ApprovedLead = { readonly language: string; readonly approvedRevision: number | null };
