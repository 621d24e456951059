import { calendarRoutes, contentRoutes, layoutRoutes, scheduleRoutes, type ItemId, type RouteInput } from '@gatecast/protocol';
import type { Session } from '../fleet-api/session.ts';
import { idOf } from './id-of.ts';
import {
  demoCalendars,
  demoDayparts,
  demoEntries,
  demoPlaylists,
  type DemoDaypart,
  type DemoEntry,
  type DemoPlaylist,
  type DemoTarget,
  type DemoWhen,
} from './schedule.ts';

type EntryBody = RouteInput<typeof scheduleRoutes.createEntry>['body'];

/** The places' ids by their keys. */
export type Places = {
  readonly siteIds: ReadonlyMap<string, string>;
  readonly areaIds: ReadonlyMap<string, string>;
  readonly screenIds: ReadonlyMap<string, string>;
};

/** Playlists in an order in which every one that another holds is there before it. Gives their ids by key. */
export async function seedPlaylists(operator: Session, itemIds: ReadonlyMap<string, ItemId>): Promise<ReadonlyMap<string, string>> {
  const playlistIds = new Map<string, string>();
  const playlists: readonly DemoPlaylist[] = demoPlaylists;
  for (const { key, name, slots } of playlists) {
    const body = {
      name,
      slots: slots.map((slot) =>
        slot.kind === 'item'
          ? { kind: slot.kind, itemId: idOf(itemIds, slot.itemKey), weight: slot.weight }
          : { kind: slot.kind, playlistId: idOf(playlistIds, slot.playlistKey), weight: slot.weight },
      ),
    };
    playlistIds.set(key, (await operator.call(contentRoutes.createPlaylist, { body })).id);
  }
  return playlistIds;
}

/** Calendars, dayparts and entries. */
export async function seedEntries(operator: Session, places: Places, playlistIds: ReadonlyMap<string, string>): Promise<void> {
  const calendarIds = new Map<string, string>();
  for (const { id, name, dates } of demoCalendars)
    calendarIds.set(id, (await operator.call(calendarRoutes.createCalendar, { body: { name, dates: [...dates] } })).id);
  const daypartIds = new Map<string, string>();
  const dayparts: readonly DemoDaypart[] = demoDayparts;
  for (const { key, name, spans, closedOn = [] } of dayparts) {
    const exceptions = closedOn.map((one) => ({ on: { kind: 'calendar' as const, calendarId: idOf(calendarIds, one) }, spans: [] }));
    const body = { name, spans: spans.map((span) => ({ ...span, days: [...span.days] })), exceptions };
    daypartIds.set(key, (await operator.call(scheduleRoutes.createDaypart, { body })).id);
  }
  const { layouts } = await operator.call(layoutRoutes.listLayouts, {});
  const layoutIds = new Map(layouts.map((layout) => [layout.key, layout.id]));
  const entries: readonly DemoEntry[] = demoEntries;
  for (const entry of entries) {
    await operator.call(scheduleRoutes.createEntry, {
      body: {
        name: entry.name,
        tier: entry.tier,
        ...modeOf(entry),
        targets: entry.targets.map((target) => targetOf(target, places)),
        playlistId: idOf(playlistIds, entry.playlistKey),
        layoutId: entry.layoutKey === 'full-screen' ? null : idOf(layoutIds, entry.layoutKey),
        tickerPlaylistId: entry.tickerPlaylistKey === null ? null : idOf(playlistIds, entry.tickerPlaylistKey),
        when: whenOf(entry.when),
        daypartIds: entry.daypartKeys.map((key) => idOf(daypartIds, key)),
        calendarIds: (entry.calendarKeys ?? []).map((key) => idOf(calendarIds, key)),
        exceptCalendarIds: (entry.exceptCalendarKeys ?? []).map((key) => idOf(calendarIds, key)),
      },
    });
  }
}

function modeOf(entry: DemoEntry): Pick<EntryBody, 'mode' | 'turnMs' | 'shareBp'> {
  if (entry.mode === 'interrupt') return { mode: entry.mode, shareBp: entry.shareBp };
  if (entry.mode === 'overlay') return { mode: entry.mode };
  return { mode: 'replace', turnMs: entry.turnMs ?? null };
}

function whenOf(when: DemoWhen): EntryBody['when'] {
  if (when.kind === 'always') return when;
  return { ...when, rules: [...when.rules], excludedStarts: [...when.excludedStarts], addedStarts: [...when.addedStarts] };
}

function targetOf(target: DemoTarget, { siteIds, areaIds, screenIds }: Places): EntryBody['targets'][number] {
  switch (target.kind) {
    case 'site':
      return { kind: 'site', siteId: idOf(siteIds, target.siteKey) };
    case 'area':
      return { kind: 'area', areaId: idOf(areaIds, target.areaKey) };
    case 'screen':
      return { kind: 'screen', screenId: idOf(screenIds, target.screenKey) };
  }
}
