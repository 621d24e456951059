import { textOfFact, type Incident } from '@gatecast/protocol';
import { Anchor, Button, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useServerNow } from '../../api/server-clock.ts';
import { useMayAt, usePersonName } from '../../api/session.ts';
import { useAge } from '../../instants/age.ts';
import { useFormats } from '../../instants/formats.ts';
import { Mark } from '../../parts/mark.tsx';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useLanguage, useWords } from '../../words/words.ts';
import { incidentLooks } from './incident-looks.ts';
import { useIncidentPlace } from './incident-place.ts';

/** Incidents, each with its screen, how long it has lasted and who is on it. `onAcknowledge` null: this person may only read. `isOfOneScreen`: which one stands above. */
export function IncidentTable({
  incidents,
  onAcknowledge,
  isOfOneScreen = false,
}: {
  incidents: readonly Incident[];
  onAcknowledge: ((incident: Incident) => void) | null;
  isOfOneScreen?: boolean;
}) {
  const words = useWords();
  return (
    <ScrollTable label={words('incidents.title')}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words('incidents.what')}</Table.Th>
            {!isOfOneScreen && <Table.Th>{words('incidents.place')}</Table.Th>}
            <Table.Th>{words('incidents.since')}</Table.Th>
            <Table.Th>{words('incidents.state')}</Table.Th>
            {onAcknowledge !== null && <Table.Th>{words('incidents.action')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {incidents.map((incident) => (
            <IncidentRow key={incident.id} incident={incident} onAcknowledge={onAcknowledge} isOfOneScreen={isOfOneScreen} />
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}

type RowProps = { incident: Incident; onAcknowledge: ((incident: Incident) => void) | null; isOfOneScreen: boolean };

function IncidentRow({ incident, onAcknowledge, isOfOneScreen }: RowProps) {
  const words = useWords();
  const mayAt = useMayAt();
  const place = useIncidentPlace()(incident);
  const language = useLanguage();
  const { kind, state, fact, screenId } = incident;
  const detail = fact === null ? incident.detail : textOfFact(fact, language);
  const { icon, tone } = incidentLooks[kind];
  return (
    <Table.Tr data-incident={incident.id} data-kind={kind} data-state={state}>
      <Table.Td>
        <Mark icon={icon} tone={state === 'resolved' ? 'quiet' : tone}>
          {words(`incidentKinds.${kind}`)}
        </Mark>
        {detail !== '' && (
          <Text size="xs" c="dimmed" mt={2}>
            {detail}
          </Text>
        )}
      </Table.Td>
      {!isOfOneScreen && (
        <Table.Td>
          {screenId === null ? (
            <Text size="sm" fw={500}>
              {place.name}
            </Text>
          ) : (
            <Anchor size="sm" fw={500} renderRoot={(props) => <Link {...props} to="/screens/$screenId" params={{ screenId }} />}>
              {place.name}
            </Anchor>
          )}
          <Text size="xs" c="dimmed">
            {place.site}
          </Text>
        </Table.Td>
      )}
      <Table.Td>
        <Lasting incident={incident} />
      </Table.Td>
      <Table.Td>
        <Handling incident={incident} />
      </Table.Td>
      {onAcknowledge !== null && (
        <Table.Td>
          {state !== 'resolved' && mayAt('incident.handle', incident.siteId) && (
            <Button size="compact-sm" variant={state === 'open' ? 'filled' : 'default'} onClick={() => onAcknowledge(incident)}>
              {words(state === 'open' ? 'incidents.acknowledge' : 'incidents.changeNote')}
            </Button>
          )}
        </Table.Td>
      )}
    </Table.Tr>
  );
}

/** When it opened, and how long it has lasted or lasted. */
function Lasting({ incident }: { incident: Incident }) {
  const { openedAtMs, resolvedAtMs } = incident;
  const words = useWords();
  const formats = useFormats();
  const age = useAge();
  const now = useServerNow();
  const { zone } = useIncidentPlace()(incident);
  const lasted = age((resolvedAtMs ?? now) - openedAtMs);
  return (
    <span className="tabular">
      {formats.dateTime(openedAtMs, zone)}
      <Text size="xs" c="dimmed">
        {words(resolvedAtMs === null ? 'incidents.lasts' : 'incidents.lasted', { age: lasted })}
      </Text>
    </span>
  );
}

/** Its state, and who took it on with which note. */
function Handling({ incident }: { incident: Incident }) {
  const words = useWords();
  const formats = useFormats();
  const personName = usePersonName();
  const { zone } = useIncidentPlace()(incident);
  const { state, acknowledgedAtMs, acknowledgedBy, note } = incident;
  const look = state === 'open' ? 'requested' : state === 'acknowledged' ? 'accepted' : 'done';
  return (
    <>
      <Mark look={look}>{words(`incidents.states.${state}`)}</Mark>
      {acknowledgedAtMs !== null && acknowledgedBy !== null && (
        <Text size="xs" c="dimmed" mt={2}>
          {words('incidents.by', {
            name: personName(acknowledgedBy)?.name ?? words('people.other'),
            at: formats.dateTime(acknowledgedAtMs, zone),
          })}
        </Text>
      )}
      {note !== '' && (
        <Text size="sm" mt={2}>
          {note}
        </Text>
      )}
    </>
  );
}
