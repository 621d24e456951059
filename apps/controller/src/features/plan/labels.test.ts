import type { ScreenId, ScreenState, WallScreen } from '@gatecast/protocol';
import { expect, it } from 'vitest';
import { labelsThatFit, numbered } from './labels.ts';

const at = (name: string, xBp: number, yBp: number, state: ScreenState = 'healthy') => ({
  screen: { id: name as WallScreen['id'], name, state },
  letters: name.length,
  place: { screenId: name as ScreenId, xBp, yBp },
});
const wide = { width: 1_000, height: 600 };
const narrow = { width: 320, height: 190 };
const near = [at('B1', 4_000, 5_000), at('B2', 4_600, 5_000), at('B3', 5_200, 5_000, 'offline')];

it('every name stands where there is room for it', () => {
  expect([...labelsThatFit(near, wide)].toSorted()).toEqual(['B1', 'B2', 'B3']);
});

it('where there is not, the screen that needs somebody says its name, and the others go by numbers', () => {
  const labelled = labelsThatFit(near, narrow);
  expect([...labelled]).toEqual(['B3', 'B1']);
  expect(numbered(near, labelled).map(({ screen }) => screen.name)).toEqual(['B2']);
  expect([...labelsThatFit(near, narrow, 'B2')][0]).toBe('B2');
});

it('a name neither covers another screen nor leaves the picture', () => {
  const above = at('B4', 5_000, 1_000);
  expect([...labelsThatFit([above, at('B5', 5_000, 2_800)], narrow)]).toEqual(['B5']);
  expect([...labelsThatFit([at('a long name of a screen', 500, 5_000)], narrow)]).toEqual([]);
  // at the lower edge it stands above its screen, where another one may be
  expect([...labelsThatFit([at('B6', 5_000, 9_500)], narrow)]).toEqual(['B6']);
  expect([...labelsThatFit([at('B6', 5_000, 9_500), at('B7', 5_000, 7_600)], narrow)]).toEqual([]);
});
