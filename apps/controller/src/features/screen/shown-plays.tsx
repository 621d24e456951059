import { playEndSchema, playRoutes, playsCsvPath, type PlayChain, type PlayEnd, type ScreenId, type StoredPlay } from '@gatecast/protocol';
import { Anchor, Box, Button, Group, NativeSelect, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { serverNow } from '../../api/server-clock.ts';
import { useFormats } from '../../instants/formats.ts';
import { instantOfWallClock, wallClockOf } from '../../instants/instant-of-wall-clock.ts';
import { Fault } from '../../parts/fault.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Loading } from '../../parts/page.tsx';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { languageName } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';

const dayMs = 86_400_000;

/** What a screen showed on a day of its site, as its player signed it. */
export function ShownPlays({ screenId, timeZone }: { screenId: ScreenId; timeZone: string }) {
  const words = useWords();
  const [day, setDay] = useState(() => wallClockOf(serverNow(), timeZone).slice(0, 10));
  const [ended, setEnded] = useState<PlayEnd | ''>('');
  const span = spanOf(day, timeZone);
  const query = { ...(span ?? { fromMs: 0, untilMs: 1 }), ...(ended === '' ? {} : { ended }) };
  const plays = useInfiniteQuery({
    queryKey: ['plays', screenId, query],
    enabled: span !== null,
    queryFn: ({ pageParam }) => call(playRoutes.listPlays, { params: { screenId }, query: { ...query, skip: pageParam } }),
    placeholderData: keepPreviousData,
    initialPageParam: 0,
    getNextPageParam: (last, pages) => (last.isMore ? pages.reduce((sum, page) => sum + page.plays.length, 0) : null),
  });
  const [first] = plays.data?.pages ?? [];
  const rows = plays.data?.pages.flatMap((page) => page.plays) ?? [];
  const text = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, `${value}`])).toString();
  return (
    <Box className="surface" p="md" component="section" aria-label={words('plays.title')}>
      <Title order={2}>{words('plays.title')}</Title>
      <Text size="sm" c="dimmed">
        {words('plays.about')}
      </Text>
      <Group align="end" gap="xs" my="xs">
        <TextInput type="date" label={words('plays.day')} value={day} onChange={({ currentTarget }) => setDay(currentTarget.value)} />
        <NativeSelect
          label={words('plays.ended')}
          value={ended}
          onChange={({ currentTarget }) => setEnded(playEndSchema.safeParse(currentTarget.value).data ?? '')}
          data={[
            { value: '', label: words('plays.anyEnd') },
            ...playEndSchema.options.map((end) => ({ value: end, label: words(`plays.ends.${end}`) })),
          ]}
        />
        {span !== null && (
          <Button
            component="a"
            href={`${playsCsvPath(screenId)}?${text}`}
            download
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {words('plays.csv')}
          </Button>
        )}
      </Group>
      <Fault error={plays.error} retry={() => void plays.refetch()} />
      {span !== null && plays.isPending && <Loading />}
      {first !== undefined && <Chains chains={first.chains} />}
      {first !== undefined && rows.length === 0 && (
        <Text size="sm" mt="xs">
          {words('plays.none')}
        </Text>
      )}
      {rows.length > 0 && <Rows rows={rows} timeZone={timeZone} screenId={screenId} pictureAtMs={first?.pictureAtMs ?? null} />}
      {plays.hasNextPage && (
        <Group justify="center" mt="xs">
          <Button variant="default" loading={plays.isFetchingNextPage} onClick={() => void plays.fetchNextPage()}>
            {words('plays.more')}
          </Button>
        </Group>
      )}
    </Box>
  );
}

/** A day of the site from midnight to midnight; null: the field holds no date. */
function spanOf(day: string, timeZone: string): { readonly fromMs: number; readonly untilMs: number } | null {
  const noonMs = Date.parse(`${day}T12:00Z`);
  if (Number.isNaN(noonMs)) return null;
  const next = new Date(noonMs + dayMs).toISOString().slice(0, 10);
  const fromMs = instantOfWallClock(`${day}T00:00`, timeZone);
  const untilMs = instantOfWallClock(`${next}T00:00`, timeZone);
  return fromMs === null || untilMs === null || fromMs < 0 ? null : { fromMs, untilMs };
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

type RowsProps = {
  readonly rows: readonly StoredPlay[];
  readonly timeZone: string;
  readonly screenId: ScreenId;
  readonly pictureAtMs: number | null;
};

function Rows({ rows, timeZone, screenId, pictureAtMs }: RowsProps) {
  const words = useWords();
  const language = useLanguage();
  const formats = useFormats();
  return (
    <ScrollTable label={words('plays.title')} isSurface={false}>
      <Table miw={560} aria-label={words('plays.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words('plays.from')}</Table.Th>
            <Table.Th>{words('plays.item')}</Table.Th>
            <Table.Th>{words('plays.seconds')}</Table.Th>
            <Table.Th>{words('plays.ended')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((play) => (
            <Table.Tr key={`${play.chainId} ${play.sequence}`}>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>
                <Link
                  to="/screens/$screenId/time"
                  params={{ screenId } as never}
                  search={{ at: play.fromMs } as never}
                  className="text-link"
                >
                  <time dateTime={new Date(play.fromMs).toISOString()}>{formats.dateTime(play.fromMs, timeZone)}</time>
                </Link>
              </Table.Td>
              <Table.Td>
                {play.title === '' ? play.itemId : play.title}
                <Text size="xs" c="dimmed">
                  {play.languages.map((tag) => (tag === 'zxx' ? words('plays.wordless') : languageName(tag, language))).join(', ')}
                </Text>
                {pictureAtMs !== null && pictureAtMs >= play.fromMs && pictureAtMs < play.untilMs && (
                  <Anchor size="xs" href={`/api/screens/${screenId}/screenshot`} target="_blank" rel="noreferrer">
                    {words('plays.picture')}
                  </Anchor>
                )}
              </Table.Td>
              <Table.Td>{formats.number(Math.round((play.untilMs - play.fromMs) / 100) / 10)}</Table.Td>
              <Table.Td>{words(`plays.ends.${play.ended}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}
