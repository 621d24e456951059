import { expect, it } from 'vitest';
import { beginClock, emptyClockForm, readClock, writeClock } from './clock-form.ts';

const world = {
  kind: 'clock' as const,
  zones: [
    { zone: 'Asia/Ho_Chi_Minh', place: 'Hà Nội' },
    { zone: 'Europe/Paris', place: 'Paris' },
  ],
};

it('writes the clock that it read, of the site and of other places', () => {
  expect([writeClock(readClock(world)), writeClock(readClock({ kind: 'clock' }))]).toEqual([world, { kind: 'clock' }]);
});

it('begins another language with the same clocks, to be named anew', () => {
  expect(beginClock(world)).toEqual({
    tells: 'places',
    places: [
      { zone: 'Asia/Ho_Chi_Minh', place: '' },
      { zone: 'Europe/Paris', place: '' },
    ],
  });
  expect(beginClock({ kind: 'clock' })).toEqual(emptyClockForm);
});
