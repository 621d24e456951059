import { expect, test } from 'vitest';
import { emptyMounting, mountingOf, readMounting } from './mounting.ts';

test('only what is set of a mounting is sent', () => {
  expect(mountingOf(emptyMounting)).toEqual({});
  expect(mountingOf({ ...emptyMounting, rotation: 'left' })).toEqual({ rotationDeg: 270 });
  const wall = { widthPx: 3840, heightPx: 2160, xPx: 1920, yPx: 0 };
  expect(mountingOf({ ...emptyMounting, isInWall: true, xPx: '1920' })).toEqual({ wall });
});

test('what was read and not edited is sent as it was', () => {
  const wall = { widthPx: 7680, heightPx: 1080, xPx: 5760, yPx: 0 };
  for (const mounting of [{}, { rotationDeg: 90 }, { wall }, { wall, rotationDeg: 180 }] as const)
    expect(mountingOf(readMounting(mounting))).toEqual(mounting);
});
