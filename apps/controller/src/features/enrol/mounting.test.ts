import { expect, test } from 'vitest';
import { emptyMounting, mountingOf } from './mounting.ts';

test('only what is set of a mounting is sent', () => {
  expect(mountingOf(emptyMounting)).toEqual({});
  expect(mountingOf({ ...emptyMounting, rotation: 'left' })).toEqual({ rotationDeg: 270 });
  const wall = { widthPx: 3840, heightPx: 2160, xPx: 1920, yPx: 0 };
  expect(mountingOf({ ...emptyMounting, isInWall: true, xPx: '1920' })).toEqual({ wall });
});
