import { ActionIcon, Button, Group, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useWords } from '../words/words.ts';

export type Span = { readonly from: string; readonly to: string };

/** Every span has two ends that differ. */
export function areSpansSound(spans: readonly Span[]): boolean {
  return spans.every(({ from, to }) => from !== '' && to !== '' && from !== to);
}

/** Spans of each day, by the wall clock of a site; one that ends before it begins goes over midnight. */
export function SpanFields({
  spans,
  most,
  onChange,
}: {
  spans: readonly Span[];
  most: number;
  onChange: (spans: readonly Span[]) => void;
}) {
  const words = useWords();
  const put = (index: number, change: Partial<Span>) =>
    onChange(spans.map((span, place) => (place === index ? { ...span, ...change } : span)));
  return (
    <Stack gap={6} my={6}>
      {spans.map(({ from, to }, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a span has nothing of its own but its place
        <Group key={index} gap="xs">
          <TextInput
            type="time"
            aria-label={words('spans.from')}
            value={from}
            onChange={({ currentTarget }) => put(index, { from: currentTarget.value })}
          />
          <span aria-hidden>–</span>
          <TextInput
            type="time"
            aria-label={words('spans.to')}
            value={to}
            onChange={({ currentTarget }) => put(index, { to: currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={words('spans.remove')}
            onClick={() => onChange(spans.filter((_, place) => place !== index))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Group>
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={spans.length >= most}
          onClick={() => onChange([...spans, { from: '22:00', to: '06:00' }])}
        >
          {words('spans.add')}
        </Button>
      </Group>
    </Stack>
  );
}
