import { Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconDeviceTv } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { screensQuery } from '../../api/queries.ts';
import { useFormats } from '../../instants/formats.ts';
import { Mark } from '../../parts/mark.tsx';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { countByArea, type Drafted } from './drafted.ts';
import classes from './emergency.module.css';
import { useAddressed } from './use-addressed.ts';

/** More names than these nobody reads. */
const mostNamed = 8;
const mostAreas = 10;

/** On how many screens an alert would be, by site and area, and how many of them can be reached now. */
export function WhereItAppears({ drafted }: { readonly drafted: Pick<Drafted, 'siteId' | 'targets'> }) {
  const words = useWords();
  const formats = useFormats();
  const places = usePlaces();
  const screens = useAddressed(drafted);
  const { isSuccess } = useQuery(screensQuery);
  const areas = countByArea(screens, (areaId) => (areaId === null ? words('emergency.noArea') : places.areaPath(areaId)));
  const away = screens.filter(({ isConnected }) => !isConnected);
  const online = screens.length - away.length;
  const rest = areas.slice(mostAreas);
  const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);
  const lines = [
    ...areas.slice(0, mostAreas),
    ...(rest.length === 0
      ? []
      : [
          {
            area: words('emergency.otherAreas', { count: rest.length }),
            count: sumOf(rest.map(({ count }) => count)),
            online: sumOf(rest.map((one) => one.online)),
          },
        ]),
  ];
  const named = away.slice(0, mostNamed).map(({ name }) => name);
  return (
    <div className={classes['where']} role="group" aria-label={words('emergency.where')}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <IconDeviceTv size={22} aria-hidden style={{ flex: 'none' }} />
        <Text fw={650}>
          {words('emergency.whereAll', { count: screens.length, site: places.siteName(drafted.siteId) })}
          {' · '}
          {words('emergency.onlineNow', { online, all: screens.length })}
        </Text>
      </Group>
      {lines.length > 0 && (
        <ul className={classes['areas']}>
          {lines.map(({ area, count, online: reached }) => (
            <li key={area}>
              <span>{area}</span>
              <Mark tone={reached === count ? 'good' : 'warn'}>{words('emergency.onlineNow', { online: reached, all: count })}</Mark>
            </li>
          ))}
        </ul>
      )}
      {screens.length === 0 && isSuccess && (
        <Group gap="xs" p="sm" wrap="nowrap" data-tone="warn" style={{ borderRadius: 8 }} role="alert">
          <IconAlertTriangle size={18} aria-hidden style={{ flex: 'none' }} />
          <Text size="sm" fw={600}>
            {words('emergency.nowhere')}
          </Text>
        </Group>
      )}
      {away.length > 0 && (
        <Text size="sm">
          {words('emergency.awayNow', {
            screens: formats.list(
              away.length > named.length ? [...named, words('emergency.others', { count: away.length - named.length })] : named,
            ),
          })}
        </Text>
      )}
    </div>
  );
}
