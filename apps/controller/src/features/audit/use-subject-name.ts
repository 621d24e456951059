import type { Permission } from '@gatecast/protocol';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { z } from 'zod';
import {
  alertsQuery,
  calendarsQuery,
  daypartsQuery,
  entriesQuery,
  itemsByIdQuery,
  layoutsQuery,
  playlistsQuery,
  templatesQuery,
} from '../../api/queries.ts';
import { useMay, usePersonName } from '../../api/session.ts';
import { usePlaces } from '../../parts/places.ts';
import { headlineIn, nameIn } from '../../words/names.ts';
import { useLanguage } from '../../words/words.ts';

type Told = { readonly subject: string; readonly detail: string };

const namedDetailSchema = z.looseObject({
  name: z.string().optional(),
  title: z.string().optional(),
  names: z.record(z.string(), z.string()).optional(),
});

/** The kind of a subject such as `screen:0190…`, and which one of it. */
export function partsOfSubject(subject: string): { readonly kind: string; readonly id: string } {
  const colon = subject.indexOf(':');
  return colon < 0 ? { kind: subject, id: '' } : { kind: subject.slice(0, colon), id: subject.slice(colon + 1) };
}

/** What the row itself says its subject is called: all that is left of what was removed since. Null where it says nothing. */
export function nameInDetail(detail: string, language: string): string | null {
  const told = namedDetailSchema.safeParse(JSON.parse(detail));
  if (!told.success) return null;
  const { name, title, names } = told.data;
  const found = name ?? title ?? (names === undefined ? '' : nameIn(names, language));
  return found === '' ? null : found;
}

/** Names the subjects of rows: as the thing is called now, else as the row says. Only lists that the rows need, and that the person may read, are asked for. */
export function useSubjectName(rows: readonly Told[]): (row: Told) => string | null {
  const language = useLanguage();
  const may = useMay();
  const places = usePlaces();
  const personName = usePersonName();
  const idsOf = useMemo(() => {
    const ids = new Map<string, Set<string>>();
    for (const { kind, id } of rows.map(({ subject }) => partsOfSubject(subject))) ids.set(kind, (ids.get(kind) ?? new Set()).add(id));
    return ids;
  }, [rows]);
  const when = (kind: string, permission: Permission) => ({ enabled: idsOf.has(kind) && may(permission) });
  const { data: items = [] } = useQuery({ ...itemsByIdQuery(idsOf.get('item') ?? []), ...when('item', 'content.read') });
  const { data: playlists = [] } = useQuery({ ...playlistsQuery, ...when('playlist', 'content.read') });
  const { data: entries = [] } = useQuery({ ...entriesQuery, ...when('entry', 'schedule.read') });
  const { data: calendars = [] } = useQuery({ ...calendarsQuery, ...when('calendar', 'schedule.read') });
  const { data: dayparts = [] } = useQuery({ ...daypartsQuery, ...when('daypart', 'schedule.read') });
  const { data: layouts = [] } = useQuery({ ...layoutsQuery, ...when('layout', 'schedule.read') });
  const { data: alerts = [] } = useQuery({ ...alertsQuery, ...when('alert', 'alert.read') });
  const { data: templates = [] } = useQuery({ ...templatesQuery, ...when('alert-template', 'alert.read') });
  const named = useMemo(
    () =>
      new Map<string, string>([
        ...places.sites.map(({ id }) => [`site:${id}`, places.siteName(id)] as const),
        ...places.areas.map(({ id }) => [`area:${id}`, places.areaPath(id)] as const),
        ...places.screens.map(({ id, name }) => [`screen:${id}`, name] as const),
        ...items.map(({ id, title }) => [`item:${id}`, title] as const),
        ...alerts.map(({ id, texts }) => [`alert:${id}`, headlineIn(texts, language)] as const),
        ...Object.entries({ playlist: playlists, entry: entries, calendar: calendars, daypart: dayparts, layout: layouts }).flatMap(
          ([kind, list]) => list.map(({ id, name }) => [`${kind}:${id}`, name] as const),
        ),
        ...templates.map(({ id, name }) => [`alert-template:${id}`, name] as const),
      ]),
    [places, items, alerts, playlists, entries, calendars, dayparts, layouts, templates, language],
  );
  return ({ subject, detail }) => {
    const { kind, id } = partsOfSubject(subject);
    if (kind === 'user') return personName(id)?.name ?? null;
    return named.get(subject) ?? nameInDetail(detail, language);
  };
}
