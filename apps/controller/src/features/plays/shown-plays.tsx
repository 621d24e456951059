import { playRoutes, playsCsvPath, type PlayChain, type ScreenId } from '@gatecast/protocol';
import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { call } from '../../api/call.ts';
import { Fault } from '../../parts/fault.tsx';
import { Mark } from '../../parts/mark.tsx';
import { MoreButton } from '../../parts/more-button.tsx';
import { Loading } from '../../parts/page.tsx';
import { useWords } from '../../words/words.ts';
import { PlayFilters } from './play-filters.tsx';
import { playQueryOf, playsAtOnce } from './play-query.ts';
import { PlayRows } from './play-rows.tsx';
import { PlaysCsv } from './plays-csv.tsx';

/** What a screen showed on a day of its site, as its player signed it. What narrows it is part of the address. */
export function ShownPlays({ screenId, timeZone }: { screenId: ScreenId; timeZone: string }) {
  const words = useWords();
  const navigate = useNavigate({ from: '/screens/$screenId' });
  const search = useSearch({ from: '/shell/screens/$screenId' });
  const { day, span, query } = playQueryOf(search, timeZone);
  const { itemId, entryId, ended } = query;
  const plays = useInfiniteQuery({
    queryKey: ['plays', screenId, query],
    enabled: span !== null,
    queryFn: ({ pageParam }) =>
      call(playRoutes.listPlays, { params: { screenId }, query: { ...query, limit: playsAtOnce, skip: pageParam } }),
    placeholderData: keepPreviousData,
    initialPageParam: 0,
    getNextPageParam: (last, pages) => (last.isMore ? pages.reduce((sum, page) => sum + page.plays.length, 0) : null),
  });
  const [first] = plays.data?.pages ?? [];
  const rows = plays.data?.pages.flatMap((page) => page.plays.map((play) => ({ ...play, screenId }))) ?? [];
  return (
    <Box className="surface" p="md" component="section" aria-label={words('plays.title')}>
      <Title order={2}>{words('plays.title')}</Title>
      <Text size="sm" c="dimmed">
        {words('plays.about')}
      </Text>
      <Group align="end" gap="xs" my="xs">
        <PlayFilters
          search={search}
          day={day}
          onChange={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false })}
        />
        {span !== null && <PlaysCsv path={playsCsvPath(screenId)} query={query} />}
      </Group>
      <Fault error={plays.error} retry={() => void plays.refetch()} />
      {span !== null && plays.isPending && <Loading />}
      {first !== undefined && <Chains chains={first.chains} />}
      {first !== undefined && rows.length === 0 && (
        <Text size="sm" mt="xs">
          {words(itemId === undefined && entryId === undefined && ended === undefined ? 'plays.none' : 'plays.nothingFits')}
        </Text>
      )}
      {rows.length > 0 && <PlayRows rows={rows} zoneOf={() => timeZone} nameOf={null} picturesAtMs={first?.picturesAtMs ?? []} />}
      <MoreButton list={plays}>{words('plays.more')}</MoreButton>
    </Box>
  );
}

function Chains({ chains }: { chains: readonly PlayChain[] }) {
  const words = useWords();
  return (
    <Stack gap={4}>
      {chains.map(({ chainId, first, last, count, isWhole }) => (
        <Group key={chainId} gap="xs">
          <Mark tone={isWhole ? 'good' : 'bad'}>{words(isWhole ? 'plays.whole' : 'plays.broken')}</Mark>
          <Text size="sm">{words('plays.chain', { first, last, count })}</Text>
        </Group>
      ))}
    </Stack>
  );
}
