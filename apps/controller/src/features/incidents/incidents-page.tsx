import { incidentKinds, type Incident } from '@gatecast/protocol';
import { Button, Group, Select, Text } from '@mantine/core';
import { IconBellRinging, IconHeartbeat, IconInbox, IconMoodCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { incidentsQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { Empty } from '../../parts/empty.tsx';
import { Fault } from '../../parts/fault.tsx';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { AcknowledgeForm } from './acknowledge-form.tsx';
import { filterIncidents } from './filter-incidents.ts';
import { IncidentTable } from './incident-table.tsx';

const filterStates = ['open', 'acknowledged', 'resolved', 'any'] as const;
const stateChoices = ['unresolved', ...filterStates] as const;

/** The inbox of technicians: what is wrong with which screen, or the server itself, since when, and who is on it. Filters are part of the address. */
export function IncidentsPage() {
  const words = useWords();
  const may = useMay();
  const places = usePlaces();
  const navigate = useNavigate({ from: '/incidents' });
  const search = useSearch({ from: '/shell/incidents' });
  const incidents = useQuery(incidentsQuery);
  const [chosen, setChosen] = useState<Incident | null>(null);
  if (incidents.isPending) return <Loading />;
  const all = incidents.data?.incidents ?? [];
  const { state = 'unresolved', siteId, of, kind } = search;
  const shown = filterIncidents(all, { state, siteId, of, kind });
  const unresolved = all.filter(({ resolvedAtMs }) => resolvedAtMs === null).length;
  const choose = (change: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <Page
      title={words('incidents.title')}
      about={words('incidents.about')}
      actions={
        <>
          <Button
            component={Link}
            to="/health"
            search={(siteId === undefined ? {} : { site: siteId }) as never}
            variant="default"
            leftSection={<IconHeartbeat size={16} aria-hidden />}
          >
            {words('health.toSite')}
          </Button>
          {may('incident-routes.read') && (
            <Button component={Link} to="/incidents/routes" variant="default" leftSection={<IconBellRinging size={16} aria-hidden />}>
              {words('incidents.toRoutes')}
            </Button>
          )}
        </>
      }
    >
      <Fault error={incidents.error} retry={() => void incidents.refetch()} />
      <Group mb="md" gap="sm" align="flex-end">
        <Select
          label={words('incidents.state')}
          data={stateChoices.map((value) => ({ value, label: words(`incidents.stateChoices.${value}`) }))}
          value={state}
          allowDeselect={false}
          onChange={(value) => choose({ state: filterStates.find((one) => one === value) })}
        />
        <Select
          label={words('incidents.place')}
          placeholder={words('incidents.everyPlace')}
          clearable
          data={[
            { value: 'server', label: words('incidents.server') },
            ...places.sites.map(({ id }) => ({ value: id, label: places.siteName(id) })),
          ]}
          value={of ?? siteId ?? null}
          onChange={(value) =>
            choose(value === 'server' ? { of: 'server', siteId: undefined } : { of: undefined, siteId: value ?? undefined })
          }
        />
        <Select
          label={words('incidents.kind')}
          placeholder={words('incidents.everyKind')}
          clearable
          data={incidentKinds.map((value) => ({ value, label: words(`incidentKinds.${value}`) }))}
          value={kind ?? null}
          onChange={(value) => choose({ kind: incidentKinds.find((one) => one === value) })}
        />
        <Text size="sm" c="dimmed" role="status" pb={8}>
          {words('incidents.count', { count: shown.length, unresolved })}
        </Text>
      </Group>
      {shown.length === 0 ? (
        unresolved === 0 && state !== 'resolved' && state !== 'any' ? (
          <Empty icon={IconMoodCheck} title={words('incidents.noneTitle')} text={words('incidents.noneAbout')} />
        ) : (
          <Empty icon={IconInbox} title={words('incidents.noMatch')} />
        )
      ) : (
        <IncidentTable incidents={shown} onAcknowledge={may('incident.handle') ? setChosen : null} />
      )}
      <FormDrawer isOpen={chosen !== null} title={words('incidents.acknowledge')} onClose={() => setChosen(null)}>
        {chosen !== null && <AcknowledgeForm incident={chosen} onDone={() => setChosen(null)} />}
      </FormDrawer>
    </Page>
  );
}
