import type { StoredAlert } from '@gatecast/protocol';
import { SegmentedControl, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { alertReachQuery } from '../../api/alert-reach.ts';
import { useFormats } from '../../instants/formats.ts';
import { Fault } from '../../parts/fault.tsx';
import { Mark } from '../../parts/mark.tsx';
import { MoreButton } from '../../parts/more-button.tsx';
import { usePlaces } from '../../parts/places.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useWords } from '../../words/words.ts';

/** How far an alert has come on each screen, page by page; or on those only that have not painted it. `first`: which of both at first. */
export function ReachTable({ alert, first = 'all' }: { readonly alert: StoredAlert; readonly first?: 'all' | 'missing' }) {
  const words = useWords();
  const formats = useFormats();
  const places = usePlaces();
  const [only, setOnly] = useState(first);
  const reach = useInfiniteQuery(alertReachQuery(alert.id, only));
  const zone = places.zoneOf(alert.siteId);
  const rows = reach.data?.pages.flatMap(({ screens }) => screens) ?? [];
  const { told, painted } = alert.counts;
  return (
    <>
      <SegmentedControl
        size="xs"
        mb="xs"
        aria-label={words('emergency.reach')}
        value={only}
        onChange={setOnly}
        data={[
          { value: 'all' as const, label: `${words('emergency.reachAll')} · ${formats.number(told)}` },
          { value: 'missing' as const, label: `${words('emergency.reachMissing')} · ${formats.number(told - painted)}` },
        ]}
      />
      <Fault error={reach.error} retry={() => void reach.refetch()} />
      {reach.data !== undefined && rows.length === 0 && !reach.hasNextPage ? (
        <Text size="sm" c="dimmed">
          {words('emergency.noneMissing')}
        </Text>
      ) : (
        <ScrollTable label={words('emergency.reach')} isSurface={false}>
          <Table miw={560} aria-label={words('emergency.reach')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words('common.screen')}</Table.Th>
                <Table.Th>{words('emergency.receivedAt')}</Table.Th>
                <Table.Th>{words('emergency.paintedAt')}</Table.Th>
                <Table.Th>{words('emergency.latency')}</Table.Th>
                <Table.Th>{words('emergency.clearedAt')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((seen) => (
                <Table.Tr key={seen.screenId}>
                  <Table.Td>
                    {places.screenName(seen.screenId)}
                    {!seen.isConnected && alert.state === 'active' && (
                      <>
                        {' '}
                        <Mark look="offline">{words('screen.notConnected')}</Mark>
                      </>
                    )}
                  </Table.Td>
                  <Table.Td>{seen.receivedAtMs === null ? '–' : formats.timeWithSeconds(seen.receivedAtMs, zone)}</Table.Td>
                  <Table.Td>{seen.paintedAtMs === null ? '–' : formats.timeWithSeconds(seen.paintedAtMs, zone)}</Table.Td>
                  <Table.Td className="tabular">
                    {seen.paintedAtMs === null ? '–' : formats.seconds(seen.paintedAtMs - alert.effectiveMs)}
                  </Table.Td>
                  <Table.Td>{seen.clearedAtMs === null ? '–' : formats.timeWithSeconds(seen.clearedAtMs, zone)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollTable>
      )}
      <MoreButton list={reach} size="xs">
        {words('emergency.reachMore')}
      </MoreButton>
    </>
  );
}
