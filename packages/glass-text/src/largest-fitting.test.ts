import { describe, expect, it } from 'vitest';
import { largestFitting } from './largest-fitting.ts';

const range = { legiblePx: 30, largestPx: 90 };

describe('the largest size that fits', () => {
  it('is the largest allowed where everything fits', () => {
    expect(largestFitting(range, () => true)).toBe(90);
  });

  it('is found to half a pixel', () => {
    const found = largestFitting(range, (size) => size <= 47.3);
    expect(found).toBeLessThanOrEqual(47.3);
    expect(found).toBeGreaterThan(46.8);
  });

  it('goes below what is legible from afar rather than clip', () => {
    const found = largestFitting(range, (size) => size <= 18);
    expect(found).toBeLessThanOrEqual(18);
    expect(found).toBeGreaterThan(17.5);
  });

  it('stops at the smallest size, whether it fits there or not', () => {
    expect(largestFitting({ ...range, smallestPx: 20 }, (size) => size <= 18)).toBe(20);
  });

  it('asks few questions, as each is a layout', () => {
    let asked = 0;
    largestFitting(range, (size) => {
      asked += 1;
      return size <= 47.3;
    });
    expect(asked).toBeLessThanOrEqual(10);
  });
});
