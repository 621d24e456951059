import { type ScreenState, type StoredAlert, type WallScreen } from '@gatecast/protocol';
import { Button, Group, SegmentedControl, Text } from '@mantine/core';
import { IconDeviceTvOld, IconMaximize, IconPlus, IconSearch } from '@tabler/icons-react';
import { useFullscreenDocument } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, memo, Suspense, useMemo, useState } from 'react';
import type { z } from 'zod';
import { alertsQuery, firstScreensQuery, placesQuery, screensQuery } from '../../api/queries.ts';
import { useMay, useMayAt } from '../../api/session.ts';
import { piece } from '../../app/piece.ts';
import type { wallSearchSchema } from '../../app/router.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Fault } from '../../parts/fault.tsx';
import { FindField } from '../../parts/find-field.tsx';
import { FilterSelect } from '../../parts/filter-select.tsx';
import { SiteFilter } from '../../parts/site-filter.tsx';
import { stateLooks } from '../../parts/mark.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { useSitesAndAreas } from '../../parts/places.ts';
import { useSame } from '../../parts/use-same.ts';
import { useWords } from '../../words/words.ts';
import { ControlRoom } from './control-room.tsx';
import { inPlaceOrder } from './in-place-order.ts';
import { useShown } from './shown-screens.ts';
import { Tile } from './tile.tsx';
import { VirtualWall } from './virtual-wall.tsx';
import { filledGroups, standingOf, stillStands, type Standing, type WallView } from './wall-groups.ts';
import classes from './wall.module.css';

const PlanView = lazy(async () => ({ default: (await piece(import('../plan/plan-view.tsx'))).PlanView }));

// for administrators of a server that is not furnished yet
const FirstStepsCard = lazy(async () => ({ default: (await piece(import('../guide/first-steps-card.tsx'))).FirstStepsCard }));

/** Up to so many tiles stand as sites side by side; more are drawn row by row where people look. */
const mostAtOnce = 120;
const noAlerts: readonly StoredAlert[] = [];

/** Every screen, live. */
export function WallPage() {
  const words = useWords();
  const may = useMay();
  const mayAt = useMayAt();
  const { fullscreen: isFullScreen, toggle: toggleFullScreen } = useFullscreenDocument();
  const screens = useQuery(screensQuery);
  const sites = useQuery(placesQuery);
  const places = useSitesAndAreas();
  const { data: first } = useQuery(firstScreensQuery);
  const shown = useShown(screens.data ?? noScreens);
  const isWhole = screens.data !== undefined;
  if (sites.isPending || (screens.isPending && first === undefined)) return <Loading />;
  const all = screens.data ?? first?.screens ?? noScreens;
  const counts = isWhole ? null : (first?.counts ?? null);
  const drawn = <Screens shown={isWhole ? shown : all} all={all} isWhole={isWhole} isFullScreen={isFullScreen} />;
  // what is chosen on the wall stays chosen
  if (isFullScreen)
    return (
      <ControlRoom title={words('wall.title')} onLeave={() => void toggleFullScreen()}>
        <ChosenState screens={all} counts={counts} />
        {drawn}
      </ControlRoom>
    );
  return (
    <Page
      title={words('wall.title')}
      about={words('wall.about')}
      actions={
        <>
          <Button
            variant="default"
            visibleFrom="sm"
            leftSection={<IconMaximize size={16} aria-hidden />}
            onClick={() => void toggleFullScreen()}
          >
            {words('wall.fullScreen')}
          </Button>
          {may('fleet.edit') && (
            <Button component={Link} to="/enrol" variant="default" leftSection={<IconPlus size={16} aria-hidden />}>
              {words('wall.addScreen')}
            </Button>
          )}
        </>
      }
    >
      <Fault error={screens.error ?? sites.error} retry={() => void screens.refetch()} />
      {mayAt('people.edit', null) && (
        <Suspense fallback={null}>
          <FirstStepsCard />
        </Suspense>
      )}
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
          <Filters screens={all} counts={counts} />
          {drawn}
        </>
      )}
    </Page>
  );
}

const noScreens: readonly WallScreen[] = [];

