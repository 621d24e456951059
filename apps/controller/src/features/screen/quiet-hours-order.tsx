import { commandLimits, type QuietSpan, type WallScreen } from '@gatecast/protocol';
import { Box, Button, Text } from '@mantine/core';
import { useState } from 'react';
import { areSpansSound, SpanFields } from '../../parts/span-fields.tsx';
import { useWords } from '../../words/words.ts';
import { useOrders } from './use-orders.ts';

/** The hours of each day, by the site's clock, in which all but alerts is silent. */
export function QuietHoursOrder({ screen, last }: { screen: WallScreen; last: readonly QuietSpan[] }) {
  const words = useWords();
  const { give, mayGive, isBusy } = useOrders(screen);
  const [chosen, setChosen] = useState<readonly QuietSpan[] | null>(null);
  const spans = chosen ?? last;
  if (!mayGive('quiet-hours')) return null;
  const title = words('commands.names.quiet-hours');
  return (
    <Box role="group" aria-label={title}>
      <Text size="sm" fw={500}>
        {title}
      </Text>
      <SpanFields spans={spans} most={commandLimits.quietSpans} onChange={setChosen} />
      <Button
        variant="default"
        size="xs"
        disabled={!areSpansSound(spans)}
        loading={isBusy('quiet-hours')}
        onClick={() => give({ name: 'quiet-hours', spans: [...spans] })}
      >
        {words('commands.quietSet')}
      </Button>
    </Box>
  );
}
