import type { Variant } from '@gatecast/protocol';
import { describe, expect, it } from 'vitest';
import { coverageOf, languagesOf } from './coverage.ts';

function variant(language: string, review: Variant['review'], isStale = false): Variant {
  return {
    language,
    revision: 1,
    leadRevision: 1,
    review,
    isStale,
    document: '0'.repeat(64),
    content: { kind: 'notice', title: 'Gate', body: 'Open' },
    durationMs: 10_000,
    validity: { fromMs: null, untilMs: null },
    authorId: 'one' as Variant['authorId'],
    reviewerId: null,
    reviewNote: '',
    changedAtMs: 0,
    approvedRevision: null,
  };
}

describe('language coverage', () => {
  it('tells each language of the sites in their order, then the item’s others', () => {
    const item = { variants: [variant('ko', 'approved', true), variant('vi', 'approved'), variant('de', 'draft')] };
    expect(coverageOf(item, ['vi', 'en', 'ko'])).toEqual([
      { language: 'vi', state: 'approved' },
      { language: 'en', state: 'missing' },
      { language: 'ko', state: 'stale' },
      { language: 'de', state: 'draft' },
    ]);
  });

  it('needs no other language where the item has no words', () => {
    expect(coverageOf({ variants: [variant('zxx', 'submitted')] }, ['vi', 'en'])).toEqual([{ language: 'zxx', state: 'submitted' }]);
  });

  it('lists a language once for all sites', () => {
    expect(languagesOf([{ languages: ['vi', 'en'] }, { languages: ['en', 'fr'] }])).toEqual(['vi', 'en', 'fr']);
  });
});
