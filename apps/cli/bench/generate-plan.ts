import type { Calendar, Daypart, Entry, LocalTime, Plan, PlanItem, Playlist, Tier, Weekday, When } from '@gatecast/schedules';
import { zoneOf } from '@gatecast/zones';

const modes = { interrupts: 10, overlays: 5, inTurns: 20 } as const;
/** `busy` is what the promises of speed are about, `ordinary` what most screens have. */
const sizes = {
  busy: { entries: 1_000, dayparts: 40, items: 500, playlists: 120 },
  ordinary: { entries: 50, dayparts: 6, items: 80, playlists: 15 },
} as const;
const dayMs = 86_400_000;
const weekdays: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const open = { fromMs: null, untilMs: null };

/** The year that the plan is about. */
export const yearFromMs = Date.UTC(2026, 0, 1);
export const yearUntilMs = Date.UTC(2027, 0, 1);

/** `plain`: all entries compete. `modes`: among them are interrupts, overlays and entries that take turns. */
export type PlanKind = 'plain' | 'modes';
export type PlanSize = keyof typeof sizes;
type Counts = (typeof sizes)[PlanSize];

type Dice = {
  /** A whole number in [0, below). */
  readonly below: (below: number) => number;
  readonly oneOf: <T>(all: readonly T[]) => T;
  /** True once in `times`. */
  readonly once: (times: number) => boolean;
};

/** A screen's plan, half of its entries recurring; the same seed gives the same plan. */
export function generatePlan(seed: number, kind: PlanKind, size: PlanSize = 'busy'): Plan {
  const dice = diceOf(seed);
  const counts = sizes[size];
  const calendars = calendarsOf(dice);
  return {
    version: 1,
    semantics: 2,
    screen: {
      widthPx: 1_920,
      heightPx: 1_080,
      languages: ['vi', 'en', 'fr'],
      zone: zoneOf('Europe/Paris', Date.UTC(2024, 0, 1), Date.UTC(2036, 0, 1)) ?? fail('no Europe/Paris'),
      dayStart: '04:00',
    },
    calendars,
    dayparts: many(counts.dayparts, (index) => daypartOf(index, dice, calendars)),
    layouts: [
      {
        id: 'l-side',
        name: 'Beside',
        regions: [
          region('main', 0, 7_000, { kind: 'sequence' }, { kind: 'main' }),
          region('side', 7_000, 3_000, { kind: 'together' }, { kind: 'playlist', playlistId: 'p-1' }),
          region('clock', 7_000, 3_000, { kind: 'sequence' }, { kind: 'clock' }),
        ],
      },
      { id: 'l-band', name: 'Band', regions: [region('main', 0, 10_000, { kind: 'sequence' }, { kind: 'main' })] },
    ],
    playlists: many(counts.playlists, (index) => playlistOf(index, counts, dice)),
    items: many(counts.items, (index) => itemOf(index, dice)),
    entries: [fallback, ...many(counts.entries - 1, (index) => entryOf(index, kind, counts, dice))],
  };
}

const fallback: Entry = {
  ...{ id: 'e-fallback', name: 'Always there', tier: 'fallback', specificity: 0, mode: 'replace', playlistId: 'p-0', layoutId: null },
  ...{ when: { kind: 'always' }, daypartIds: [] },
};

function entryOf(index: number, kind: PlanKind, counts: Counts, dice: Dice): Entry {
  const base = plainEntry(index, counts, dice);
  if (kind === 'plain') return base;
  const { interrupts, overlays, inTurns } = modes;
  if (index < interrupts) {
    return { ...base, mode: 'interrupt', tier: 'priority', shareBp: 150, layoutId: null, when: { kind: 'always' }, daypartIds: [] };
  }
  if (index < interrupts + overlays) return { ...base, mode: 'overlay', layoutId: 'l-band', tier: 'campaign' };
  if (index < interrupts + overlays + inTurns) {
    // on from eight to eight on working days, above all but the few of `priority`
    const when: When = { kind: 'recurring', ...wallSpan(1, 8 * 60, 12 * 60), rules: ['FREQ=DAILY'], excludedStarts: [], addedStarts: [] };
    return {
      ...base,
      tier: 'campaign',
      specificity: 1_000,
      turnMs: 120_000,
      when,
      daypartIds: [],
      calendarIds: [],
      exceptCalendarIds: ['c-0'],
    };
  }
  return base;
}

