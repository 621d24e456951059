import { scheduleRoutes, type Publication, type PublicationId } from '@gatecast/protocol';
import { Alert, Box, Button, Group, Progress, Table, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { publicationQuery, publicationsQuery } from '../../api/queries.ts';
import { useMay, usePersonName } from '../../api/session.ts';
import { useFormats } from '../../instants/formats.ts';
import { Confirm } from '../../parts/confirm.tsx';
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
  const may = useMay();
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
        <Group gap="sm">
          {data && may('schedule.publish') && <PublicationActions publication={data} />}
          <Button component={Link} to="/schedule" variant="default">
            {words('publish.back')}
          </Button>
        </Group>
      }
    >
      <Fault error={publication.error} retry={() => void publication.refetch()} />
      {data && <Standing publication={data} />}
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
  const { active } = publication.counts;
  const all = publication.screenCount;
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
              {steps.map((step) => (
                <Table.Th key={step}>{words(`releaseStates.${step}`)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {publication.screens.map(({ screenId, state, reason, detail, releaseNumber, ...times }) => {
              const zone = places.zoneOfScreen(screenId);
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
                    {detail !== null && (
                      <Text size="xs" c="dimmed">
                        {detail}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td>{step >= 0 && <Steps reached={step} />}</Table.Td>
                  {steps.map((one) => (
                    <Table.Td key={one}>
                      <Moment atMs={times[`${one}AtMs`]} publishedAtMs={publication.publishedAtMs} zone={zone} />
                    </Table.Td>
                  ))}
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </ScrollTable>
      {all > publication.screens.length && (
        <Text size="sm" c="dimmed">
          {words('findings.moreScreens', { count: all - publication.screens.length })}
        </Text>
      )}
    </Box>
  );
}

/** A time of day; on another day than the publication's with its date. */
function Moment({ atMs, publishedAtMs, zone }: { atMs: number | null; publishedAtMs: number; zone: string }) {
  const formats = useFormats();
  if (atMs === null) return '–';
  const isSoon = Math.abs(atMs - publishedAtMs) < 12 * 3_600_000;
  return isSoon ? formats.timeWithSeconds(atMs, zone) : formats.dateTime(atMs, zone);
}

/** What the publication was made of, when it comes, and whether it was taken back. */
function Standing({ publication: { source, activateAtMs, withdrawnById, counts } }: { publication: Publication }) {
  const words = useWords();
  const formats = useFormats();
  const places = usePlaces();
  const isWaiting = counts.queued + counts.delivered + counts.prepared > 0;
  const linked = (publicationId: PublicationId, text: string) => (
    <Text size="sm">
      <Link to="/schedule/publications/$publicationId" params={{ publicationId }} className="text-link">
        {text}
      </Link>
    </Text>
  );
  return (
    <Box mb="sm">
      {source.kind === 'restored' && <Text size="sm">{words('publish.sources.restored')}</Text>}
      {'publicationId' in source && linked(source.publicationId, words(`publish.sources.${source.kind}`))}
      {activateAtMs !== null && (
        <Text size="sm" fw={620}>
          {words(isWaiting && withdrawnById === null ? 'publish.activates' : 'publish.activation', {
            at: formats.dateTime(activateAtMs, places.mainZone),
          })}
          {isWaiting && withdrawnById === null ? '' : `: ${formats.dateTime(activateAtMs, places.mainZone)}`}
        </Text>
      )}
      {withdrawnById !== null && (
        <Alert color="orange" title={words('publish.withdrawn')}>
          {linked(withdrawnById, words('publish.withdrawnBy'))}
        </Alert>
      )}
    </Box>
  );
}

function PublicationActions({ publication }: { publication: Publication }) {
  const words = useWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [isAsking, setIsAsking] = useState(false);
  const waiting = publication.counts.queued + publication.counts.delivered + publication.counts.prepared;
  const withdraw = useMutation({
    mutationFn: () => call(scheduleRoutes.withdraw, { params: { publicationId: publication.id }, body: {} }),
    onSuccess: async (made) => {
      setIsAsking(false);
      queries.setQueryData(publicationQuery(made.id).queryKey, made);
      void queries.invalidateQueries({ queryKey: publicationsQuery.queryKey });
      await navigate({ to: '/schedule/publications/$publicationId', params: { publicationId: made.id } });
    },
  });
  return (
    <>
      {waiting > 0 && publication.withdrawnById === null && (
        <Button variant="default" onClick={() => setIsAsking(true)}>
          {words('publish.withdraw')}
        </Button>
      )}
      <Button component={Link} to="/schedule/publish" search={{ rollBackTo: publication.id } as never} variant="default">
        {words('publish.rollBack')}
      </Button>
      <Confirm
        isOpen={isAsking}
        title={words('publish.withdraw')}
        confirm={words('publish.withdraw')}
        isDangerous
        isBusy={withdraw.isPending}
        onConfirm={() => withdraw.mutate()}
        onClose={() => setIsAsking(false)}
      >
        {words('publish.withdrawAbout', { count: waiting })}
        <Fault error={withdraw.error} />
      </Confirm>
    </>
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
            background:
              index <= reached
                ? 'light-dark(var(--mantine-color-accent-8), var(--mantine-color-accent-4))'
                : 'light-dark(#dfe5ec, #37455a)',
          }}
        />
      ))}
    </div>
  );
}
