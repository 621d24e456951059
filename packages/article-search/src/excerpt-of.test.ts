import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { excerptOf } from './excerpt-of.ts';
import { markSequences, markWords } from './mark-terms.ts';

test('marks of an excerpt stand on the same characters as in the whole text', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('visa', 'Đường', '签证', '🛂', 'e\u0301', 'một', '\n'), { maxLength: 80 }),
      fc.integer({ min: 20, max: 90 }),
      (words, length) => {
        const text = words.join(' ');
        for (const marked of [markWords(text, ['duong', 'vi']), markSequences(text, ['签证', 'VISA'])]) {
          const excerpt = excerptOf(marked, length);
          const allowed = new Set(marked.marks.map(({ from, to }) => text.slice(from, to)));
          for (const { from, to } of excerpt.marks) expect(allowed).toContain(excerpt.text.slice(from, to));
          expect(excerpt.text.length).toBeLessThanOrEqual(Math.max(length, 20) + 2);
          expect(excerpt.text).toBe(excerpt.text.toWellFormed());
          if (marked.marks.length > 0) expect(excerpt.marks.length).toBeGreaterThan(0);
        }
      },
    ),
  );
});

test('sequences that touch or overlap become one mark', () => {
  expect(markSequences('越南电子签证', ['电子签', '子签证']).marks).toEqual([{ from: 2, to: 6 }]);
});