function plainEntry(index: number, counts: Counts, dice: Dice): Entry {
  const isRecurring = index % 2 === 0;
  const tier: Tier = dice.once(25) ? 'priority' : dice.once(4) ? 'campaign' : 'regular';
  const specificity = dice.oneOf([0, 1, 1, 2, 2, 2, 3, 1_000]);
  // what is on for weeks stands low, or it would hide everything else
  const isLow = tier === 'regular' && specificity <= 2;
  const when = isRecurring ? recurringOf(index / 2, dice) : isLow && dice.once(3) ? { kind: 'always' as const } : onceOf(isLow, dice);
  const hasDayparts = when.kind === 'always' || dice.once(3);
  return {
    id: `e-${index}`,
    name: `Entry ${index}`,
    tier,
    specificity,
    mode: 'replace',
    playlistId: `p-${dice.below(counts.playlists)}`,
    layoutId: dice.once(5) ? 'l-side' : null,
    when,
    daypartIds: hasDayparts ? many(1 + dice.below(2), () => `d-${dice.below(counts.dayparts)}`).filter(isFirst) : [],
    ...(dice.once(12) ? { calendarIds: [`c-${dice.below(4)}`] } : {}),
    ...(dice.once(12) ? { exceptCalendarIds: ['c-0'] } : {}),
  };
}

/** All frequencies that a plan may have, in turn; parts of each kind. */
function recurringOf(number: number, dice: Dice): When {
  const weekday = dice.oneOf(weekdays);
  const month = 1 + dice.below(12);
  const hour = 5 + dice.below(17);
  const rules = [
    `FREQ=DAILY;INTERVAL=${1 + dice.below(9)}`,
    `FREQ=DAILY;BYHOUR=${hour},${(hour + 3) % 24};BYMINUTE=${dice.oneOf([0, 15, 30])}`,
    `FREQ=WEEKLY;BYDAY=${weekday},${dice.oneOf(['MO', 'TH', 'SA'])}`,
    `FREQ=WEEKLY;INTERVAL=2;BYDAY=${weekday}`,
    `FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR`,
    `FREQ=MONTHLY;BYDAY=${dice.oneOf([1, 2, 3, -1])}${weekday}`,
    `FREQ=MONTHLY;BYMONTHDAY=${1 + dice.below(28)},-1`,
    `FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1`,
    `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${1 + dice.below(28)}`,
    `FREQ=YEARLY;BYWEEKNO=${1 + dice.below(52)};BYDAY=${weekday}`,
    `FREQ=YEARLY;BYYEARDAY=${1 + dice.below(365)},-${1 + dice.below(20)}`,
    `FREQ=YEARLY;BYMONTH=${month};BYDAY=${dice.oneOf([1, 2, -1])}${weekday}`,
    `FREQ=HOURLY;INTERVAL=${2 + dice.below(7)}`,
    `FREQ=HOURLY;BYDAY=${weekday};BYHOUR=9,11,13`,
  ];
  const rule = rules[number % rules.length] ?? fail('no rule');
  const bound = dice.once(8) ? `;UNTIL=2026${two(month)}15T220000` : dice.once(12) ? `;COUNT=${20 + dice.below(300)}` : '';
  const minutes = rule.startsWith('FREQ=HOURLY')
    ? 20 + dice.below(90)
    : rule.includes('BYHOUR')
      ? 60 + dice.below(110)
      : 60 + dice.below(600);
  const startDay = dice.below(300);
  const { start, end } = wallSpan(startDay, hour * 60 + dice.oneOf([0, 15, 30]), minutes);
  return {
    ...{ kind: 'recurring', start, end, rules: [`${rule}${bound}`] },
    excludedStarts: dice.once(6) ? many(3, () => `${dateOf(400 + dice.below(300))}${start.slice(10)}`).sort() : [],
    addedStarts: dice.once(9) ? many(2, () => `${dateOf(400 + dice.below(300))}T${two(dice.below(24))}:00`).sort() : [],
  };
}

function onceOf(isLong: boolean, dice: Dice): When {
  return { kind: 'once', ...wallSpan(330 + dice.below(400), dice.below(24 * 12) * 5, 60 * (2 + dice.below(isLong ? 24 * 40 : 8))) };
}

