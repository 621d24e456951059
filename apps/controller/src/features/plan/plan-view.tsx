import type { SiteId, SitePlan, WallScreen } from '@gatecast/protocol';
import { Button, Group, Select, Text } from '@mantine/core';
import { IconEdit, IconMap2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { sitePlansQuery } from '../../api/site-plan-queries.ts';
import { useMayAt } from '../../api/session.ts';
import { Empty } from '../../parts/empty.tsx';
import { Fault } from '../../parts/fault.tsx';
import { Loading } from '../../parts/page.tsx';
import { areasInside, useSitesAndAreas } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { PlanBoard } from './plan-board.tsx';
import { PlanEditor } from './plan-editor.tsx';
import { PlanPicture } from './plan-picture.tsx';

const wholeSite = 'site';

/** The plan of a site, or of an area of it, with the screens that stand there. `shown`: those that the wall's filters leave. */
export function PlanView({ shown, all }: { shown: readonly WallScreen[]; all: readonly WallScreen[] }) {
  const words = useWords();
  const places = useSitesAndAreas();
  const navigate = useNavigate({ from: '/' });
  const { site, area } = useSearch({ from: '/shell/' });
  const siteId = (places.sites.find(({ id }) => id === site) ?? places.sites[0])?.id;
  if (siteId === undefined) return null;
  const areas = places.areasOf(siteId);
  const areaId = areas.find((place) => place.area.id === area)?.area.id ?? null;
  const go = (part: { site?: string; area?: string | undefined }) =>
    void navigate({ search: (search) => ({ ...search, area: undefined, ...part }), replace: true });
  return (
    <>
      <Group mb="sm" gap="sm">
        {places.sites.length > 1 && (
          <Select
            w={{ base: '100%', xs: 260 }}
            allowDeselect={false}
            aria-label={words('common.site')}
            data={places.sites.map(({ id }) => ({ value: id as string, label: places.siteName(id) }))}
            value={siteId}
            onChange={(next) => next !== null && go({ site: next })}
          />
        )}
        {areas.length > 0 && (
          <Select
            w={{ base: '100%', xs: 260 }}
            allowDeselect={false}
            aria-label={words('plan.of')}
            data={[
              { value: wholeSite, label: words('wall.wholeSite') },
              ...areas.map((place) => ({ value: place.area.id as string, label: place.path })),
            ]}
            value={areaId ?? wholeSite}
            onChange={(next) => go({ site: siteId, area: next === wholeSite || next === null ? undefined : next })}
          />
        )}
      </Group>
      <PlanOf key={`${siteId} ${areaId}`} siteId={siteId} areaId={areaId} shown={shown} all={all} />
    </>
  );
}

type OfProps = {
  readonly siteId: SiteId;
  readonly areaId: SitePlan['areaId'];
  readonly shown: readonly WallScreen[];
  readonly all: readonly WallScreen[];
};

function PlanOf({ siteId, areaId, shown, all }: OfProps) {
  const words = useWords();
  const places = useSitesAndAreas();
  const mayEdit = useMayAt()('fleet.edit', siteId);
  const plans = useQuery(sitePlansQuery(siteId));
  const [isEditing, setIsEditing] = useState(false);
  if (plans.isPending) return <Loading />;
  if (plans.data === undefined) return <Fault error={plans.error} retry={() => void plans.refetch()} />;
  const plan = plans.data.find((one) => one.areaId === areaId);
  const inside = areaId === null ? null : new Set(areasInside(places.areas, areaId));
  const belongs = (screen: WallScreen) =>
    screen.siteId === siteId && (inside === null || (screen.areaId !== null && inside.has(screen.areaId)));
  if (plan === undefined)
    return (
      <Empty icon={IconMap2} title={words('plan.none')} text={words(mayEdit ? 'plan.noneAbout' : 'plan.noneAsk')}>
        {mayEdit && <PlanPicture siteId={siteId} areaId={areaId} plan={null} />}
      </Empty>
    );
  const ofSite = all.filter((screen) => screen.siteId === siteId);
  if (isEditing) return <PlanEditor plan={plan} screens={ofSite} belongs={belongs} onDone={() => setIsEditing(false)} />;
  const placed = new Set(plan.places.map(({ screenId }) => screenId));
  const without = ofSite.filter((screen) => belongs(screen) && !placed.has(screen.id));
  const visible = new Set(shown.map(({ id }) => id));
  return (
    <>
      <PlanBoard
        plan={plan}
        name={areaId === null ? places.siteName(siteId) : places.areaPath(areaId)}
        places={plan.places.filter(({ screenId }) => visible.has(screenId))}
        screens={ofSite}
        actions={
          mayEdit && (
            <Button variant="default" leftSection={<IconEdit size={16} aria-hidden />} onClick={() => setIsEditing(true)}>
              {words('plan.edit')}
            </Button>
          )
        }
      />
      {without.length > 0 && (
        <section aria-label={words('plan.without')}>
          <Text size="sm" fw={600} mt="md" mb={4}>
            {words('plan.withoutCount', { count: without.length })}
          </Text>
          <Group gap="xs">
            {without.map((screen) => (
              <Button key={screen.id} component={Link} to={`/screens/${screen.id}`} variant="default" size="compact-sm">
                {screen.name} · {words(`states.${screen.state}`)}
              </Button>
            ))}
          </Group>
        </section>
      )}
    </>
  );
}
