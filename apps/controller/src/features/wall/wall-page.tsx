import type { screenStateSchema } from '@gatecast/protocol';
import { type ScreenState, type WallScreen } from '@gatecast/protocol';
import { Button, Group, Text, TextInput } from '@mantine/core';
import { IconDeviceTvOld, IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { alertsQuery, placesQuery, screensQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { Empty } from '../../parts/empty.tsx';
import { Fault } from '../../parts/fault.tsx';
import { stateLooks } from '../../parts/mark.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { filterScreens } from './filter-screens.ts';
import { usePlaying } from './playing.tsx';
import { Tile } from './tile.tsx';
import classes from './wall.module.css';

/** Every screen, live. */
export function WallPage() {
  const words = useWords();
  const may = useMay();
  const navigate = useNavigate({ from: '/' });
  const { state, find = '' } = useSearch({ from: '/shell/' });
  const screens = useQuery(screensQuery);
  const sites = useQuery(placesQuery);
  const places = usePlaces();
  const playing = usePlaying();
  if (screens.isPending || sites.isPending) return <Loading />;
  const all = screens.data ?? [];
  const shown = filterScreens(all, { state, find }, (screen) =>
    [
      screen.name,
      places.siteName(screen.siteId),
      places.areaPath(screen.areaId),
      screen.tags.join(' '),
      playing(screen, places.zoneOf(screen.siteId)),
    ].join(' '),
  );
  return (
    <Page
      title={words('wall.title')}
      about={words('wall.about')}
      actions={
        may('fleet.edit') && (
          <Button component={Link} to="/enrol" variant="default" leftSection={<IconPlus size={16} aria-hidden />}>
            {words('wall.addScreen')}
          </Button>
        )
      }
    >
      <Fault error={screens.error ?? sites.error} retry={() => void screens.refetch()} />
      {all.length === 0 ? (
        <Empty
          icon={IconDeviceTvOld}
          title={words('wall.emptyTitle')}
          text={places.sites.length === 0 ? words('wall.emptyNoSite') : words('wall.emptyNoScreen')}
        >
          {may('fleet.edit') && (
            <Button component={Link} to={places.sites.length === 0 ? '/sites' : '/enrol'}>
              {places.sites.length === 0 ? words('wall.addSite') : words('wall.addScreen')}
            </Button>
          )}
        </Empty>
      ) : (
        <>
          <Group mb="md" gap="sm" justify="space-between">
            <StateFilter
              screens={all}
              chosen={state}
              onChoose={(next) => void navigate({ search: (search) => ({ ...search, state: next }), replace: true })}
            />
            <TextInput
              w={{ base: '100%', sm: 260 }}
              type="search"
              aria-label={words('wall.find')}
              placeholder={words('wall.find')}
              leftSection={<IconSearch size={16} aria-hidden />}
              value={find}
              onChange={({ currentTarget: { value } }) =>
                void navigate({ search: (search) => ({ ...search, find: value === '' ? undefined : value }), replace: true })
              }
            />
          </Group>
          {/* said by the chips while nothing is filtered away */}
          <Text size="sm" c="dimmed" mb={shown.length === all.length ? 0 : 'xs'} role="status">
            {shown.length < all.length && words('wall.count', { count: shown.length, all: all.length })}
          </Text>
          <div className={classes['sites']}>
            {places.sites.map((site) => (
              <SiteWall key={site.id} siteId={site.id} screens={shown.filter(({ siteId }) => siteId === site.id)} />
            ))}
          </div>
        </>
      )}
    </Page>
  );
}

function StateFilter({
  screens,
  chosen,
  onChoose,
}: {
  screens: readonly WallScreen[];
  chosen: ScreenState | undefined;
  onChoose: (state: ScreenState | undefined) => void;
}) {
  const words = useWords();
  const order: readonly ScreenState[] = [
    'healthy',
    'impaired',
    'offline',
    'unpaired',
    'unknown',
  ] satisfies (typeof screenStateSchema.options)[number][];
  return (
    <div className={classes['chips']} role="group" aria-label={words('wall.filter')}>
      <button type="button" className={classes['chip']} aria-pressed={chosen === undefined} onClick={() => onChoose(undefined)}>
        {words('wall.all')} <strong>{screens.length}</strong>
      </button>
      {order.map((state) => {
        const count = screens.filter((screen) => screen.state === state).length;
        if (count === 0 && state !== chosen && (state === 'unknown' || state === 'unpaired')) return null;
        const Sign = stateLooks[state].icon;
        return (
          <button
            key={state}
            type="button"
            className={classes['chip']}
            aria-pressed={chosen === state}
            data-tone={count > 0 ? stateLooks[state].tone : undefined}
            onClick={() => onChoose(chosen === state ? undefined : state)}
          >
            <Sign size={16} stroke={2.2} aria-hidden /> {words(`states.${state}`)} <strong>{count}</strong>
          </button>
        );
      })}
    </div>
  );
}

function SiteWall({ siteId, screens }: { siteId: string; screens: readonly WallScreen[] }) {
  const places = usePlaces();
  const { data: alerts } = useQuery(alertsQuery);
  if (screens.length === 0) return null;
  const active = (alerts ?? []).filter((alert) => alert.siteId === siteId && alert.state === 'active');
  const name = places.siteName(siteId);
  const zone = places.zoneOf(siteId);
  // screens of the whole site first, then area by area in the order of the tree
  const order = [null, ...places.areasOf(siteId).map(({ area }) => area.id)];
  const inOrder = screens.toSorted(
    (a, b) => order.indexOf(a.areaId) - order.indexOf(b.areaId) || a.name.localeCompare(b.name, undefined, { numeric: true }),
  );
  return (
    <section className={classes['site']} aria-label={name}>
      <h2 className={classes['siteName']} title={name}>
        {name}
      </h2>
      <ul className={classes['grid']}>
        {inOrder.map((screen) => (
          <li key={screen.id}>
            <Tile screen={screen} place={places.areaPath(screen.areaId)} timeZone={zone} alerts={active} />
          </li>
        ))}
      </ul>
    </section>
  );
}
