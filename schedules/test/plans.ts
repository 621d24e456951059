import * as fc from 'fast-check';
import type {
  Calendar,
  Daypart,
  DaypartException,
  Entry,
  Layout,
  Plan,
  PlanItem,
  Playlist,
  Validity,
  Weekday,
  Zone,
} from '../src/index.ts';
import { times, whensAround } from './whens.ts';
import { hanoi, zones } from './zones.ts';

// Plans for property tests. Everything falls on a grid of half a minute, so that a walk over the grid sees every change.

export const gridMs = 30_000;
const day = 86_400_000;
const weekdays: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const open: Validity = { fromMs: null, untilMs: null };

const dateOf = (wallMs: number): string => new Date(wallMs).toISOString().slice(0, 10);

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
      calendars: fc.tuple(calendarsNamed('k1', centreMs), calendarsNamed('k2', centreMs)),
      dayparts: fc.tuple(daypartsNamed('d1', centreMs), daypartsNamed('d2', centreMs)),
      items: fc.tuple(...['b', 'c', 'd', 'e'].map((id) => itemsNamed(id, validities))),
      slots: fc.tuple(...['p1', 'p2', 'p3', 'p4'].map((_, depth) => slotsFor(depth))),
      entries: fc.tuple(...['e1', 'e2', 'e3', 'e4', 'e5'].map((id) => entriesNamed(id, centreMs))),
      kept: fc.oneof({ weight: 4, arbitrary: fc.constant(5) }, fc.integer({ min: 0, max: 4 })),
      speakers: fc.array(fc.oneof(interruptsNamed('i', centreMs), overlaysNamed('o', centreMs)), { maxLength: 3 }),
      dayStart: fc.constantFrom('04:00', '00:00', '02:30', '24:00'),
    })
    .map(({ calendars, dayparts, items, slots, entries, kept, speakers, dayStart }) => ({
      version: 1,
      semantics: 2,
      screen: { widthPx: 1_920, heightPx: 1_080, languages: ['vi', 'en', 'fr'], zone, dayStart },
      calendars,
      dayparts,
      layouts: [threeRegions, twoRegions],
      playlists: [
        { id: 'p0', name: '', slots: [{ kind: 'item', itemId: 'a', weight: 1 }] },
        ...slots.map((all, index): Playlist => ({ id: `p${index + 1}`, name: '', slots: all })),
      ],
      items: [itemAlways, ...items],
      entries: [fallback, ...entries.slice(0, kept), ...speakers.map((entry, index) => ({ ...entry, id: `${entry.id}${index}` }))],
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

/** The layout of overlays. */
const twoRegions: Layout = {
  id: 'lo',
  name: '',
  regions: [
    { id: 'corner', frame, languages: { kind: 'sequence' }, content: { kind: 'playlist', playlistId: 'p3' } },
    { id: 'band', frame, languages: { kind: 'sequence' }, content: { kind: 'main' } },
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

function calendarsNamed(id: string, centreMs: number): fc.Arbitrary<Calendar> {
  return fc
    .subarray(Array.from({ length: 9 }, (_, index) => dateOf(centreMs + (index - 4) * day)))
    .map((dates) => ({ id, name: '', dates }));
}

function daypartsNamed(id: string, centreMs: number): fc.Arbitrary<Daypart> {
  const days = fc.subarray([...weekdays], { minLength: 4 });
  const to = fc.oneof(times, fc.constant('24:00'));
  const on = fc.oneof(
    fc.integer({ min: -3, max: 3 }).map((days): DaypartException['on'] => ({ kind: 'date', date: dateOf(centreMs + days * day) })),
    fc.constantFrom('k1', 'k2').map((calendarId): DaypartException['on'] => ({ kind: 'calendar', calendarId })),
  );
  const exception = fc.record({ on, spans: fc.array(fc.record({ from: times, to }), { maxLength: 2 }) });
  return fc.record(
    {
      id: fc.constant(id),
      name: fc.constant(''),
      spans: fc.array(fc.record({ days, from: times, to }), { minLength: 1, maxLength: 2 }),
      exceptions: fc.array(exception, { maxLength: 2 }),
    },
    { requiredKeys: ['id', 'name', 'spans'] },
  );
}

function entriesNamed(id: string, centreMs: number): fc.Arbitrary<Entry> {
  const turns = fc.option(
    fc.integer({ min: 2, max: 240 }).map((steps) => steps * gridMs),
    { nil: undefined },
  );
  return fc.tuple(plainEntriesNamed(id, centreMs), turns).map(([entry, turnMs]) => (turnMs === undefined ? entry : { ...entry, turnMs }));
}

function plainEntriesNamed(id: string, centreMs: number): fc.Arbitrary<Entry> {
  return fc.record(
    {
      id: fc.constant(id),
      name: fc.constant(''),
      tier: fc.constantFrom('fallback', 'regular', 'regular', 'campaign'),
      specificity: fc.constantFrom(0, 0, 2),
      mode: fc.constant('replace'),
      playlistId: fc.constantFrom('p0', 'p1', 'p2', 'p3', 'p4'),
      layoutId: fc.constantFrom(null, 'l'),
      when: whensAround(centreMs),
      daypartIds: daypartSets,
      calendarIds: fc.subarray(['k1', 'k2']),
      exceptCalendarIds: fc.subarray(['k1', 'k2']),
    },
    { requiredKeys: ['id', 'name', 'tier', 'specificity', 'mode', 'playlistId', 'layoutId', 'when', 'daypartIds'] },
  );
}

const daypartSets = fc.oneof({ weight: 2, arbitrary: fc.constant<string[]>([]) }, fc.subarray(['d1', 'd2']));

function interruptsNamed(id: string, centreMs: number): fc.Arbitrary<Entry> {
  const shares = fc.oneof(fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 1, max: 10_000 }));
  const tiers = fc.constantFrom('campaign', 'regular', 'fallback');
  return fc
    .record({ entry: plainEntriesNamed(id, centreMs), shareBp: shares, isAlone: fc.boolean(), tier: tiers })
    .map(({ entry, shareBp, isAlone, tier }) => ({ ...entry, tier, mode: 'interrupt', shareBp, isAlone, layoutId: null }));
}

function overlaysNamed(id: string, centreMs: number): fc.Arbitrary<Entry> {
  return plainEntriesNamed(id, centreMs).map((entry) => ({ ...entry, mode: 'overlay', layoutId: 'lo' }));
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
