import { expect, test } from 'vitest';
import { decideEdit, decideReview, decideSubmit, isStale, type RevisionUnderReview, type ReviewState } from './review.ts';

function revision(review: ReviewState): RevisionUnderReview {
  return { revision: 3, review, document: 'd3', contributorIds: ['an', 'binh'] };
}

test('an edit begins the first revision, writes over a draft, and follows anything that left the desk with the next', () => {
  expect([null, revision('draft'), revision('submitted'), revision('approved'), revision('rejected')].map(decideEdit)).toEqual([
    { kind: 'first', revision: 1 },
    { kind: 'replace', revision: 3 },
    { kind: 'next', revision: 4 },
    { kind: 'next', revision: 4 },
    { kind: 'next', revision: 4 },
  ]);
});

test('only a draft can be submitted', () => {
  expect((['draft', 'submitted', 'approved', 'rejected'] as const).map((state) => decideSubmit(revision(state)).kind)).toEqual([
    'submitted',
    'wrong-state',
    'wrong-state',
    'wrong-state',
  ]);
});

test('a second person decides on exactly what they looked at', () => {
  const by = { reviewerId: 'chi', document: 'd3', decision: 'approve' } as const;
  expect(decideReview(revision('submitted'), by)).toEqual({ kind: 'decided', review: 'approved' });
  expect(decideReview(revision('submitted'), { ...by, decision: 'reject' })).toEqual({ kind: 'decided', review: 'rejected' });
  expect(decideReview(revision('submitted'), { ...by, document: 'd2' })).toEqual({ kind: 'edited-meanwhile' });
  expect(decideReview(revision('draft'), by)).toEqual({ kind: 'wrong-state', review: 'draft' });
});

test('nobody who had a hand in a revision decides on it, neither to approve nor to reject', () => {
  for (const reviewerId of ['an', 'binh'])
    for (const decision of ['approve', 'reject'] as const)
      expect(decideReview(revision('submitted'), { reviewerId, document: 'd3', decision })).toEqual({ kind: 'same-person' });
});

test('a translation is stale once the lead has a newer approved revision', () => {
  const lead = { language: 'vi', approvedRevision: 2 };
  expect(isStale({ language: 'en', leadRevision: 1 }, lead)).toBe(true);
  expect(isStale({ language: 'en', leadRevision: 2 }, lead)).toBe(false);
  expect(isStale({ language: 'en', leadRevision: 1 }, { language: 'vi', approvedRevision: null })).toBe(false);
  expect(isStale({ language: 'vi', leadRevision: 1 }, lead)).toBe(false);
  expect(isStale({ language: 'zxx', leadRevision: 1 }, lead)).toBe(false);
});
