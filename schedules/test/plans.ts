import * as fc from 'fast-check';
import type { Daypart, Entry, Layout, Plan, PlanItem, Playlist, Validity, Weekday, When, Zone } from '../src/index.ts';
import { hanoi, zones } from './zones.ts';

// Plans for property tests. Everything falls on a grid of half a minute, so that a walk over the grid sees every change.

export const gridMs = 30_000;
const day = 86_400_000;
const weekdays: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const open: Validity = { fromMs: null, untilMs: null };

const two = (value: number): string => String(value).padStart(2, '0');
const localOf = (wallMs: number): string => new Date(wallMs).toISOString().slice(0, 16);

export type Scenario = { readonly plan: Plan; readonly atMs: number };

/** A plan and an instant near a change of clocks of its zone, or near New Year 2026 where there is none. */
export const scenarios: fc.Arbitrary<Scenario> = fc
  .constantFrom(...zones)
  .chain((zone) => fc.record({ zone: fc.constant(zone), centreMs: centres(zone) }))
  .chain(({ zone, centreMs }) =>
    fc.record({
      plan: plansAround(zone, centreMs),
      atMs: fc.integer({ min: -2_880 * 2, max: 2_880 * 2 }).map((steps) => centreMs + steps * gridMs),
    }),
  );

function centres(zone: Zone): fc.Arbitrary<number> {
  const changes = zone.transitions.map((transition) => transition.atMs);
  return fc.constantFrom(...(changes.length > 0 ? changes : [Date.parse('2026-01-01T00:00Z')]));
}

function plansAround(zone: Zone, centreMs: number): fc.Arbitrary<Plan> {
  const validities = validitiesAround(centreMs);
  return fc
    .record({
      dayparts: fc.tuple(daypartsNamed('d1'), daypartsNamed('d2')),
      items: fc.tuple(...['b', 'c', 'd', 'e'].map((id) => itemsNamed(id, validities))),
      slots: fc.tuple(...['p1', 'p2', 'p3', 'p4'].map((_, depth) => slotsFor(depth))),
      entries: fc.tuple(...['e1', 'e2', 'e3', 'e4', 'e5'].map((id) => entriesNamed(id, centreMs))),
      kept: fc.oneof({ weight: 4, arbitrary: fc.constant(5) }, fc.integer({ min: 0, max: 4 })),
      dayStart: fc.constantFrom('04:00', '00:00', '02:30', '24:00'),
    })
    .map(({ dayparts, items, slots, entries, kept, dayStart }) => ({
      version: 1,
      semantics: 1,
      screen: { widthPx: 1_920, heightPx: 1_080, languages: ['vi', 'en', 'fr'], zone, dayStart },
      dayparts,
      layouts: [threeRegions],
      playlists: [
        { id: 'p0', name: '', slots: [{ kind: 'item', itemId: 'a', weight: 1 }] },
        ...slots.map((all, index): Playlist => ({ id: `p${index + 1}`, name: '', slots: all })),
      ],
      items: [itemAlways, ...items],
      entries: [fallback, ...entries.slice(0, kept)],
    }));
}

const itemAlways: PlanItem = {
  id: 'a',
  kind: 'notice',
  validity: open,
  missing: 'skip',
  variants: [{ language: 'vi', durationMs: 2 * gridMs, validity: open }],
};

const fallback: Entry = {
  id: 'z-fallback',
  name: '',
  tier: 'fallback',
  specificity: 0,
  mode: 'replace',
  playlistId: 'p0',
  layoutId: null,
  when: { kind: 'always' },
  daypartIds: [],
};

const frame = { xBp: 0, yBp: 0, widthBp: 10_000, heightBp: 10_000 };
const threeRegions: Layout = {
  id: 'l',
  name: '',
  regions: [
    { id: 'side', frame, languages: { kind: 'together' }, content: { kind: 'playlist', playlistId: 'p2' } },
    { id: 'middle', frame, languages: { kind: 'fixed', language: 'en' }, content: { kind: 'main' } },
    { id: 'line', frame, languages: { kind: 'sequence' }, content: { kind: 'ticker', playlistId: 'p1' } },
    { id: 'clock', frame, languages: { kind: 'sequence' }, content: { kind: 'clock' } },
  ],
};

function validitiesAround(centreMs: number): fc.Arbitrary<Validity> {
  const near = fc.integer({ min: -5_760, max: 5_760 }).map((steps) => centreMs + steps * gridMs);
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(open) },
    near.map((fromMs) => ({ fromMs, untilMs: null })),
    near.map((untilMs) => ({ fromMs: null, untilMs })),
    fc.tuple(near, fc.integer({ min: 1, max: 2_880 })).map(([fromMs, steps]) => ({ fromMs, untilMs: fromMs + steps * gridMs })),
  );
}

function itemsNamed(id: string, validities: fc.Arbitrary<Validity>): fc.Arbitrary<PlanItem> {
  return fc.record({
    id: fc.constant(id),
    kind: fc.constant('notice'),
    validity: validities,
    missing: fc.constantFrom('substitute', 'skip'),
    variants: fc.uniqueArray(
      fc.record({
        language: fc.constantFrom('vi', 'en', 'fr', 'zxx'),
        durationMs: fc.integer({ min: 1, max: 40 }).map((steps) => steps * gridMs),
        validity: validities,
      }),
      { selector: (variant) => variant.language, minLength: 1, maxLength: 4 },
    ),
  });
}

