import { incidentRoutes, type Incident } from '@gatecast/protocol';
import { Button, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { withIncident } from '../../api/with-incident.ts';
import { incidentsQuery } from '../../api/queries.ts';
import { Fault, tellDone } from '../../parts/fault.tsx';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { useWords } from '../../words/words.ts';
import { useIncidentPlace } from './incident-place.ts';

/** Takes an incident on, with a word for the others. */
export function AcknowledgeForm({ incident, onDone }: { incident: Incident; onDone: () => void }) {
  const words = useWords();
  const { name, site } = useIncidentPlace()(incident);
  const queries = useQueryClient();
  const [note, setNote] = useState(incident.note);
  useUnsaved(note !== incident.note);
  const acknowledge = useMutation({
    mutationFn: () => call(incidentRoutes.acknowledgeIncident, { params: { incidentId: incident.id }, body: { note } }),
    onSuccess: (changed) => {
      queries.setQueryData(incidentsQuery.queryKey, (list) => list && withIncident(list, changed));
      tellDone(words('incidents.acknowledged'));
      onDone();
    },
  });
  return (
    <form
      noValidate
      aria-label={words('incidents.acknowledge')}
      onSubmit={(event) => {
        event.preventDefault();
        acknowledge.mutate();
      }}
    >
      <Stack gap="sm">
        <Text>
          {words('incidents.whatWhere', {
            what: words(`incidentKinds.${incident.kind}`),
            place: site === '' ? name : `${name}, ${site}`,
          })}
        </Text>
        <Text size="sm" c="dimmed">
          {words(`incidentAdvice.${incident.kind}`)}
        </Text>
        <Fault error={acknowledge.error} />
        <Textarea
          label={words('incidents.note')}
          description={words('incidents.noteAbout')}
          maxLength={500}
          autosize
          minRows={3}
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        <Button type="submit" loading={acknowledge.isPending}>
          {words(incident.state === 'open' ? 'incidents.acknowledge' : 'common.save')}
        </Button>
      </Stack>
    </form>
  );
}
