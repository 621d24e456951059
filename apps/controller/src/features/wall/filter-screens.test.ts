import type { WallScreen } from '@gatecast/protocol';
import { expect, it } from 'vitest';
import { filterScreens } from './filter-screens.ts';

type Filter = Parameters<typeof filterScreens>[1];

const screens = [
  { id: 'a', name: 'Cổng đến 1', tags: [], state: 'healthy' },
  { id: 'b', name: 'Sảnh đi', tags: [], state: 'offline' },
] as unknown as WallScreen[];
const named = (filter: Filter) => filterScreens(screens, filter, ({ name }) => name).map(({ name }) => name);

it('finds Vietnamese names typed without diacritics, in any order of words', () => {
  expect(named({ state: undefined, find: 'DEN cong' })).toEqual(['Cổng đến 1']);
});

it('keeps only screens of the chosen state', () => {
  expect(named({ state: 'offline', find: '' })).toEqual(['Sảnh đi']);
});

it('searches what a screen says now, and says it anew only where something of it has changed', () => {
  let made = 0;
  const textOf = ({ name, state, tags, heartbeat }: WallScreen) => {
    made += 1;
    return [name, state, ...tags, heartbeat?.showing.kind].join(' ');
  };
  const finds = (screen: WallScreen, find: string) => filterScreens([screen], { state: undefined, find }, textOf).length === 1;
  const [screen] = screens as [WallScreen];
  expect(finds(screen, 'cong healthy')).toBe(true);
  const heard = { ...screen, lastSeenMs: 2 };
  expect([finds(heard, 'cong'), made]).toEqual([true, 1]);
  const changes: readonly [object, string][] = [
    [{ name: 'Cửa' }, 'cua'],
    [{ state: 'offline' }, 'offline'],
    [{ tags: ['gate'] }, 'gate'],
    [{ heartbeat: { showing: { kind: 'alert' } } }, 'alert'],
  ];
  for (const [change, word] of changes) {
    expect(finds(heard, word)).toBe(false);
    expect(finds({ ...heard, ...change }, word)).toBe(true);
  }
});

it('finds a screen by what its area is called now, not by what it was called when it was searched first', () => {
  const found = (area: string, find: string) => filterScreens(screens, { state: 'offline', find }, ({ name }) => `${name} ${area}`).length;
  expect([found('Hall A', 'hall a'), found('Gate 7', 'hall a'), found('Gate 7', 'gate 7')]).toEqual([1, 0, 1]);
});
