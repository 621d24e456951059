import type { Plan } from '@gatecast/schedules';
import { expect, test } from 'vitest';
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

/** The plan with the value at a path (`entries.0.tier`) replaced. */
function changed(path: string, value: unknown): unknown {
  const copy: unknown = structuredClone(plan);
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
    ['entries.0.mode', 'interrupt'],
    ['entries.0.specificity', -1],
    ['entries.0.when.start', '2026-13-01T00:00'],
    ['entries.0.when.start', '2026-07-29T22:00Z'],
    ['entries.0.id', ''],
  ];
  expect(bad.map(([path, value]) => refusedAt(changed(path, value)))).toEqual(bad.map(([path]) => path));
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
