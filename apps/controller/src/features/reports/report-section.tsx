import type { ReportSection as Section } from '@gatecast/protocol';
import { Box, Button, Group, Table, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { piece } from '../../app/piece.ts';
import { Loading } from '../../parts/page.tsx';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useWords } from '../../words/words.ts';
import { useCellText } from './cell-text.ts';

// charts bring a library of their own, which the table does not wait for
const ReportChart = lazy(async () => ({ default: (await piece(import('./report-chart.tsx'))).ReportChart }));

const firstRows = 25;

/** One table of a report, with its chart and its way out as CSV. */
export function ReportSection({ section, timeZone, csvHref }: { section: Section; timeZone: string; csvHref: string }) {
  const words = useWords();
  const cellText = useCellText(timeZone);
  const [isWhole, setIsWhole] = useState(false);
  const { key, title, columns, rows, chart, isCut } = section;
  const shown = isWhole ? rows : rows.slice(0, firstRows);
  return (
    <Box className="surface" p="md" component="section" aria-label={title}>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{title}</Title>
        {rows.length > 0 && (
          <Button
            className="no-print"
            component="a"
            variant="default"
            size="compact-sm"
            href={csvHref}
            download
            leftSection={<IconDownload size={14} aria-hidden />}
          >
            {words('sheets.save.csv')}
          </Button>
        )}
      </Group>
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {words('reports.nothing')}
        </Text>
      ) : (
        <>
          {chart !== null && (
            <Suspense fallback={<Loading />}>
              <ReportChart section={section} timeZone={timeZone} />
            </Suspense>
          )}
          <ScrollTable label={title} isSurface={false}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  {columns.map(({ key: column, name, unit }) => (
                    <Table.Th key={column} {...(unit === 'text' ? {} : { className: 'numeric' })}>
                      {name}
                    </Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {shown.map((cells, row) => (
                  // rows have no name of their own, and their order is the report's
                  // eslint-disable-next-line react/no-array-index-key
                  <Table.Tr key={`${key} ${row}`}>
                    {columns.map(({ key: column, unit }, at) => (
                      <Table.Td key={column} {...(unit === 'text' ? {} : { className: 'numeric' })}>
                        {cellText(cells[at] ?? null, unit, column)}
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </ScrollTable>
          {!isWhole && rows.length > firstRows && (
            <Button className="no-print" variant="subtle" mt="xs" onClick={() => setIsWhole(true)}>
              {words('reports.showAll', { count: rows.length })}
            </Button>
          )}
          {isCut && (
            <Text size="sm" mt="xs">
              {words('reports.cut', { count: rows.length })}
            </Text>
          )}
        </>
      )}
    </Box>
  );
}
