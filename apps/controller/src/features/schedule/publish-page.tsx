import { scheduleRoutes, type PublicationId, type PublicationPreview, type PublicationSource } from '@gatecast/protocol';
import { Alert, Box, Button, Checkbox, Group, Stack, Table, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconCircleCheck } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { call, faultCodeOf } from '../../api/call.ts';
import { entriesQuery, publicationQuery, publicationsQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useFormats } from '../../instants/formats.ts';
import { instantOfWallClock } from '../../instants/instant-of-wall-clock.ts';
import { Empty } from '../../parts/empty.tsx';
import { Fault } from '../../parts/fault.tsx';
import { LongWork, newWorkId } from '../../parts/long-work.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { Findings } from './findings.tsx';
import { PlanDifferences } from './plan-differences.tsx';
import { PlanFaults } from './plan-faults.tsx';

/** What a publication would do, then the act itself. */
export function PublishPage() {
  const words = useWords();
  const formats = useFormats();
  const may = useMay();
  const places = usePlaces();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [note, setNote] = useState('');
  const [acceptsConflicts, setAcceptsConflicts] = useState(false);
  const { rollBackTo } = useSearch({ from: '/shell/schedule/publish' });
  const [activation, setActivation] = useState('');
  const source: PublicationSource =
    rollBackTo === undefined ? { kind: 'drafts' } : { kind: 'roll-back', publicationId: rollBackTo as PublicationId };
  const activateAtMs = activation === '' ? null : instantOfWallClock(activation, places.mainZone);
  const earlier = useQuery({ ...publicationQuery((rollBackTo ?? '') as PublicationId), enabled: rollBackTo !== undefined });
  const preview = useQuery({
    queryKey: ['publication-preview', rollBackTo ?? null],
    queryFn: () => call(scheduleRoutes.previewPublication, { body: { source } }),
    // read anew for whoever comes, and then when they say so: nobody publishes another than they read
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
  });
  const lookAgain = () => {
    setAcceptsConflicts(false);
    publish.reset();
    void preview.refetch();
  };
  const publish = useMutation({
    mutationFn: (workId: string) => {
      const token = preview.data?.token ?? '';
      const body = { note, acceptConflicts: acceptsConflicts, activateAtMs, token, workId };
      return source.kind === 'roll-back'
        ? call(scheduleRoutes.rollBack, { params: { publicationId: source.publicationId }, body })
        : call(scheduleRoutes.publish, { body });
    },
    onSuccess: async (publication) => {
      queries.setQueryData(publicationQuery(publication.id).queryKey, publication);
      void queries.invalidateQueries({ queryKey: entriesQuery.queryKey });
      void queries.invalidateQueries({ queryKey: publicationsQuery.queryKey });
      await navigate({ to: '/schedule/publications/$publicationId', params: { publicationId: publication.id } });
    },
  });
  const publishNow = () => publish.mutate(newWorkId());
  const data = preview.data;
  const { data: entries } = useQuery(entriesQuery);
  const unpublished = (rollBackTo === undefined ? (entries ?? []).filter(({ isPublished }) => !isPublished) : []).map(({ name }) => name);
  const isNothing = data?.changed.length === 0 && data.refused.length === 0;
  const stopping = (data?.refused ?? []).filter(({ isStopping }) => isStopping);
  const passedOver = (data?.refused ?? []).filter(({ isStopping }) => !isStopping);
  const hasTies = (data?.findings ?? []).some(({ conflicts }) => conflicts.some(({ kind }) => kind === 'tie'));
  const isOvertaken = faultCodeOf(publish.error) === 'edited-meanwhile';
  const isOld = data !== undefined && (preview.isStale || isOvertaken);
  const canPublish =
    may('schedule.publish') &&
    !isOld &&
    !preview.isFetching &&
    data !== undefined &&
    data.changed.length > 0 &&
    stopping.length === 0 &&
    (!hasTies || acceptsConflicts);
  return (
    <Page
      title={words(rollBackTo === undefined ? 'publish.title' : 'publish.rollBackTitle')}
      about={
        earlier.data
          ? words('publish.rollBackAbout', { at: formats.dateTime(earlier.data.publishedAtMs, places.mainZone), note: earlier.data.note })
          : words('publish.about')
      }
      actions={
        <Button component={Link} to="/schedule" variant="default">
          {words('publish.back')}
        </Button>
      }
    >
      {preview.isFetching && !data && <Loading label={words('publish.comparing')} />}
      <Fault error={preview.error} retry={() => void preview.refetch()} />
      {isOld && (
        <Alert color="orange" title={words(isOvertaken ? 'publish.overtaken' : 'publish.outOfDate')} role="alert" mb="md">
          <Text size="sm" mb="sm">
            {words('publish.outOfDateAbout')}
          </Text>
          <Button variant="default" loading={preview.isFetching} onClick={lookAgain}>
            {words('publish.lookAgain')}
          </Button>
        </Alert>
      )}
      {isNothing && <Empty icon={IconCircleCheck} title={words('publish.nothing')} text={words('publish.nothingAbout')} />}
      {data && !isNothing && (
        <Stack gap="md">
          <RefusedScreens title={words('publish.refused', { count: stopping.length })} color="red" screens={stopping} />
          <RefusedScreens title={words('publish.passedOver', { count: passedOver.length })} color="orange" screens={passedOver} />
          {data.findings.length > 0 && (
            <Alert color="orange" title={words('publish.findings')} role="alert">
              <Findings findings={data.findings} />
            </Alert>
          )}
          <Overtaken overtakes={data.overtakes} />
          <Box className="surface" p="md">
            <Title order={2}>{words('publish.changes', { count: data.changed.length })}</Title>
            <Text size="sm" c="dimmed">
              {words('publish.unchanged', { count: data.unchangedCount })}
            </Text>
            {unpublished.length > 0 && <Text size="sm">{words('publish.entries', { entries: formats.list(unpublished) })}</Text>}
            {data.changed.length > 0 && (
              <>
                <PlanDifferences preview={data} />
                <details>
                  <Text component="summary" size="sm" mt="sm">
                    {words('publish.preview')}
                  </Text>
                  <ChangedScreens changed={data.changed} />
                </details>
              </>
            )}
          </Box>
          {may('schedule.publish') ? (
            <Box className="surface" p="md">
              <Fault error={isOvertaken ? null : publish.error} />
              <Textarea
                label={words('publish.note')}
                description={words('publish.noteAbout')}
                maxLength={500}
                value={note}
                onChange={({ currentTarget }) => setNote(currentTarget.value)}
              />
              <TextInput
                mt="md"
                type="datetime-local"
                label={words('publish.activation')}
                description={words('publish.activationAbout', { zone: places.mainZone })}
                value={activation}
                onChange={({ currentTarget }) => setActivation(currentTarget.value)}
                maw={340}
              />
              {hasTies && (
                <Checkbox
                  mt="md"
                  label={words('publish.accept')}
                  description={words('publish.acceptAbout')}
                  checked={acceptsConflicts}
                  onChange={({ currentTarget }) => setAcceptsConflicts(currentTarget.checked)}
                />
              )}
              <Group mt="md">
                <Button disabled={!canPublish} loading={publish.isPending} onClick={publishNow}>
                  {words(activateAtMs === null ? 'publish.now' : 'publish.later', { count: data.changed.length })}
                </Button>
              </Group>
              <Box mt="md">
                <LongWork workId={publish.variables} isPending={publish.isPending} />
              </Box>
            </Box>
          ) : (
            <Text size="sm" c="dimmed">
              {words('publish.notPermitted')}
            </Text>
          )}
        </Stack>
      )}
    </Page>
  );
}

