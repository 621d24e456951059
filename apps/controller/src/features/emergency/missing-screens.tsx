import { paintWithinMs, type StoredAlert } from '@gatecast/protocol';
import { Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { alertReachQuery } from '../../api/alert-reach.ts';
import { useServerNow } from '../../api/server-clock.ts';
import { useFormats } from '../../instants/formats.ts';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';

/** More names than these nobody reads; the table has them all. */
const mostNamed = 20;

/** Screens that somebody must walk to: those that are not connected, and those that are and yet have not painted the alert in time. */
export function MissingScreens({ alert }: { alert: StoredAlert }) {
  const words = useWords();
  const formats = useFormats();
  const now = useServerNow();
  const places = usePlaces();
  const { told, painted, notConnected } = alert.counts;
  const { data } = useInfiniteQuery({ ...alertReachQuery(alert.id, 'missing'), enabled: painted < told });
  const missing = data?.pages.flatMap(({ screens }) => screens) ?? [];
  const late = now - alert.effectiveMs < paintWithinMs ? 0 : told - painted - notConnected;
  /** Names as far as they are read and there is room for them; the number is right in any case. */
  const named = (count: number, isConnected: boolean) => {
    const names = missing
      .filter((one) => one.isConnected === isConnected)
      .slice(0, Math.min(mostNamed, count))
      .map(({ screenId }) => places.screenName(screenId));
    if (names.length === 0) return words('emergency.onScreens', { count });
    return formats.list(names.length < count ? [...names, words('emergency.others', { count: count - names.length })] : names);
  };
  return (
    <>
      {notConnected > 0 && (
        <Group gap="xs" p="sm" mb="sm" wrap="nowrap" data-tone="bad" style={{ borderRadius: 8 }} role="alert">
          <IconPlugConnectedX size={18} aria-hidden style={{ flex: 'none' }} />
          <Text size="sm" fw={600}>
            {words('emergency.notConnected', { screens: named(notConnected, false) })}
          </Text>
        </Group>
      )}
      {late > 0 && (
        <Group gap="xs" p="sm" mb="sm" wrap="nowrap" data-tone="warn" style={{ borderRadius: 8 }} role="alert">
          <IconAlertTriangle size={18} aria-hidden style={{ flex: 'none' }} />
          <Text size="sm" fw={600}>
            {words('emergency.late', { screens: named(late, true) })}
          </Text>
        </Group>
      )}
    </>
  );
}
