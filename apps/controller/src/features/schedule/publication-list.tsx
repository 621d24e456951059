import { Anchor, Box, Table, Text, Title } from '@mantine/core';
import { scheduleRoutes } from '@gatecast/protocol';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call } from '../../api/call.ts';
import { publicationsQuery } from '../../api/queries.ts';
import { usePersonName } from '../../api/session.ts';
import { useFormats } from '../../instants/formats.ts';
import { MoreButton } from '../../parts/more-button.tsx';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';

const pageLength = 10;

/** What was published lately, and how much of it plays. */
export function PublicationList() {
  const words = useWords();
  const formats = useFormats();
  const places = usePlaces();
  const personName = usePersonName();
  // the newest are kept in step by the operators' socket
  const { data: newest } = useQuery(publicationsQuery);
  const history = useInfiniteQuery({
    queryKey: [...publicationsQuery.queryKey, 'history'],
    queryFn: ({ pageParam }) =>
      call(scheduleRoutes.listPublications, { query: { limit: pageLength, ...(pageParam === null ? {} : { after: pageParam }) } }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  // what could not be read is not told as nothing
  if (newest === undefined || history.data === undefined) return null;
  const read = history.data.pages.flatMap((page) => page.publications);
  const since = newest.filter(
    ({ id, publishedAtMs }) => publishedAtMs > (read[0]?.publishedAtMs ?? -1) && !read.some((one) => one.id === id),
  );
  const publications = [...since, ...read.map((one) => newest.find(({ id }) => id === one.id) ?? one)];
  return (
    <Box component="section" mb="lg">
      <Title order={2} mb={6}>
        {words('publish.history')}
      </Title>
      <ScrollTable label={words('publish.history')}>
        {publications.length === 0 ? (
          <Text size="sm" c="dimmed" p="sm">
            {words('publish.none')}
          </Text>
        ) : (
          <Table aria-label={words('publish.history')} miw={560}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words('publish.at')}</Table.Th>
                <Table.Th>{words('publish.note')}</Table.Th>
                <Table.Th>{words('publish.by')}</Table.Th>
                <Table.Th>{words('publish.reached')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {publications.map((publication) => (
                <Table.Tr key={publication.id}>
                  <Table.Td>
                    <Anchor
                      component={Link}
                      to="/schedule/publications/$publicationId"
                      params={{ publicationId: publication.id } as never}
                      size="sm"
                      className="text-link"
                    >
                      {formats.dateTime(publication.publishedAtMs, places.mainZone)}
                    </Anchor>
                  </Table.Td>
                  <Table.Td>{publication.note === '' ? '–' : publication.note}</Table.Td>
                  <Table.Td>{personName(publication.publishedBy)?.name ?? words('people.other')}</Table.Td>
                  <Table.Td>
                    {words('publish.reachedOf', {
                      active: publication.counts.active,
                      all: publication.screenCount,
                    })}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </ScrollTable>
      <MoreButton list={history}>{words('publish.earlier')}</MoreButton>
    </Box>
  );
}