const listedScreens = 200;

/** What each screen fetches; of very many the first. */
function ChangedScreens({ changed }: { changed: PublicationPreview['changed'] }) {
  const words = useWords();
  const formats = useFormats();
  const places = usePlaces();
  return (
    <ScrollTable label={words('publish.preview')} isSurface={false}>
      <Table mt="xs" aria-label={words('publish.preview')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words('common.screen')}</Table.Th>
            <Table.Th>{words('publish.newObjects')}</Table.Th>
            <Table.Th>{words('publish.newBytes')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changed.slice(0, listedScreens).map(({ screenId, newObjects, newBytes }) => (
            <Table.Tr key={screenId}>
              <Table.Td>{places.screenName(screenId)}</Table.Td>
              <Table.Td>{formats.number(newObjects)}</Table.Td>
              <Table.Td>{formats.bytes(newBytes)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {changed.length > listedScreens && (
        <Text size="sm" c="dimmed" p="xs">
          {words('findings.moreScreens', { count: changed.length - listedScreens })}
        </Text>
      )}
    </ScrollTable>
  );
}

/** Publications that wait on these screens would not come any more: what they hold comes with this one. */
function Overtaken({ overtakes }: { overtakes: PublicationPreview['overtakes'] }) {
  const words = useWords();
  const formats = useFormats();
  const places = usePlaces();
  if (overtakes.length === 0) return null;
  return (
    <Alert color="orange" title={words('publish.overtakes')}>
      {overtakes.map(({ publicationId, activateAtMs, screenCount }) => (
        <Text key={publicationId} size="sm">
          <Link to="/schedule/publications/$publicationId" params={{ publicationId }} className="text-link">
            {activateAtMs === null
              ? words('publish.onItsWay', { count: screenCount })
              : words('publish.waitsUntil', { count: screenCount, at: formats.dateTime(activateAtMs, places.mainZone) })}
          </Link>
        </Text>
      ))}
    </Alert>
  );
}

type RefusedProps = { readonly title: string; readonly color: string; readonly screens: PublicationPreview['refused'] };

function RefusedScreens({ title, color, screens }: RefusedProps) {
  const places = usePlaces();
  if (screens.length === 0) return null;
  return (
    <Alert color={color} title={title} role="alert">
      {screens.map(({ screenId, faults }) => (
        <Box key={screenId} mt="xs">
          <Text fw={620} size="sm">
            {places.screenName(screenId)}
          </Text>
          <PlanFaults faults={faults} zone={places.zoneOfScreen(screenId)} />
        </Box>
      ))}
    </Alert>
  );
}
