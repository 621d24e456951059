import { doOverlap } from '@gatecast/protocol';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byKey, freeFrame, freeName, grids, moved, ratioOf, resized, snapped, type Grip } from './drawing.ts';

const frame = { xBp: 0, yBp: 8_000, widthBp: 5_000, heightBp: 2_000 };

describe('a frame on the design grid', () => {
  it('is dragged from line to line and stays whole on the screen', () => {
    expect(moved(frame, { xBp: 1_130, yBp: -480 }, 20)).toEqual({ ...frame, xBp: 1_000, yBp: 7_500 });
    expect(moved(frame, { xBp: 9_000, yBp: 9_000 }, 20)).toEqual({ ...frame, xBp: 5_000 });
    expect(moved(frame, { xBp: -9_000, yBp: -9_000 }, 20)).toEqual({ ...frame, yBp: 0 });
  });

  it('meets its neighbour where lines are no whole basis points', () => {
    const third = { xBp: 0, yBp: 0, widthBp: snapped(3_333, 12), heightBp: 10_000 };
    const second = moved(third, { xBp: 3_400, yBp: 0 }, 12);
    expect([second.xBp, second.xBp + second.widthBp]).toEqual([3_333, 6_667]);
    const last = moved(second, { xBp: 3_000, yBp: 0 }, 12);
    expect([last.xBp, last.xBp + last.widthBp]).toEqual([6_667, 10_000]);
  });

  it('is made larger by any edge, the others stay, and never smaller than can be seen', () => {
    expect(resized(frame, { x: 1, y: 0 }, { xBp: 2_490, yBp: 700 }, 20)).toEqual({ ...frame, widthBp: 7_500 });
    expect(resized(frame, { x: 0, y: -1 }, { xBp: 0, yBp: -1_000 }, 20)).toEqual({ ...frame, yBp: 7_000, heightBp: 3_000 });
    expect(resized(frame, { x: 1, y: 1 }, { xBp: -9_000, yBp: 5_000 }, 20)).toEqual({ ...frame, widthBp: 100 });
    expect(resized(frame, { x: -1, y: 0 }, { xBp: 9_000, yBp: 0 }, 20)).toEqual({ ...frame, xBp: 4_900, widthBp: 100 });
  });

  it('goes by arrow keys to the next line, with Shift its far edges do', () => {
    const plain = { shiftKey: false };
    expect(byKey(frame, { key: 'ArrowRight', ...plain }, 20)).toEqual({ ...frame, xBp: 500 });
    expect(byKey(frame, { key: 'ArrowLeft', ...plain }, 20)).toEqual(frame);
    expect(byKey({ ...frame, xBp: 1_234 }, { key: 'ArrowLeft', ...plain }, 20)).toEqual({ ...frame, xBp: 1_000 });
    expect(byKey(frame, { key: 'ArrowUp', shiftKey: true }, 20)).toEqual({ ...frame, heightBp: 1_500 });
    expect(byKey(frame, { key: 'ArrowRight', shiftKey: true }, 40)).toEqual({ ...frame, widthBp: 5_250 });
    expect(byKey(frame, { key: 'Enter', ...plain }, 20)).toBeNull();
  });

  it('lies on the screen after whatever was done to it', () => {
    const bp = fc.integer({ min: -20_000, max: 20_000 });
    const side = fc.constantFrom<-1 | 0 | 1>(-1, 0, 1);
    const drawn = fc
      .tuple(fc.integer({ min: 0, max: 9_900 }), fc.integer({ min: 0, max: 9_900 }), fc.nat(9_900), fc.nat(9_900))
      .map(([xBp, yBp, w, h]) => ({ xBp, yBp, widthBp: 100 + Math.min(w, 9_900 - xBp), heightBp: 100 + Math.min(h, 9_900 - yBp) }));
    fc.assert(
      fc.property(drawn, bp, bp, side, side, fc.constantFrom(...grids), fc.boolean(), (start, xBp, yBp, x, y, grid, shiftKey) => {
        const grip: Grip = { x, y };
        const after = [
          moved(start, { xBp, yBp }, grid),
          resized(start, grip, { xBp, yBp }, grid),
          ...['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'].map((key) => byKey(start, { key, shiftKey }, grid) ?? start),
        ];
        for (const one of after) {
          expect(Math.min(one.xBp, one.yBp)).toBeGreaterThanOrEqual(0);
          expect(Math.min(one.widthBp, one.heightBp)).toBeGreaterThanOrEqual(100);
          expect(Math.max(one.xBp + one.widthBp, one.yBp + one.heightBp)).toBeLessThanOrEqual(10_000);
        }
      }),
    );
  });
});

describe('a new region', () => {
  it('takes free room, in a layout that has any', () => {
    expect(freeFrame([])).toEqual({ xBp: 0, yBp: 0, widthBp: 10_000, heightBp: 10_000 });
    const main = { xBp: 0, yBp: 0, widthBp: 10_000, heightBp: 8_500 };
    expect(freeFrame([main])).toEqual({ xBp: 0, yBp: 8_500, widthBp: 10_000, heightBp: 1_500 });
    const foot = { xBp: 0, yBp: 8_500, widthBp: 8_000, heightBp: 1_500 };
    expect([main, foot].some((other) => doOverlap(other, freeFrame([main, foot])))).toBe(false);
    expect(freeFrame([{ ...main, heightBp: 10_000 }])).toEqual({ xBp: 0, yBp: 0, widthBp: 2_000, heightBp: 2_000 });
  });

  it('has a name of its own', () => {
    expect([freeName('Clock', []), freeName('Clock', ['Clock', 'Clock 2'])]).toEqual(['Clock', 'Clock 3']);
  });
});

it('a shape is told as a ratio, and nonsense as the usual one', () => {
  expect([ratioOf('32:9'), ratioOf('9:16'), ratioOf('x')]).toEqual([32 / 9, 9 / 16, 16 / 9]);
});
