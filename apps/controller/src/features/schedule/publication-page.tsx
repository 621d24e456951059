import type { Publication, PublicationId } from '@gatecast/protocol';
import { Alert, Box, Button, Progress, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { publicationQuery } from '../../api/queries.ts';
import { useServerNow } from '../../api/server-clock.ts';
import { usePersonName } from '../../api/session.ts';
import { useAge } from '../../instants/age.ts';
import { useFormats } from '../../instants/formats.ts';
import { Fault } from '../../parts/fault.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { PlanFaults } from './plan-faults.tsx';

const steps = ['queued', 'delivered', 'prepared', 'active'] as const;

/** How far each screen of a publication is, live. */
export function PublicationPage() {
  const words = useWords();
  const formats = useFormats();
  const places = usePlaces();
  const personName = usePersonName();
  const { publicationId } = useParams({ from: '/shell/schedule/publications/$publicationId' });
  const publication = useQuery(publicationQuery(publicationId as PublicationId));
  if (publication.isPending) return <Loading />;
  const data = publication.data;
  return (
    <Page
      title={words('publish.oneTitle')}
      about={
        data &&
        [formats.dateTime(data.publishedAtMs, places.mainZone), personName(data.publishedBy)?.name ?? words('people.other'), data.note]
          .filter(Boolean)
          .join(' · ')
      }
      actions={
        <Button component={Link} to="/schedule" variant="default">
          {words('publish.back')}
        </Button>
      }
    >
      <Fault error={publication.error} retry={() => void publication.refetch()} />
      {data && data.refused.length > 0 && (
        <Alert color="orange" title={words('publish.passedOver', { count: data.refused.length })} mb="md">
          {data.refused.map(({ screenId, faults }) => (
            <Box key={screenId} mt="xs">
              <Text fw={620} size="sm">
                {places.screenName(screenId)}
              </Text>
              <PlanFaults faults={faults} zone={places.zoneOfScreen(screenId)} />
            </Box>
          ))}
        </Alert>
      )}
      {data && <States publication={data} />}
    </Page>
  );
}

function States({ publication }: { publication: Publication }) {
  const words = useWords();
  const places = usePlaces();
  const age = useAge();
  const now = useServerNow();
  const active = publication.screens.filter(({ state }) => state === 'active').length;
  const all = publication.screens.length;
  return (
    <Box className="surface" p="md">
      <div role="status">
        <Title order={2}>{words('publish.activeOf', { active, all })}</Title>
      </div>
      <Progress value={all === 0 ? 100 : (100 * active) / all} my="sm" aria-label={words('publish.activeOf', { active, all })} />
      <Text size="sm" c="dimmed">
        {words('publish.unchanged', { count: publication.unchangedCount })}
      </Text>
      <ScrollTable label={words('publish.states')} isSurface={false}>
        <Table mt="xs" miw={520} aria-label={words('publish.states')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words('common.screen')}</Table.Th>
              <Table.Th>{words('schedule.state')}</Table.Th>
              <Table.Th>{words('publish.progress')}</Table.Th>
              <Table.Th>{words('publish.since')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {publication.screens.map(({ screenId, state, reason, changedAtMs, releaseNumber }) => {
              const step = (steps as readonly string[]).indexOf(state);
              return (
                <Table.Tr key={screenId} data-state={state}>
                  <Table.Td>
                    <Link to="/screens/$screenId" params={{ screenId }} className="text-link">
                      {places.screenName(screenId)}
                    </Link>
                    <Text size="xs" c="dimmed">
                      {words('explain.release', { number: releaseNumber })}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <Mark look={state}>{words(`releaseStates.${state}`)}</Mark>
                    {reason !== null && <Text size="xs">{words(`refusals.${reason}`)}</Text>}
                  </Table.Td>
                  <Table.Td>{step >= 0 && <Steps reached={step} />}</Table.Td>
                  <Table.Td>{words('wall.seen', { age: age(now - changedAtMs) })}</Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </ScrollTable>
    </Box>
  );
}

function Steps({ reached }: { reached: number }) {
  const words = useWords();
  return (
    <div
      role="img"
      aria-label={words('publish.step', { step: reached + 1, all: steps.length })}
      style={{ display: 'grid', gridTemplateColumns: 'repeat(4, 1fr)', gap: 3, maxWidth: 180 }}
    >
      {steps.map((step, index) => (
        <span
          key={step}
          title={words(`releaseStates.${step}`)}
          style={{
            height: 8,
            borderRadius: 4,
            background: index <= reached ? 'light-dark(#04706c, #38b6b0)' : 'light-dark(#dfe5ec, #37455a)',
          }}
        />
      ))}
    </div>
  );
}