/** The wall in one of its views. Where all are not read yet, the beginning of a large one; what may stand anywhere in it is waited for. */
function Screens({
  shown,
  all,
  isWhole,
  isFullScreen,
}: {
  shown: readonly WallScreen[];
  all: readonly WallScreen[];
  isWhole: boolean;
  isFullScreen: boolean;
}) {
  const words = useWords();
  const places = useSitesAndAreas();
  const { view = 'sites', size = 'large', ...filter } = useSearch({ from: '/shell/' });
  if (!isWhole && (view !== 'sites' || Object.values(filter).some((value) => value !== undefined))) return <Loading />;
  const isLarge = !isWhole || shown.length > mostAtOnce || view === 'flat' || size === 'small';
  return (
    <>
      {/* said by the chips while nothing is filtered away */}
      <Text size="sm" c="dimmed" mb={shown.length === all.length ? 0 : 'xs'} role="status">
        {shown.length < all.length && words('wall.count', { count: shown.length, all: all.length })}
      </Text>
      {shown.length === 0 && <Empty icon={IconSearch} title={words('wall.nothingFound')} text={words('wall.nothingFoundAbout')} />}
      {view === 'plan' ? (
        <Suspense fallback={<Loading />}>
          <PlanView shown={shown} all={all} />
        </Suspense>
      ) : isLarge ? (
        <LargeWall shown={shown} all={all} isPart={!isWhole} isFullScreen={isFullScreen} />
      ) : (
        <div className={classes['sites']}>
          {places.sites.map((site) => (
            <SiteWall key={site.id} siteId={site.id} screens={shown.filter(({ siteId }) => siteId === site.id)} />
          ))}
        </div>
      )}
    </>
  );
}

/** How many are in each state, and which of them are shown. `counts`: where `screens` are not all of them. */
function ChosenState({ screens, counts }: { screens: readonly WallScreen[]; counts: StateCounts | null }) {
  const { state } = useSearch({ from: '/shell/' });
  const change = useChange();
  return (
    <Group mb="sm">
      <StateFilter counts={counts ?? countsOf(screens)} chosen={state} onChoose={(next) => change({ state: next })} />
    </Group>
  );
}

/** `counts`: how many there are in each state, where `screens` are not all of them. */
function Filters({ screens, counts }: { screens: readonly WallScreen[]; counts: StateCounts | null }) {
  const words = useWords();
  const { state, find = '' } = useSearch({ from: '/shell/' });
  const tags = useMemo(() => [...new Set(screens.flatMap((screen) => screen.tags))].toSorted(), [screens]);
  const change = useChange();
  return (
    <>
      <Group mb="sm" gap="sm" justify="space-between">
        <StateFilter counts={counts ?? countsOf(screens)} chosen={state} onChoose={(next) => change({ state: next })} />
        <FindField
          w={{ base: '100%', sm: 260 }}
          label={words('wall.find')}
          value={find}
          onFind={(text) => change({ find: text === '' ? undefined : text })}
        />
      </Group>
      <PlaceFilters tags={useSame(tags)} />
    </>
  );
}

function useChange(): (part: z.infer<typeof wallSearchSchema>) => void {
  const navigate = useNavigate({ from: '/' });
  return (part) => void navigate({ search: (search) => ({ ...search, ...part }), replace: true });
}

/** Not drawn again each time that a screen is heard of. */
const PlaceFilters = memo(function PlaceFilters({ tags }: { tags: readonly string[] }) {
  const words = useWords();
  const places = useSitesAndAreas();
  const change = useChange();
  const { site, area, tag, view = 'sites', size = 'large' } = useSearch({ from: '/shell/', select: withoutFind, structuralSharing: true });
  const areas = site === undefined ? [] : places.areasOf(site);
  return (
    <Group mb="md" gap="sm">
      {places.sites.length > 1 && view !== 'plan' && (
        <SiteFilter widthPx={220} size="xs" value={site} onChange={(next) => change({ site: next, area: undefined })} />
      )}
      {areas.length > 0 && view !== 'plan' && (
        <FilterSelect
          widthPx={220}
          size="xs"
          label={words('common.area')}
          placeholder={words('wall.everyArea')}
          data={areas.map((place) => ({ value: place.area.id as string, label: place.path }))}
          value={area}
          onChange={(next) => change({ area: next })}
        />
      )}
      {tags.length > 0 && (
        <FilterSelect
          widthPx={160}
          size="xs"
          label={words('enrol.tags')}
          placeholder={words('wall.everyTag')}
          data={tags}
          value={tag}
          onChange={(next) => change({ tag: next })}
        />
      )}
      <SegmentedControl
        size="xs"
        aria-label={words('wall.view')}
        data={(['sites', 'flat', 'plan'] as const).map((value) => ({ value, label: words(`wall.views.${value}`) }))}
        value={view}
        onChange={(next) => change({ view: next === 'sites' ? undefined : next })}
      />
      {view !== 'plan' && (
        <SegmentedControl
          size="xs"
          aria-label={words('wall.size')}
          data={(['large', 'small'] as const).map((value) => ({ value, label: words(`wall.sizes.${value}`) }))}
          value={size}
          onChange={(next) => change({ size: next === 'small' ? 'small' : undefined })}
        />
      )}
    </Group>
  );
});

