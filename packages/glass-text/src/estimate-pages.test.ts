import { expect, it } from 'vitest';
import { estimatePages, measureText } from './estimate-pages.ts';
import { legibleSize } from './legible-size.ts';

const short = measureText('Gate 5', 'Boarding at 14:05', []);
const long = measureText('Visa on arrival', 'Have your passport ready. '.repeat(23), ['Queue', 'Pay', 'Collect your luggage']);
const hd = { widthPx: 1_920, heightPx: 1_080 };

it('holds the longest text on a whole screen that says nothing of its viewing distance', () => {
  expect(estimatePages(hd, [long], legibleSize(hd))).toEqual([1]);
});

it('turns pages where people stand far away, the more the farther, and not for a few words', () => {
  const from = (distanceMm: number, text = long): number =>
    estimatePages(hd, [text], legibleSize({ ...hd, viewing: { distanceMm, glassWidthMm: 1_210 } }))[0] ?? 0;
  expect([from(2_000), from(8_000, short)]).toEqual([1, 1]);
  expect(from(6_000)).toBeGreaterThan(1);
  expect(from(10_000)).toBeGreaterThan(from(6_000));
});

it('turns pages in a small region and side by side sooner than alone', () => {
  const smallestPx = legibleSize(hd);
  expect(estimatePages({ widthPx: 500, heightPx: 300 }, [long], smallestPx)[0]).toBeGreaterThan(1);
  const six = estimatePages(hd, Array(6).fill(long), smallestPx);
  expect([six[0], Math.max(...six) > 1]).toEqual([1, true]);
});
