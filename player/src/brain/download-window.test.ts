import type { Zone } from '@gatecast/schedules';
import { expect, test } from 'vitest';
import { waitForWindow } from './download-window.ts';

const hanoi: Zone = { name: 'Asia/Ho_Chi_Minh', initialOffsetMs: 25_200_000, transitions: [] };
const at = (time: string) => Date.parse(`2026-07-29T${time}:00+07:00`);
const minutes = (windows: readonly { from: string; to: string }[], time: string) => waitForWindow(windows, hanoi, at(time)) / 60_000;

test('media wait until the next window of the site opens, and windows are half-open', () => {
  const night = [{ from: '01:00', to: '05:00' }];
  expect(['00:59', '01:00', '04:59', '05:00', '13:46'].map((time) => minutes(night, time))).toEqual([1, 0, 0, 1_200, 674]);
});

test('a window over midnight has both its halves, and of several the next one counts', () => {
  const windows = [
    { from: '22:00', to: '02:00' },
    { from: '12:00', to: '13:00' },
  ];
  expect(['21:59', '23:59', '00:00', '01:59', '02:00', '12:30', '13:00'].map((time) => minutes(windows, time))).toEqual([
    1, 0, 0, 0, 600, 0, 540,
  ]);
});

test('without a window, and with one of the whole day, nothing waits', () => {
  expect([
    minutes([], '12:00'),
    minutes([{ from: '00:00', to: '24:00' }], '12:00'),
    minutes([{ from: '04:00', to: '04:00' }], '03:00'),
  ]).toEqual([0, 0, 0]);
});
