import { expect, test } from 'vitest';
import { loudnessOf } from './loudness.ts';

const audio = {
  volumeBp: 6_000,
  quiet: [
    { from: '22:00', to: '06:00' },
    { from: '12:00', to: '13:00' },
  ],
};

test('items are as loud as the device is set, and silent in its quiet hours, over midnight too', () => {
  const times = ['05:59', '06:00', '11:59', '12:00', '12:59', '13:00', '21:59', '22:00', '00:00'];
  expect(times.map((time) => loudnessOf(audio, time, 'none'))).toEqual([0, 0.6, 0.6, 0, 0, 0.6, 0.6, 0, 0]);
});

test('an alert and a visitor silence items, and what was set holds again after them', () => {
  const covers = ['none', 'alert', 'none', 'visitor', 'none'] as const;
  expect(covers.map((cover) => loudnessOf(audio, '09:00', cover))).toEqual([0.6, 0, 0.6, 0, 0.6]);
  expect(loudnessOf(undefined, '23:00', 'none')).toBe(1);
});