/** p1 and p2 may hold items only, p3 may hold p1 and p2, p4 may hold p3. */
function slotsFor(depth: number): fc.Arbitrary<Playlist['slots']> {
  const weight = fc.integer({ min: 1, max: 3 });
  const item = fc.record({ kind: fc.constant('item' as const), itemId: fc.constantFrom('a', 'b', 'c', 'd', 'e'), weight });
  const below = depth < 2 ? [] : depth === 2 ? ['p1', 'p2'] : ['p3'];
  if (below.length === 0) return fc.array(item, { minLength: 1, maxLength: 3 });
  const nested = fc.record({ kind: fc.constant('playlist' as const), playlistId: fc.constantFrom(...below), weight });
  return fc.array(fc.oneof(item, nested), { minLength: 1, maxLength: 3 });
}

const times = fc.oneof(
  fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30)).map(([hour, minute]) => `${two(hour)}:${two(minute)}`),
  fc.constantFrom('02:00', '02:30', '03:00', '00:00', '01:00', '01:30'),
);

function daypartsNamed(id: string): fc.Arbitrary<Daypart> {
  const days = fc.subarray([...weekdays], { minLength: 4 });
  const span = fc.record({ days, from: times, to: fc.oneof(times, fc.constant('24:00')) });
  return fc.record({ id: fc.constant(id), name: fc.constant(''), spans: fc.array(span, { minLength: 1, maxLength: 2 }) });
}

function entriesNamed(id: string, centreMs: number): fc.Arbitrary<Entry> {
  return fc.record({
    id: fc.constant(id),
    name: fc.constant(''),
    tier: fc.constantFrom('fallback', 'regular', 'regular', 'campaign'),
    specificity: fc.constantFrom(0, 0, 2),
    mode: fc.constant('replace'),
    playlistId: fc.constantFrom('p0', 'p1', 'p2', 'p3', 'p4'),
    layoutId: fc.constantFrom(null, 'l'),
    when: whensAround(centreMs),
    daypartIds: fc.subarray(['d1', 'd2']),
  });
}

function whensAround(centreMs: number): fc.Arbitrary<When> {
  const firstDay = Math.floor(centreMs / day);
  const near = fc
    .tuple(fc.integer({ min: -20, max: 2 }), times)
    .map(([days, time]) => Date.parse(`${localOf((firstDay + days) * day).slice(0, 10)}T${time}Z`));
  const length = fc.oneof(
    fc.integer({ min: 1, max: 96 }).map((quarters) => quarters * 900_000),
    fc.integer({ min: 1, max: 4 }).map((days) => days * day),
  );
  return fc.oneof(
    fc.constant<When>({ kind: 'always' }),
    fc.tuple(near, length, fc.boolean()).map(([start, lengthMs, isEndless]): When => ({
      kind: 'once',
      start: localOf(start),
      end: isEndless ? null : localOf(start + lengthMs),
    })),
    { weight: 3, arbitrary: recurringFrom(near, length) },
  );
}

function recurringFrom(near: fc.Arbitrary<number>, length: fc.Arbitrary<number>): fc.Arbitrary<When> {
  const until = fc.tuple(near, fc.constantFrom('', 'Z')).map(([wallMs, z]) => `;UNTIL=${localOf(wallMs).replaceAll(/[-:]/g, '')}00${z}`);
  const rule = fc
    .record({
      frequency: fc.constantFrom('DAILY', 'WEEKLY'),
      interval: fc.constantFrom('', ';INTERVAL=1', ';INTERVAL=2', ';INTERVAL=3'),
      byDay: fc.oneof(
        fc.constant(''),
        fc.subarray([...weekdays], { minLength: 1 }).map((days) => `;BYDAY=${days.join()}`),
      ),
      weekStart: fc.constantFrom('', ';WKST=SU', ';WKST=WE'),
      end: fc.oneof(
        fc.constant(''),
        fc.integer({ min: 1, max: 12 }).map((count) => `;COUNT=${count}`),
        until,
      ),
    })
    .map(({ frequency, interval, byDay, weekStart, end }) => `FREQ=${frequency}${interval}${byDay}${weekStart}${end}`);
  return fc
    .tuple(
      near,
      length,
      fc.array(rule, { maxLength: 2 }),
      fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 3 }),
      fc.array(near, { maxLength: 2 }),
    )
    .map(([start, lengthMs, rules, excludedDays, added]) => ({
      kind: 'recurring',
      start: localOf(start),
      end: localOf(start + lengthMs),
      rules,
      excludedStarts: excludedDays.map((days) => localOf(start + days * day)),
      addedStarts: added.map(localOf),
    }));
}

/** The smallest plan that compiles, to be varied by hand. */
export function plainPlan(changes: Partial<Plan> = {}): Plan {
  return {
    version: 1,
    semantics: 1,
    screen: { widthPx: 1_920, heightPx: 1_080, languages: ['vi', 'en', 'fr'], zone: hanoi, dayStart: '04:00' },
    dayparts: [],
    layouts: [],
    playlists: [{ id: 'p0', name: '', slots: [{ kind: 'item', itemId: 'a', weight: 1 }] }],
    items: [itemAlways],
    entries: [fallback],
    ...changes,
  };
}
