import type { EntryDraft, StoredCalendar, StoredDaypart } from '@gatecast/protocol';
import { compile, type Calendar, type Daypart, type Entry, type Layout, type Plan, type PlanFault } from '@gatecast/schedules';

const fallbackId = 'check-fallback';
const entryId = 'check-entry';
const layoutId = 'check-layout';

type CheckedEntry = Pick<EntryDraft, 'when' | 'mode' | 'turnMs' | 'shareBp' | 'isAlone' | 'layoutId'>;

/**
 * What the engine itself says of an entry's times and mode in a plan that holds nothing else. Paths begin at the checked thing:
 * `when.rules[0]`, `shareBp`. Whether a wall-clock time stands in a gap of some site's zone is no fault, so UTC serves.
 */
export function checkEntryByEngine({ when, mode, turnMs, shareBp, isAlone, layoutId: layout }: CheckedEntry): readonly PlanFault[] {
  const entry: Entry = {
    ...{ ...plainEntry, id: entryId, tier: 'regular', when, mode, layoutId: layout === null ? null : layoutId },
    ...(turnMs === null ? {} : { turnMs }),
    ...(shareBp === null ? {} : { shareBp }),
    ...(isAlone ? { isAlone } : {}),
  };
  return faultsBelow('entries[1]', tinyPlan({ entries: [entry] }));
}

/** The same of a daypart; the calendars that its exceptions name are taken to exist. Paths: `spans[1].to`, `exceptions[0].on.date`. */
export function checkDaypartByEngine({ spans, exceptions }: Pick<StoredDaypart, 'spans' | 'exceptions'>): readonly PlanFault[] {
  const named = new Set(exceptions.flatMap(({ on }) => (on.kind === 'calendar' ? [on.calendarId] : [])));
  const daypart: Daypart = { id: 'check-daypart', name: 'check', spans, exceptions };
  const calendars = [...named].map((id): Calendar => ({ id, name: 'check', dates: [] }));
  return faultsBelow('dayparts[0]', tinyPlan({ calendars, dayparts: [daypart] }));
}

/** The same of a layout; the playlists that its regions name are taken to exist. Paths: `regions[1].frame.xBp`. */
export function checkLayoutByEngine(regions: Layout['regions']): readonly PlanFault[] {
  const drawn: Layout = {
    id: layoutId,
    name: 'check',
    regions: regions.map((region) =>
      'playlistId' in region.content ? { ...region, content: { ...region.content, playlistId: plainEntry.playlistId } } : region,
    ),
  };
  return faultsBelow('layouts[0]', tinyPlan({ layouts: [drawn] }));
}

/** The same of a calendar. Paths: `dates[1]`. */
export function checkCalendarByEngine({ dates }: Pick<StoredCalendar, 'dates'>): readonly PlanFault[] {
  return faultsBelow('calendars[0]', tinyPlan({ calendars: [{ id: 'check-calendar', name: 'check', dates }] }));
}

function faultsBelow(prefix: string, plan: Plan): readonly PlanFault[] {
  const compiled = compile(plan);
  if (compiled.kind === 'compiled') return [];
  return compiled.faults.map((fault) => ({
    ...fault,
    path: fault.path.startsWith(prefix) ? fault.path.slice(prefix.length).replace(/^\./, '') : fault.path,
  }));
}

const validity = { fromMs: null, untilMs: null };
/** The entry that speaks where nothing is said of it. */
export const plainEntry = {
  name: 'check',
  specificity: 0,
  mode: 'replace',
  playlistId: 'loop',
  layoutId: null,
  when: { kind: 'always' },
  daypartIds: [],
} as const;
const layout: Layout = {
  id: layoutId,
  name: 'check',
  regions: [
    {
      id: 'main',
      frame: { xBp: 0, yBp: 0, widthBp: 10_000, heightBp: 10_000 },
      languages: { kind: 'sequence' },
      content: { kind: 'main' },
    },
  ],
};

/** A plan in UTC of one item, which its fallback shows unless one of the given entries does. */
export function tinyPlan({ entries = [], ...more }: Partial<Pick<Plan, 'calendars' | 'dayparts' | 'layouts' | 'entries'>>): Plan {
  return {
    version: 1,
    semantics: 2,
    screen: {
      widthPx: 1_920,
      heightPx: 1_080,
      languages: ['vi'],
      zone: { name: 'UTC', initialOffsetMs: 0, transitions: [] },
      dayStart: '04:00',
    },
    dayparts: [],
    layouts: [layout],
    playlists: [{ id: 'loop', name: 'loop', slots: [{ kind: 'item', itemId: 'item', weight: 1 }] }],
    items: [{ id: 'item', kind: 'notice', validity, missing: 'substitute', variants: [{ language: 'vi', durationMs: 10_000, validity }] }],
    ...more,
    entries: [{ ...plainEntry, id: fallbackId, tier: 'fallback' }, ...entries],
  };
}
