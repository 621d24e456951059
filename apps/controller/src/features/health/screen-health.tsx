import type { ScreenId, SiteId } from '@gatecast/protocol';
import { Box, Group, SegmentedControl, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { healthSpans, screenHealthQuery, type HealthSpanName } from '../../api/health-queries.ts';
import { piece } from '../../app/piece.ts';
import { useAge } from '../../instants/age.ts';
import { useFormats } from '../../instants/formats.ts';
import { Fault } from '../../parts/fault.tsx';
import { Loading } from '../../parts/page.tsx';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useWords } from '../../words/words.ts';
import { HealthChart, type Bucket } from './health-chart.tsx';
import { UptimeBar } from './uptime-bar.tsx';
import { minutesMs, useUptimeText } from './uptime-text.ts';

// the library of charts is fetched by whoever looks so far
const HealthFigures = lazy(async () => ({ default: (await piece(import('./health-figures.tsx'))).HealthFigures }));

/** How a screen was: its uptime over an hour, a day, a week or a season, when it was not well, and what its player told of itself. */
export function ScreenHealth({ screenId, siteId, timeZone }: { screenId: ScreenId; siteId: SiteId; timeZone: string }) {
  const words = useWords();
  const formats = useFormats();
  const age = useAge();
  const uptimeText = useUptimeText();
  const navigate = useNavigate({ from: '/screens/$screenId' });
  const { span = 'day' } = useSearch({ from: '/shell/screens/$screenId' });
  const setSpan = (next: HealthSpanName) =>
    void navigate({ search: (before) => ({ ...before, span: next === 'day' ? undefined : next }), replace: true, resetScroll: false });
  const { data, error, isPending, refetch } = useQuery(screenHealthQuery(screenId, span));
  const whenOf = (atMs: number) => (span === 'season' ? formats.day(atMs, timeZone) : formats.dateTime(atMs, timeZone));
  const when = ({ fromMs }: Bucket) => whenOf(fromMs);
  const figures = (bucket: Bucket) =>
    (['healthy', 'impaired', 'offline', 'unknown'] as const)
      .filter((state) => bucket[state] > 0)
      .map((state) => `${words(`states.${state}`)} ${age(minutesMs(bucket[state]))}`)
      .join(', ');
  const unwell = (data?.buckets ?? []).filter(({ impaired, offline }) => impaired + offline > 0);
  return (
    <Box className="surface" p="md" component="section" aria-label={words('health.title')}>
      <Group justify="space-between" gap="xs" mb="sm">
        <Title order={2}>{words('health.title')}</Title>
        <SegmentedControl
          size="xs"
          aria-label={words('health.span')}
          value={span}
          onChange={setSpan}
          data={healthSpans.map((name) => ({ value: name, label: words(`health.spans.${name}`) }))}
        />
      </Group>
      <Fault error={error} retry={() => void refetch()} />
      {isPending && <Loading />}
      {data && (
        <>
          <Text size="sm" mb={6}>
            {words('health.uptime')}: <strong data-uptime>{uptimeText(data.total)}</strong>
          </Text>
          <UptimeBar total={data.total} />
          <Box mt="sm">
            <HealthChart buckets={data.buckets} titleOf={(bucket) => `${when(bucket)}: ${figures(bucket)}`} />
            <Group justify="space-between" aria-hidden>
              <Text size="xs" c="dimmed">
                {whenOf(data.fromMs)}
              </Text>
              <Text size="xs" c="dimmed">
                {whenOf(data.untilMs)}
              </Text>
            </Group>
          </Box>
          {unwell.length === 0 ? (
            <Text size="xs" c="dimmed" mt={6}>
              {words('health.neverUnwell')}
            </Text>
          ) : (
            <details>
              <Text component="summary" size="sm" mt={6}>
                {words('health.whenUnwell', { count: unwell.length })}
              </Text>
              <ScrollTable label={words('health.title')}>
                <Table verticalSpacing={4} fz="sm">
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{words('health.from')}</Table.Th>
                      <Table.Th>{words('health.how')}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {unwell.toReversed().map((bucket) => (
                      <Table.Tr key={bucket.fromMs}>
                        <Table.Td className="tabular">{when(bucket)}</Table.Td>
                        <Table.Td>{figures(bucket)}</Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </ScrollTable>
            </details>
          )}
          <Text size="xs" c="dimmed" mt={6}>
            {words('health.about')}{' '}
            <Link to="/health" search={{ site: siteId }} className="text-link">
              {words('health.toSite')}
            </Link>
          </Text>
          <Suspense fallback={<Loading />}>
            <HealthFigures screenId={screenId} span={span} timeZone={timeZone} />
          </Suspense>
        </>
      )}
    </Box>
  );
}
