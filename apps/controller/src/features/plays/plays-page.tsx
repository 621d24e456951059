import { allPlaysCsvPath, playRoutes, type SiteId } from '@gatecast/protocol';
import { Group } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { call } from '../../api/call.ts';
import { Empty } from '../../parts/empty.tsx';
import { Fault } from '../../parts/fault.tsx';
import { MoreButton } from '../../parts/more-button.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { SiteFilter } from '../../parts/site-filter.tsx';
import { useWords } from '../../words/words.ts';
import { PlayFilters } from './play-filters.tsx';
import { playQueryOf, playsAtOnce } from './play-query.ts';
import { PlayRows } from './play-rows.tsx';
import { PlaysCsv } from './plays-csv.tsx';

/** What the screens of a site, or of all, showed on a day. What narrows it is part of the address. */
export function PlaysPage() {
  const words = useWords();
  const places = usePlaces();
  const navigate = useNavigate({ from: '/plays' });
  const search = useSearch({ from: '/shell/plays' });
  const timeZone = search.site === undefined ? places.mainZone : places.zoneOf(search.site);
  const { site } = search;
  const { day, span, query: asked } = playQueryOf(search, timeZone);
  const query = { ...asked, siteId: site as SiteId | undefined };
  const plays = useInfiniteQuery({
    queryKey: ['plays', 'all', query],
    enabled: span !== null,
    queryFn: ({ pageParam }) =>
      call(playRoutes.listAllPlays, { query: { ...query, limit: playsAtOnce, ...(pageParam === null ? {} : { after: pageParam }) } }),
    placeholderData: keepPreviousData,
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const rows = plays.data?.pages.flatMap((page) => page.plays) ?? [];
  const change = (part: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  return (
    <Page title={words('plays.pageTitle')} about={words('plays.pageAbout')}>
      <Group align="end" gap="sm" mb="md">
        <SiteFilter value={site} onChange={(next) => change({ site: next })} />
        <PlayFilters search={search} day={day} onChange={change} />
        {span !== null && <PlaysCsv path={allPlaysCsvPath} query={query} />}
      </Group>
      <Fault error={plays.error} retry={() => void plays.refetch()} />
      {span !== null && plays.isPending && <Loading />}
      {plays.data !== undefined && rows.length === 0 && !plays.hasNextPage && (
        <Empty icon={IconSearch} title={words('plays.nothingFits')} />
      )}
      {rows.length > 0 && <PlayRows rows={rows} zoneOf={places.zoneOfScreen} nameOf={places.screenName} />}
      <MoreButton list={plays}>{words('plays.more')}</MoreButton>
    </Page>
  );
}
