import { ActionIcon, Box, Button, Group } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useWords } from '../../words/words.ts';

type Props<Row> = {
  /** Names the list to those who cannot see it. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly most: number;
  readonly empty: Row;
  readonly onChange: (rows: readonly Row[]) => void;
  readonly render: (row: Row, index: number, change: (row: Row) => void) => ReactNode;
};

type Focus = { readonly row: number; readonly on: 'up' | 'down' | 'field' };

/** Rows to be added, removed and put in order; the keyboard's focus follows the row that was moved. One row at least stays. */
export function RowList<Row>({ label, rows, most, empty, onChange, render }: Props<Row>) {
  const words = useWords();
  const list = useRef<HTMLOListElement>(null);
  const focus = useRef<Focus | null>(null);
  useEffect(() => {
    if (focus.current === null) return;
    const { row, on } = focus.current;
    focus.current = null;
    const item = list.current?.children[row];
    const wanted = item?.querySelector<HTMLElement>(on === 'field' ? 'input, textarea' : `[data-act=${on}]:enabled`);
    (wanted ?? item?.querySelector<HTMLElement>('[data-act]:enabled'))?.focus();
  }, [rows]);
  const change = (next: readonly Row[], then: Focus) => {
    focus.current = then;
    onChange(next);
  };
  const move = (index: number, by: -1 | 1) => {
    const next = [...rows];
    const [taken] = next.splice(index, 1);
    if (taken !== undefined) next.splice(index + by, 0, taken);
    change(next, { row: index + by, on: by < 0 ? 'up' : 'down' });
  };
  return (
    <Box role="group" aria-label={label}>
      <ol ref={list} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {rows.map((row, index) => {
          const place = { number: index + 1 };
          return (
            // rows are told by their place alone, and all they hold is in the form
            <Group key={String(index)} component="li" gap={4} wrap="nowrap" align="flex-start" mb={6}>
              {render(row, index, (changed) => onChange(rows.with(index, changed)))}
              <ActionIcon
                mt={4}
                variant="subtle"
                data-act="up"
                aria-label={words('notice.up', place)}
                disabled={index === 0}
                onClick={() => move(index, -1)}
              >
                <IconArrowUp size={16} aria-hidden />
              </ActionIcon>
              <ActionIcon
                mt={4}
                variant="subtle"
                data-act="down"
                aria-label={words('notice.down', place)}
                disabled={index === rows.length - 1}
                onClick={() => move(index, 1)}
              >
                <IconArrowDown size={16} aria-hidden />
              </ActionIcon>
              <ActionIcon
                mt={4}
                variant="subtle"
                color="red"
                aria-label={words('notice.take', place)}
                disabled={rows.length === 1}
                onClick={() => change(rows.toSpliced(index, 1), { row: Math.min(index, rows.length - 2), on: 'field' })}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Group>
          );
        })}
      </ol>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} aria-hidden />}
        disabled={rows.length >= most}
        onClick={() => change([...rows, empty], { row: rows.length, on: 'field' })}
      >
        {rows.length >= most ? words('notice.noMore', { most }) : words('notice.add')}
      </Button>
    </Box>
  );
}
