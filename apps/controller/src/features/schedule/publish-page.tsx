import { scheduleRoutes } from '@gatecast/protocol';
import { Alert, Box, Button, Group, List, Stack, Table, Text, Textarea, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconCircleCheck } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { entriesQuery, publicationQuery, publicationsQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useFormats } from '../../instants/formats.ts';
import { Empty } from '../../parts/empty.tsx';
import { Fault } from '../../parts/fault.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';

/** What a publication would do, then the act itself. */
export function PublishPage() {
  const words = useWords();
  const formats = useFormats();
  const may = useMay();
  const places = usePlaces();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [note, setNote] = useState('');
  const preview = useQuery({
    queryKey: ['publication-preview'],
    queryFn: () => call(scheduleRoutes.previewPublication, { body: {} }),
    staleTime: 0,
    retry: false,
  });
  const publish = useMutation({
    mutationFn: () => call(scheduleRoutes.publish, { body: { note } }),
    onSuccess: async (publication) => {
      queries.setQueryData(publicationQuery(publication.id).queryKey, publication);
      void queries.invalidateQueries({ queryKey: entriesQuery.queryKey });
      void queries.invalidateQueries({ queryKey: publicationsQuery.queryKey });
      await navigate({ to: '/schedule/publications/$publicationId', params: { publicationId: publication.id } });
    },
  });
  const data = preview.data;
  const { data: entries } = useQuery(entriesQuery);
  const unpublished = (entries ?? []).filter(({ isPublished }) => !isPublished).map(({ name }) => name);
  const isNothing = data?.changed.length === 0 && data.refused.length === 0;
  const canPublish = may('schedule.publish') && data !== undefined && data.changed.length > 0 && data.refused.length === 0;
  return (
    <Page
      title={words('publish.title')}
      about={words('publish.about')}
      actions={
        <Button component={Link} to="/schedule" variant="default">
          {words('publish.back')}
        </Button>
      }
    >
      {preview.isFetching && !data && <Loading label={words('publish.comparing')} />}
      <Fault error={preview.error} retry={() => void preview.refetch()} />
      {isNothing && <Empty icon={IconCircleCheck} title={words('publish.nothing')} text={words('publish.nothingAbout')} />}
      {data && !isNothing && (
        <Stack gap="md">
          {data.refused.length > 0 && (
            <Alert color="red" title={words('publish.refused', { count: data.refused.length })} role="alert">
              {data.refused.map(({ screenId, faults }) => (
                <Box key={screenId} mt="xs">
                  <Text fw={620} size="sm">
                    {places.screenName(screenId)}
                  </Text>
                  <List size="sm">
                    {faults.map((fault) => (
                      <List.Item key={`${fault.path} ${fault.code}`}>
                        {fault.message} <span className="mono">({fault.path})</span>
                      </List.Item>
                    ))}
                  </List>
                </Box>
              ))}
            </Alert>
          )}
          <Box className="surface" p="md">
            <Title order={2}>{words('publish.changes', { count: data.changed.length })}</Title>
            <Text size="sm" c="dimmed">
              {words('publish.unchanged', { count: data.unchangedCount })}
            </Text>
            {unpublished.length > 0 && <Text size="sm">{words('publish.entries', { entries: formats.list(unpublished) })}</Text>}
            {data.changed.length > 0 && (
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
                    {data.changed.map(({ screenId, newObjects, newBytes }) => (
                      <Table.Tr key={screenId}>
                        <Table.Td>{places.screenName(screenId)}</Table.Td>
                        <Table.Td>{formats.number(newObjects)}</Table.Td>
                        <Table.Td>{formats.bytes(newBytes)}</Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </ScrollTable>
            )}
          </Box>
          {may('schedule.publish') ? (
            <Box className="surface" p="md">
              <Fault error={publish.error} />
              <Textarea
                label={words('publish.note')}
                description={words('publish.noteAbout')}
                maxLength={500}
                value={note}
                onChange={({ currentTarget }) => setNote(currentTarget.value)}
              />
              <Group mt="md">
                <Button disabled={!canPublish} loading={publish.isPending} onClick={() => publish.mutate()}>
                  {words('publish.now', { count: data.changed.length })}
                </Button>
              </Group>
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
