import { permissionsOf, roleSchema, type FirstSteps, type Role } from '@gatecast/protocol';
import { describe, expect, it } from 'vitest';
import { pages } from '../../app/pages.ts';
import { firstSteps, type FirstStepName } from './first-steps.ts';
import { guideEn } from './guide-en.ts';
import { guideVi } from './guide-vi.ts';
import { placeCard } from './place-card.ts';
import { tourStops } from './tour-stops.ts';

const pathsOf = (roles: readonly Role[]) =>
  tourStops(roles, permissionsOf(roles)).flatMap((stop) => (stop.kind === 'page' ? [stop.path as string] : []));

describe('the tour', () => {
  it('leads each role to pages of its own, all of which it may open', () => {
    for (const role of roleSchema.options) {
      const paths = pathsOf([role]);
      const may = new Set(permissionsOf([role]));
      const closed = paths.filter((path) => !pages.some(({ to, needs }) => to === path && (needs === null || may.has(needs))));
      expect([role, closed, paths.length >= 3]).toEqual([role, [], true]);
    }
    expect(new Set(roleSchema.options.map((role) => pathsOf([role]).join(' '))).size).toBeGreaterThan(6);
  });

  it('leaves out what a person may not open although their role works there', () => {
    const stops = tourStops(['auditor'], ['fleet.read', 'audit.read']);
    expect(stops.flatMap((stop) => (stop.kind === 'page' ? [stop.path] : []))).toEqual(['/', '/plays', '/audit']);
  });

  it('goes through the pages of several roles once each, in the order of the navigation', () => {
    expect(pathsOf(['editor', 'approver', 'publisher'])).toEqual([
      ...['/', '/schedule', '/schedule/timetable', '/content', '/content/approvals', '/content/media', '/content/playlists'],
      ...['/layouts', '/schedule/publish'],
    ]);
  });
});

describe('the card of the tour', () => {
  it('is whole within the window wherever it points, and beside the thing where there is room', () => {
    const card = { width: 360, height: 260 };
    expect(placeCard({ left: 10, top: 100, width: 196, height: 32 }, card, { width: 1440, height: 900 })).toEqual({ left: 220, top: 100 });
    for (const window of [
      { width: 1440, height: 900 },
      { width: 390, height: 844 },
    ])
      for (let left = 0; left < window.width; left += 97)
        for (let top = 0; top < window.height; top += 83)
          for (const size of [30, 200, 1_000]) {
            const stands = placeCard({ left, top, width: size, height: size }, card, window);
            expect(
              stands.left >= 0 && stands.left + card.width <= window.width && stands.top >= 0 && stands.top + card.height <= window.height,
            ).toBe(true);
          }
  });
});

describe('the first steps', () => {
  const names = Object.keys(guideEn.first.steps) as FirstStepName[];
  const done = (wanted: readonly FirstStepName[]) =>
    firstSteps(Object.fromEntries(names.map((name) => [name, wanted.includes(name)])) as FirstSteps).flatMap(({ name, isDone }) =>
      isDone ? [name] : [],
    );
  it('are each done by what the server says of it, and by nothing else, in the order in which a house does them', () => {
    expect(done([])).toEqual([]);
    for (const name of names) expect(done([name])).toEqual([name]);
    expect(done(names)).toEqual(names);
  });
});

describe('the words of the guides', () => {
  const leaves = (value: object): string[] =>
    Object.values(value).flatMap((one: unknown) => (typeof one === 'string' ? [one] : leaves(one as object)));
  it('are in both languages, never empty, and in composed letters', () => {
    const [english, vietnamese] = [leaves(guideEn), leaves(guideVi)];
    expect(vietnamese.length).toBe(english.length);
    expect([...english, ...vietnamese].filter((text) => text.trim() === '' || text !== text.normalize('NFC'))).toEqual([]);
    expect(english.filter((text, at) => text === vietnamese[at])).toEqual([]);
    expect(vietnamese.filter((text, at) => text.includes('{step}') !== english[at]?.includes('{step}'))).toEqual([]);
  });
});
