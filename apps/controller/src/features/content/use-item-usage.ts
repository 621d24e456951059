import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { entriesQuery, layoutsQuery, playlistsQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { usageOf } from './item-usage.ts';

/** Where each item is used, as far as the person may see; undefined until it is known. */
export function useItemUsage() {
  const may = useMay();
  const enabled = may('schedule.read');
  const { data: playlists } = useQuery(playlistsQuery);
  const { data: entries } = useQuery({ ...entriesQuery, enabled });
  const { data: layouts } = useQuery({ ...layoutsQuery, enabled });
  return useMemo(
    () =>
      playlists === undefined || (enabled && (entries === undefined || layouts === undefined))
        ? undefined
        : usageOf({ playlists, entries: entries ?? [], layouts: layouts ?? [] }),
    [playlists, entries, layouts, enabled],
  );
}