function withoutFind({ site, area, tag, view, size }: z.infer<typeof wallSearchSchema>) {
  return { site, area, tag, view, size };
}

/** Thousands of screens: by site and area, or as one list in which those that need somebody stand first. */
function LargeWall({
  shown,
  all,
  isPart,
  isFullScreen,
}: {
  shown: readonly WallScreen[];
  all: readonly WallScreen[];
  isPart: boolean;
  isFullScreen: boolean;
}) {
  const places = useSitesAndAreas();
  const { view = 'sites', size = 'large' } = useSearch({ from: '/shell/' });
  const { data: alerts } = useQuery(alertsQuery);
  const active = useSame(useMemo(() => (alerts ?? noAlerts).filter(({ state }) => state === 'active'), [alerts]));
  // all of them, so that no letter of a search has them sorted again
  const standing = useStanding(all, view === 'flat' ? 'flat' : 'sites', places);
  const groups = useMemo(() => filledGroups(standing, all, shown), [standing, all, shown]);
  return (
    <VirtualWall key={String(isFullScreen)} groups={groups} size={size} scale={isFullScreen ? 1.4 : 1} alerts={active} isPart={isPart} />
  );
}

/** Where screens stand; sorted anew only where something by which they are sorted has changed. */
function useStanding(screens: readonly WallScreen[], view: WallView, places: ReturnType<typeof useSitesAndAreas>): Standing {
  const [known, keep] = useState(() => standingOf(screens, view, places));
  if (stillStands(known, screens, view, places)) return known;
  const next = standingOf(screens, view, places);
  keep(next);
  return next;
}

type StateCounts = Readonly<Record<ScreenState, number>>;
function countsOf(screens: readonly WallScreen[]): StateCounts {
  const counts = { healthy: 0, impaired: 0, offline: 0, unpaired: 0, unknown: 0 };
  for (const { state } of screens) counts[state] += 1;
  return counts;
}

function StateFilter({
  counts,
  chosen,
  onChoose,
}: {
  counts: StateCounts;
  chosen: ScreenState | undefined;
  onChoose: (state: ScreenState | undefined) => void;
}) {
  const words = useWords();
  const order: readonly ScreenState[] = ['healthy', 'impaired', 'offline', 'unpaired', 'unknown'];
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <div className={classes['chips']} role="group" aria-label={words('wall.filter')}>
      <button type="button" className={classes['chip']} aria-pressed={chosen === undefined} onClick={() => onChoose(undefined)}>
        {words('wall.all')} <strong>{all}</strong>
      </button>
      {order.map((state) => {
        const count = counts[state];
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
  const places = useSitesAndAreas();
  const { data: alerts } = useQuery(alertsQuery);
  if (screens.length === 0) return null;
  const active = (alerts ?? noAlerts).filter((alert) => alert.siteId === siteId && alert.state === 'active');
  const name = places.siteName(siteId);
  const zone = places.zoneOf(siteId);
  const order = places.areasOf(siteId).map(({ area }) => area.id);
  return (
    <section className={classes['site']} aria-label={name}>
      <h2 className={classes['siteName']} title={name}>
        {name}
      </h2>
      <ul className={classes['grid']}>
        {inPlaceOrder(screens, order).map((screen) => (
          <li key={screen.id}>
            <Tile screen={screen} place={places.areaPath(screen.areaId)} timeZone={zone} alerts={active} />
          </li>
        ))}
      </ul>
    </section>
  );
}
