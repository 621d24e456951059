import type { Item, Media } from '@gatecast/protocol';
import { Box, Checkbox, Group, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useFormats } from '../../instants/formats.ts';
import { usePlaces } from '../../parts/places.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useWords } from '../../words/words.ts';
import { categoryInWords } from './categories.ts';
import { CoverageMarks } from './coverage-marks.tsx';
import { languagesOf } from './coverage.ts';
import { tagsInLine } from './item-tags.tsx';
import { ItemThumb } from './item-thumb.tsx';
import { UsageMenu } from './usage-menu.tsx';
import { useItemUsage } from './use-item-usage.ts';

type Props = {
  readonly items: readonly Item[];
  readonly media: readonly Media[];
  readonly supplierName: (id: string) => string;
  /** Ids of those that are chosen; null: nothing is to be chosen. */
  readonly chosen: ReadonlySet<string> | null;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
};

/** Items as rows: with their languages, tags and where each is used. */
export function ItemRows({ items, media, supplierName, chosen, onChoose }: Props) {
  const words = useWords();
  const formats = useFormats();
  const places = usePlaces();
  const usage = useItemUsage();
  const languages = languagesOf(places.sites);
  const chosenHere = items.filter(({ id }) => chosen?.has(id)).length;
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  return (
    <ScrollTable label={words('content.title')}>
      <Table miw={chosen === null ? 860 : 900} aria-label={words('content.title')} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {chosen !== null && (
              <Table.Th w={40}>
                <Checkbox
                  aria-label={words('content.chooseShown')}
                  checked={items.length > 0 && chosenHere === items.length}
                  indeterminate={chosenHere > 0 && chosenHere < items.length}
                  onChange={({ currentTarget: { checked } }) => onChoose(new Set(checked ? items.map(({ id }) => id) : []))}
                />
              </Table.Th>
            )}
            <Table.Th>{words('content.item')}</Table.Th>
            <Table.Th>{words('content.languages')}</Table.Th>
            <Table.Th>{words('content.usage')}</Table.Th>
            <Table.Th>{words('content.supplier')}</Table.Th>
            <Table.Th>{words('content.changed')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <Table.Tr key={item.id} bg={chosen?.has(item.id) ? 'var(--mantine-primary-color-light)' : ''}>
              {chosen !== null && (
                <Table.Td>
                  <Checkbox
                    aria-label={words('screens.choose', { name: item.title })}
                    checked={chosen.has(item.id)}
                    onChange={() => toggle(item.id)}
                  />
                </Table.Td>
              )}
              <Table.Td>
                <Group gap="sm" wrap="nowrap">
                  <ItemThumb item={item} media={media} />
                  <Box>
                    <Link to="/content/items/$itemId" params={{ itemId: item.id }} className="text-link" style={{ fontWeight: 600 }}>
                      {item.title}
                    </Link>
                    <Text size="xs" c="dimmed">
                      {words(`itemKinds.${item.kind}`)} · {categoryInWords(item.category, words)}
                    </Text>
                    {item.tags.length > 0 && (
                      <Text size="xs" style={{ overflowWrap: 'anywhere' }}>
                        {tagsInLine(item.tags)}
                      </Text>
                    )}
                  </Box>
                </Group>
              </Table.Td>
              <Table.Td>
                <CoverageMarks item={item} languages={languages} />
              </Table.Td>
              <Table.Td>{usage !== undefined && <UsageMenu title={item.title} usage={usage.get(item.id)} />}</Table.Td>
              <Table.Td>{supplierName(item.supplierId)}</Table.Td>
              <Table.Td>{formats.dateTime(item.changedAtMs, places.mainZone)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}
