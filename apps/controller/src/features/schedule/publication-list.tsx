import { Anchor, Box, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { publicationsQuery } from '../../api/queries.ts';
import { usePersonName } from '../../api/session.ts';
import { useFormats } from '../../instants/formats.ts';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';

/** What was published lately, and how much of it plays. */
export function PublicationList() {
  const words = useWords();
  const formats = useFormats();
  const places = usePlaces();
  const personName = usePersonName();
  const { data: publications } = useQuery(publicationsQuery);
  // what could not be read is not told as nothing
  if (publications === undefined) return null;
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
              {publications.slice(0, 10).map((publication) => (
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
    </Box>
  );
}
