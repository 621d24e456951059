import type { ScreenState } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { nothingSeen, seenAgain, stateOfMinute } from './state-of-minute.ts';

const minuteOf = (...states: readonly ScreenState[]) => stateOfMinute(states.reduce(seenAgain, nothingSeen));

test('a minute is what the screen was most of it, of equal ones the worse, and nothing where most of it is not known', () => {
  expect(minuteOf('healthy', 'healthy', 'healthy', 'impaired', 'offline')).toBe('healthy');
  expect(minuteOf('healthy', 'healthy', 'offline', 'offline', 'impaired')).toBe('offline');
  expect(minuteOf('healthy', 'impaired')).toBe('impaired');
  expect(minuteOf('unknown', 'unknown', 'healthy')).toBe(null);
  expect(minuteOf('unknown', 'healthy')).toBe('healthy');
  expect(minuteOf('unpaired', 'unpaired')).toBe(null);
  expect(minuteOf()).toBe(null);
});
