import type { Plan } from '@gatecast/schedules';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { planSchema } from './plan.ts';

const always = { fromMs: null, untilMs: null };
const plan: Plan = {
  version: 1,
  semantics: 1,
  screen: {
    widthPx: 1920,
    heightPx: 1080,
    languages: ['vi', 'en', 'zh-Hans'],
    zone: { name: 'Asia/Ho_Chi_Minh', initialOffsetMs: 25_200_000, transitions: [{ atMs: -1, offsetMs: 25_200_000 }] },
    dayStart: '04:00',
  },
  dayparts: [{ id: 'night', name: 'Đêm', spans: [{ days: ['FR'], from: '22:00', to: '02:00' }] }],
  layouts: [
    {
      id: 'full',
      name: 'Full',
      regions: [
        {
          id: 'main',
          frame: { xBp: 0, yBp: 0, widthBp: 10_000, heightBp: 10_000 },
          languages: { kind: 'sequence' },
          content: { kind: 'main' },
        },
      ],
    },
  ],
  playlists: [{ id: 'p', name: 'P', slots: [{ kind: 'item', itemId: 'i', weight: 1 }] }],
  items: [
    {
      id: 'i',
      kind: 'notice',
      validity: always,
      missing: 'substitute',
      variants: [{ language: 'vi', durationMs: 10_000, validity: always }],
    },
  ],
  entries: [
    {
      id: 'e',
      name: 'Base',
      tier: 'fallback',
      specificity: 0,
      mode: 'replace',
      playlistId: 'p',
      layoutId: null,
      when: {
        kind: 'recurring',
        start: '2026-07-29T22:00',
        end: '2026-07-30T02:00',
        rules: ['FREQ=WEEKLY;BYDAY=WE'],
        excludedStarts: [],
        addedStarts: [],
      },
      daypartIds: ['night'],
    },
  ],
};

/** The same with everything that semantics 2 brought. */
const planOfTwo: Plan = {
  ...plan,
  semantics: 2,
  screen: { ...plan.screen, zone: { ...plan.screen.zone, tzdata: '2026a' } },
  calendars: [{ id: 'tet', name: 'Tết', dates: ['2028-01-26', '2028-02-29'] }],
  dayparts: plan.dayparts.map((daypart) => ({
    ...daypart,
    exceptions: [
      { on: { kind: 'date', date: '2026-07-31' }, spans: [] },
      { on: { kind: 'calendar', calendarId: 'tet' }, spans: [{ from: '06:00', to: '24:00' }] },
    ],
  })),
  layouts: plan.layouts.map((layout) => ({
    ...layout,
    regions: layout.regions.map((region) => ({ ...region, languages: { kind: 'sequence', maxAbsenceMs: 60_000 } })),
  })),
  entries: plan.entries.flatMap((entry) => [
    { ...entry, turnMs: 30_000, calendarIds: ['tet'], exceptCalendarIds: [] },
    { ...entry, id: 'i', mode: 'interrupt', shareBp: 1_000, isAlone: true },
    { ...entry, id: 'o', mode: 'overlay', layoutId: 'full' },
  ]),
};

/** The plan with the value at a path (`entries.0.tier`) replaced. */
function changed(path: string, value: unknown, from: Plan = plan): unknown {
  const copy: unknown = structuredClone(from);
  const keys = path.split('.');
  let holder = copy as Record<string, unknown>;
  for (const key of keys.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
  holder[keys.at(-1) ?? ''] = value;
  return copy;
}
function refusedAt(value: unknown): string | null {
  const parsed = planSchema.safeParse(value);
  return parsed.success ? null : (parsed.error.issues[0]?.path.join('.') ?? '');
}

test('a plan of every kind of part is taken as it is', () => {
  expect(planSchema.parse(plan)).toEqual(plan);
  expect(planSchema.parse(planOfTwo)).toEqual(planOfTwo);
});

test('the plans that were frozen when each semantics came are taken as they are, for ever', () => {
  for (const semantics of [1, 2, 3, 4]) {
    const text = readFileSync(new URL(`../golden/plan/semantics-${semantics}.json`, import.meta.url), 'utf8');
    const frozen: unknown = JSON.parse(text);
    expect(planSchema.parse(frozen)).toEqual(frozen);
  }
});

test('a plan without the fields of semantics 2 comes out with the bytes that it came in with', () => {
  expect(JSON.stringify(planSchema.parse(plan))).toBe(JSON.stringify(plan));
});

test('the schema can be given as JSON Schema, where what may be absent is not required', () => {
  const { title, properties, required } = z.toJSONSchema(planSchema);
  expect([title, properties?.['semantics'], required]).toEqual([
    'Gatecast plan',
    { type: 'number', enum: [1, 2, 3, 4], description: expect.stringContaining('calendars, exceptions, turns') },
    ['version', 'semantics', 'screen', 'dayparts', 'layouts', 'playlists', 'items', 'entries'],
  ]);
});

/** Paths of the fields of a JSON Schema that say nothing of what they mean. */
function untold(schema: z.core.JSONSchema.BaseSchema, path: string): readonly string[] {
  const below = Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    if (typeof field === 'boolean') return [];
    const items = typeof field.items === 'object' && !Array.isArray(field.items) ? field.items : undefined;
    const says = field.description ?? items?.description ?? field.const;
    return [...(says === undefined ? [`${path}.${key}`] : []), ...untold(field, `${path}.${key}`)];
  });
  const inside = [schema.items ?? [], schema.oneOf ?? [], schema.anyOf ?? []].flat();
  return [...below, ...inside.flatMap((one) => (typeof one === 'boolean' ? [] : untold(one, path)))];
}

