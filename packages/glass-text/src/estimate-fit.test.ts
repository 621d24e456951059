import { expect, test } from 'vitest';
import { estimateFit, unitsOf, widthOf, type Box } from './estimate-fit.ts';

const range = { legiblePx: 20, largestPx: 60 };
const box = (text: string, widthPx: number, heightPx: number, language = 'en'): Box => ({
  widthPx,
  heightPx,
  paragraphs: unitsOf(text, language, 1).map((units) => ({ units, gap: 0.3, lineHeight: 1.4, before: 0 })),
});

test('a short text in a large box has the largest size, and a long one as many lines as the box has room for', () => {
  expect(estimateFit([box('Gate 12', 800, 400)], range)).toBe(60);
  const sizePx = estimateFit([box('ten signs! '.repeat(20), 600, 300)], range);
  expect(sizePx).toBeGreaterThan(20);
  expect(sizePx).toBeLessThan(60);
});

test('of several boxes the fullest tells the size', () => {
  const full = box('words '.repeat(60), 500, 300);
  expect(estimateFit([full, box('a', 500, 300)], range)).toBe(estimateFit([full], range));
});

test('a text that does not fit at the legible size goes below it, to a third at most', () => {
  expect(estimateFit([box('words '.repeat(200), 300, 200)], range)).toBeLessThan(20);
  expect(estimateFit([box('words '.repeat(20_000), 300, 200)], range)).toBeCloseTo(20 / 3);
});

test('a word wider than the line is broken, and counts with all its lines', () => {
  const wide = 'x'.repeat(100);
  expect(estimateFit([box(wide, 300, 100)], range)).toBeLessThan(estimateFit([box(wide, 300, 400)], range));
});

test('signs of East Asia are as wide as high, diacritics take no room, and lines break between signs', () => {
  expect([widthOf('请立即撤离'), widthOf('대피하십시오'), widthOf('ế'), widthOf('đ')]).toEqual([5, 6, widthOf('e'), widthOf('d')]);
  expect(unitsOf('请立即撤离', 'zh-Hans', 2)).toEqual([[4, 4, 2]]);
  expect(unitsOf('một hai\nba', 'vi', 1).map((line) => line.length)).toEqual([2, 1]);
});
