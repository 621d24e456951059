import { commandLimits, type QuietSpan, type WallScreen } from '@gatecast/protocol';
import { ActionIcon, Box, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../../words/words.ts';
import { useOrders } from './use-orders.ts';

/** The hours of each day, by the site's clock, in which all but alerts is silent. */
export function QuietHoursOrder({ screen, last }: { screen: WallScreen; last: readonly QuietSpan[] }) {
  const words = useWords();
  const { give, mayGive, isBusy } = useOrders(screen);
  const [chosen, setChosen] = useState<readonly QuietSpan[] | null>(null);
  const spans = chosen ?? last;
  if (!mayGive('quiet-hours')) return null;
  const put = (index: number, change: Partial<QuietSpan>) =>
    setChosen(spans.map((span, place) => (place === index ? { ...span, ...change } : span)));
  const isSound = spans.every(({ from, to }) => from !== '' && to !== '' && from !== to);
  return (
    <Box>
      <Text size="sm" fw={500}>
        {words('commands.names.quiet-hours')}
      </Text>
      <Stack gap={6} my={6}>
        {spans.map(({ from, to }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a span has nothing of its own but its place
          <Group key={index} gap="xs">
            <TextInput
              type="time"
              aria-label={words('commands.quietFrom')}
              value={from}
              onChange={({ currentTarget }) => put(index, { from: currentTarget.value })}
            />
            <span aria-hidden>–</span>
            <TextInput
              type="time"
              aria-label={words('commands.quietTo')}
              value={to}
              onChange={({ currentTarget }) => put(index, { to: currentTarget.value })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={words('commands.quietRemove')}
              onClick={() => setChosen(spans.filter((_, place) => place !== index))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
      </Stack>
      <Group gap="xs">
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={spans.length >= commandLimits.quietSpans}
          onClick={() => setChosen([...spans, { from: '22:00', to: '06:00' }])}
        >
          {words('commands.quietAdd')}
        </Button>
        <Button
          variant="default"
          size="xs"
          disabled={!isSound}
          loading={isBusy('quiet-hours')}
          onClick={() => give({ name: 'quiet-hours', spans: [...spans] })}
        >
          {words('commands.quietSet')}
        </Button>
      </Group>
    </Box>
  );
}
