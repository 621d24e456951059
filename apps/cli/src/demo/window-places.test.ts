import { expect, test } from 'vitest';
import { demoScreens } from './fleet.ts';
import { windowPlaces, type WindowPlace } from './window-places.ts';

const overlaps = (a: WindowPlace, b: WindowPlace) =>
  a.xPx < b.xPx + b.widthPx && b.xPx < a.xPx + a.widthPx && a.yPx < b.yPx + b.heightPx && b.yPx < a.yPx + a.heightPx;

test("the demo's windows fit on a small desktop, none over another, each in the shape of its screen", () => {
  const places = windowPlaces(demoScreens);
  expect(places.flatMap((a, index) => places.slice(index + 1).filter((b) => overlaps(a, b)))).toEqual([]);
  for (const [index, { xPx, yPx, widthPx, heightPx }] of places.entries()) {
    expect({ right: xPx + widthPx <= 1_366, bottom: yPx + heightPx <= 768 - 50 }).toEqual({ right: true, bottom: true });
    const screen = demoScreens[index];
    expect(Math.abs(widthPx / heightPx - (screen?.widthPx ?? 0) / (screen?.heightPx ?? 1))).toBeLessThan(0.01);
  }
});

test('any number of screens of any shape stand apart', () => {
  const shapes = [
    { widthPx: 1_920, heightPx: 1_080 },
    { widthPx: 1_080, heightPx: 1_920 },
    { widthPx: 1_000, heightPx: 1_000 },
    { widthPx: 3_840, heightPx: 600 },
  ];
  const places = windowPlaces([...shapes, ...shapes, ...shapes]);
  expect(places.flatMap((a, index) => places.slice(index + 1).filter((b) => overlaps(a, b)))).toEqual([]);
});
