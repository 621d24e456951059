import type { Item, Variant } from '@gatecast/protocol';
import { describe, expect, it } from 'vitest';
import { roundMs, standingOf } from './slot-standing.ts';

const always = { fromMs: null, untilMs: null };
function variant(more: Partial<Variant> = {}): Variant {
  return {
    language: 'vi',
    revision: 1,
    leadRevision: 1,
    review: 'approved',
    isStale: false,
    document: '0'.repeat(64),
    content: { kind: 'notice', title: 'Gate', body: 'Open' },
    durationMs: 10_000,
    validity: always,
    authorId: 'one' as Variant['authorId'],
    reviewerId: null,
    reviewNote: '',
    changedAtMs: 0,
    approvedRevision: 1,
    ...more,
  };
}
function item(id: string, variants: readonly Variant[], validity: Item['validity'] = always): Item {
  // of an item only these count here
  return { id, variants, validity } as unknown as Item;
}

describe('an item of a playlist', () => {
  it('is playable while a revision of it is approved, though a newer one is drafted', () => {
    expect(standingOf(item('a', [variant({ review: 'draft', revision: 2 })]), 5)).toBe('playable');
    expect(standingOf(item('a', [variant({ review: 'submitted', approvedRevision: null })]), 5)).toBe('unapproved');
    expect(standingOf(item('a', []), 5)).toBe('unapproved');
  });

  it('begins at its first instant and is over at its last', () => {
    const bounded = item('a', [variant()], { fromMs: 10, untilMs: 20 });
    expect([9, 10, 19, 20].map((nowMs) => standingOf(bounded, nowMs))).toEqual(['early', 'playable', 'playable', 'over']);
  });

  it('is playable while one of its languages is, and waits while one is still to come', () => {
    const over = variant({ validity: { fromMs: null, untilMs: 5 } });
    const later = variant({ language: 'en', validity: { fromMs: 10, untilMs: null } });
    expect([4, 7, 10].map((nowMs) => standingOf(item('a', [over, later]), nowMs))).toEqual(['playable', 'early', 'playable']);
  });
});

describe('one round of a playlist', () => {
  it('counts each playable item as often as its weight, in its longest language that plays', () => {
    const items = [
      item('a', [variant(), variant({ language: 'en', durationMs: 12_000 }), variant({ durationMs: 60_000, approvedRevision: null })]),
      item('b', [variant({ approvedRevision: null })]),
    ];
    const slot = (itemId: string, weight: number) => ({ kind: 'item' as const, itemId: itemId as Item['id'], weight });
    expect(roundMs([slot('a', 2), slot('b', 1), slot('a', 1), slot('gone', 1)], items, 5)).toBe(36_000);
    expect(roundMs([], items, 5)).toBe(0);
  });
});
