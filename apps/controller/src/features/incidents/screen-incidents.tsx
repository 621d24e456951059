import type { Incident, ScreenId } from '@gatecast/protocol';
import { Box, Group, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { incidentsQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { useWords } from '../../words/words.ts';
import { AcknowledgeForm } from './acknowledge-form.tsx';
import { IncidentTable } from './incident-table.tsx';

/** What is wrong with one screen now. Nothing is drawn while nothing is; what was stands in its history. */
export function ScreenIncidents({ screenId }: { screenId: ScreenId }) {
  const words = useWords();
  const may = useMay();
  const { data } = useQuery(incidentsQuery);
  const [chosen, setChosen] = useState<Incident | null>(null);
  const unresolved = (data?.incidents ?? []).filter((one) => one.screenId === screenId && one.resolvedAtMs === null);
  if (unresolved.length === 0) return null;
  return (
    <Box component="section" aria-label={words('incidents.ofScreen')} mb="md">
      <Group justify="space-between" mb="xs">
        <Title order={2}>{words('incidents.ofScreen')}</Title>
        <Link to="/incidents">{words('incidents.toInbox')}</Link>
      </Group>
      <IncidentTable incidents={unresolved} onAcknowledge={may('incident.handle') ? setChosen : null} isOfOneScreen />
      <FormDrawer isOpen={chosen !== null} title={words('incidents.acknowledge')} onClose={() => setChosen(null)}>
        {chosen !== null && <AcknowledgeForm incident={chosen} onDone={() => setChosen(null)} />}
      </FormDrawer>
    </Box>
  );
}
