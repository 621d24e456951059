import { expect, it } from 'vitest';
import { runsOf } from './strip-runs.ts';
import { worstFirst } from './worst-first.ts';

it('parts of a strip that are alike stand together', () => {
  expect(runsOf('hhho--i')).toEqual([
    { state: 'healthy', from: 0, until: 3 },
    { state: 'offline', from: 3, until: 4 },
    { state: 'unknown', from: 4, until: 6 },
    { state: 'impaired', from: 6, until: 7 },
  ]);
  expect(runsOf('')).toEqual([]);
});

it('the screen that was offline longest stands first, and of equal ones names decide', () => {
  const screen = (name: string, offline: number, impaired = 0, unknown = 0) => ({ name, healthy: 100, offline, impaired, unknown });
  const screens = [screen('B10', 0), screen('B2', 0), screen('C', 0, 3), screen('D', 7), screen('E', 0, 0, 1)];
  expect(worstFirst(screens).map(({ name }) => name)).toEqual(['D', 'C', 'E', 'B2', 'B10']);
});
