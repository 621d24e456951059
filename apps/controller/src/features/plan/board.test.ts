import { screenIdSchema } from '@gatecast/protocol';
import { describe, expect, it } from 'vitest';
import { movedByKey, nextZoom, placeAt, withPlace } from './board.ts';

const [a, b] = [screenIdSchema.parse('01a2069a-c20d-754c-a792-d9d43fe3ae8f'), screenIdSchema.parse('01a2069a-c20d-754c-a792-d9d43fe3ae90')];

describe('the board of a plan', () => {
  it('takes a place from where the pointer is on the picture, and none from beside it', () => {
    const box = { left: 100, top: 50, width: 400, height: 200 };
    expect(placeAt({ x: 200, y: 200 }, box)).toEqual({ xBp: 2_500, yBp: 7_500 });
    expect(placeAt({ x: 99, y: 60 }, box)).toBeNull();
    expect(placeAt({ x: 100, y: 50 }, { ...box, width: 0 })).toBeNull();
  });

  it('moves one screen and leaves the others where they are, on the picture at the farthest', () => {
    const places = withPlace(withPlace([], a, { xBp: 10, yBp: 20 }), b, { xBp: 30, yBp: 40 });
    expect(withPlace(places, a, { xBp: -5, yBp: 10_400 })).toEqual([
      { screenId: a, xBp: 0, yBp: 10_000 },
      { screenId: b, xBp: 30, yBp: 40 },
    ]);
  });

  it('goes by a hundredth with an arrow key, by a thousandth with Shift, and not with other keys', () => {
    const at = { xBp: 500, yBp: 500 };
    expect(movedByKey(at, { key: 'ArrowRight', shiftKey: false })).toEqual({ xBp: 600, yBp: 500 });
    expect(movedByKey(at, { key: 'ArrowUp', shiftKey: true })).toEqual({ xBp: 500, yBp: 490 });
    expect(movedByKey(at, { key: 'Enter', shiftKey: false })).toBeNull();
  });

  it('is drawn from once to six times what fits', () => {
    expect([nextZoom(1, -1), nextZoom(1, 1), nextZoom(6, 1), nextZoom(6, -1)]).toEqual([1, 1.5, 6, 4]);
  });
});