test('the schema says of every field what it means, but for those whose name and bounds do', () => {
  expect(untold(z.toJSONSchema(planSchema), 'plan')).toEqual([
    'plan.screen.widthPx',
    'plan.screen.heightPx',
    'plan.dayparts.exceptions.on.date',
    ...['xBp', 'yBp', 'widthBp', 'heightBp'].map((field) => `plan.layouts.regions.frame.${field}`),
    'plan.layouts.regions.languages.language',
  ]);
});

test('a value out of its bounds is refused, and the fault names the field', () => {
  const bad: readonly (readonly [string, unknown])[] = [
    ['version', 2],
    ['semantics', 0],
    ['screen.widthPx', 15],
    ['screen.widthPx', 1920.5],
    ['screen.languages', []],
    ['screen.languages.0', 'VI'],
    ['screen.dayStart', '4:00'],
    ['screen.zone.transitions.0.atMs', Number.MAX_SAFE_INTEGER + 1],
    ['dayparts.0.spans', []],
    ['dayparts.0.spans.0.days.0', 'Fri'],
    ['dayparts.0.spans.0.from', '24:01'],
    ['layouts.0.regions', []],
    ['layouts.0.regions.0.frame.widthBp', 0],
    ['layouts.0.regions.0.frame.xBp', 10_001],
    ['playlists.0.slots.0.weight', 0],
    ['items.0.variants', []],
    ['items.0.variants.0.durationMs', 999],
    ['items.0.missing', 'block-publish'],
    ['entries.0.tier', 'alert'],
    ['entries.0.mode', 'rotate'],
    ['entries.0.specificity', -1],
    ['entries.0.when.start', '2026-13-01T00:00'],
    ['entries.0.when.start', '2026-07-29T22:00Z'],
    ['entries.0.id', ''],
  ];
  expect(bad.map(([path, value]) => refusedAt(changed(path, value)))).toEqual(bad.map(([path]) => path));
});

test('a value of semantics 2 out of its bounds is refused, and the fault names the field', () => {
  const bad: readonly (readonly [string, unknown])[] = [
    ['semantics', 5],
    ['zones', []],
    ['screen.zone.tzdata', ''],
    ['calendars.0.dates.0', '2027-02-29'],
    ['calendars.0.dates.1', '2028-01-26'],
    ['calendars.0.dates.1', '2028-01-25'],
    ['calendars.0.dates', Array.from({ length: 4_001 }, (_, day) => new Date(day * 86_400_000).toISOString().slice(0, 10))],
    ['dayparts.0.exceptions.0.on.date', '2026-7-1'],
    ['dayparts.0.exceptions.0.on.kind', 'weekday'],
    ['dayparts.0.exceptions.1.spans.0.from', '24:01'],
    ['layouts.0.regions.0.languages.maxAbsenceMs', 0],
    ['entries.0.turnMs', 999],
    ['entries.0.turnMs', 86_400_001],
    ['entries.0.turnMs', undefined],
    ['entries.1.shareBp', 0],
    ['entries.1.shareBp', 10_001],
    ['entries.1.isAlone', 1],
    ['entries.0.calendarIds.0', ''],
  ];
  expect(bad.map(([path, value]) => refusedAt(changed(path, value, planOfTwo)))).toEqual(bad.map(([path]) => path));
});

test('a field that nobody defined is refused, and so is a missing one', () => {
  expect(planSchema.safeParse({ ...plan, extra: 1 }).success).toBe(false);
  expect(planSchema.safeParse(changed('entries.0.when.until', null)).success).toBe(false);
  const { entries: _, ...without } = plan;
  expect(refusedAt(without)).toBe('entries');
  for (const value of [null, [], 'plan', 1, undefined]) expect(planSchema.safeParse(value).success).toBe(false);
});

test('lists over their limit are refused', () => {
  const [item] = plan.items;
  expect(
    refusedAt(
      changed(
        'items',
        Array.from({ length: 20_001 }, () => item),
      ),
    ),
  ).toBe('items');
  expect(
    refusedAt(
      changed(
        'screen.languages',
        Array.from({ length: 25 }, () => 'vi'),
      ),
    ),
  ).toBe('screen.languages');
});
