import type { FeedCell, FeedSource } from '@gatecast/protocol';
import { Button, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useFormats } from '../../instants/formats.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useWords } from '../../words/words.ts';

const shownAtFirst = 6;

type Props = {
  readonly name: string;
  readonly columns: FeedSource['columns'];
  readonly rows: readonly (readonly FeedCell[])[];
  readonly zone: string;
};

/** The values as their source gave them, the first rows of many. */
export function ValuesTable({ name, columns, rows, zone }: Props) {
  const words = useWords();
  const formats = useFormats();
  const [isWhole, setIsWhole] = useState(false);
  const label = words('feeds.valuesOf', { name });
  const cellText = (cell: FeedCell | undefined) => {
    if (cell === null || cell === undefined) return '–';
    return typeof cell === 'number' ? formats.dateTime(cell, zone) : cell;
  };
  return (
    <>
      <ScrollTable label={label} isSurface={false}>
        <Table mt="xs" aria-label={label}>
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ key, type }) => (
                <Table.Th key={key}>
                  {key}{' '}
                  <Text span size="xs" c="dimmed">
                    {words(`feedTypes.${type}`)}
                  </Text>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {(isWhole ? rows : rows.slice(0, shownAtFirst)).map((cells, row) => (
              // rows of values have no ids; their order is their identity
              <Table.Tr key={String(row)}>
                {columns.map(({ key }, column) => (
                  <Table.Td key={key}>{cellText(cells[column])}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollTable>
      {!isWhole && rows.length > shownAtFirst && (
        <Button size="compact-sm" variant="subtle" onClick={() => setIsWhole(true)}>
          {words('feeds.allRows', { count: rows.length })}
        </Button>
      )}
    </>
  );
}