function daypartOf(index: number, dice: Dice, calendars: readonly Calendar[]): Daypart {
  const from = 5 * 60 + dice.below(36) * 30;
  const span = () => ({ from: timeOf(from), to: timeOf(from + 60 + dice.below(16) * 30) });
  const exceptions = [
    { on: { kind: 'calendar' as const, calendarId: calendars[index % calendars.length]?.id ?? '' }, spans: dice.once(2) ? [] : [span()] },
    { on: { kind: 'date' as const, date: dateOf(365 + dice.below(365)) }, spans: [span()] },
  ];
  return {
    id: `d-${index}`,
    name: `Daypart ${index}`,
    spans: [
      { days: weekdays.filter((_, day) => day < 5 || dice.once(2)), ...span() },
      ...(dice.once(3) ? [{ days: ['SA', 'SU'] as const, from: '22:00', to: '02:00' }] : []),
    ],
    ...(dice.once(3) ? { exceptions } : {}),
  };
}

function calendarsOf(dice: Dice): readonly Calendar[] {
  const days = [...many(12, () => dice.below(365)), 0, 120, 244].filter(isFirst);
  const datesOf = (all: readonly number[]) => all.toSorted((a, b) => a - b).map((day) => dateOf(365 + day));
  return [
    { id: 'c-0', name: 'Public holidays', dates: datesOf(days) },
    { id: 'c-1', name: 'Match days', dates: datesOf(many(40, () => dice.below(365)).filter(isFirst)) },
    { id: 'c-2', name: 'School', dates: datesOf(many(365, (day) => day).filter((day) => day % 7 < 5)) },
    { id: 'c-3', name: 'Even days', dates: datesOf(many(182, (day) => day * 2)) },
  ];
}

function playlistOf(index: number, counts: Counts, dice: Dice): Playlist {
  // its first item is always valid: nobody is ever without something to show
  const items = many(2 + dice.below(8), (at) => (at === 0 ? (index * 4) % counts.items : dice.below(counts.items))).filter(isFirst);
  const nested = index > 10 && dice.once(9) ? [{ kind: 'playlist' as const, playlistId: `p-${dice.below(10)}`, weight: 1 }] : [];
  return {
    id: `p-${index}`,
    name: `Playlist ${index}`,
    slots: [...items.map((item) => ({ kind: 'item' as const, itemId: `i-${item}`, weight: dice.once(5) ? 2 : 1 })), ...nested],
  };
}

function itemOf(index: number, dice: Dice): PlanItem {
  const fromMs = yearFromMs + dice.below(300) * dayMs;
  const validity = index % 4 !== 0 && dice.once(6) ? { fromMs, untilMs: fromMs + (1 + dice.below(90)) * dayMs } : open;
  const languages = index % 4 === 0 || dice.once(2) ? ['vi', 'en', 'fr'] : dice.once(4) ? ['zxx'] : ['vi', 'en'];
  return {
    ...{ id: `i-${index}`, kind: 'notice', validity, missing: dice.once(2) ? 'substitute' : 'skip' },
    variants: languages.map((language) => ({ language, durationMs: 1_000 * (5 + dice.below(16)), validity: open })),
  };
}

function region(
  id: string,
  xBp: number,
  widthBp: number,
  languages: Plan['layouts'][number]['regions'][number]['languages'],
  content: Plan['layouts'][number]['regions'][number]['content'],
): Plan['layouts'][number]['regions'][number] {
  return { id, frame: { xBp, yBp: 0, widthBp, heightBp: 10_000 }, languages, content };
}

/** A small generator of good quality (mulberry32), so that every machine measures the same plan. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  function below(limit: number): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
  }
  return { below, oneOf: (all) => all[below(all.length)] ?? fail('nothing to choose from'), once: (times) => below(times) === 0 };
}

const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
const isFirst = <T>(one: T, index: number, all: readonly T[]): boolean => all.indexOf(one) === index;
const two = (value: number): string => String(value).padStart(2, '0');
const wallOf = (ms: number): string => new Date(ms).toISOString().slice(0, 16);
/** The date `day` days after 1 January 2025. */
const dateOf = (day: number): string => wallOf(Date.UTC(2025, 0, 1) + day * dayMs).slice(0, 10);
const timeOf = (minute: number): LocalTime => `${two(Math.floor((minute % 1_440) / 60))}:${two(minute % 60)}`;

function wallSpan(day: number, minute: number, minutes: number): { readonly start: string; readonly end: string } {
  const startMs = Date.UTC(2025, 0, 1) + day * dayMs + minute * 60_000;
  return { start: wallOf(startMs), end: wallOf(startMs + minutes * 60_000) };
}

function fail(message: string): never {
  throw new Error(message);
}
