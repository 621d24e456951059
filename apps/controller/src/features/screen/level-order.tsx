import type { WallScreen } from '@gatecast/protocol';
import { Box, Button, Group, Slider, Text } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../../words/words.ts';
import { useOrders } from './use-orders.ts';

/** A level from nothing to full, sent when the person says so. It begins at what the player tells, else at full. */
export function LevelOrder({ screen, name, lastBp }: { screen: WallScreen; name: 'volume' | 'brightness'; lastBp: number | null }) {
  const words = useWords();
  const { give, mayGive, isBusy } = useOrders(screen);
  const [chosen, setChosen] = useState<number | null>(null);
  const percent = chosen ?? (lastBp ?? 10_000) / 100;
  if (!mayGive(name)) return null;
  const label = words(`commands.names.${name}`);
  return (
    <Group gap="sm" wrap="nowrap" align="center">
      <Box style={{ flex: 1 }}>
        <Text size="sm" fw={500} mb={4}>
          {label} · {percent} %
        </Text>
        <Slider value={percent} onChange={setChosen} step={5} thumbLabel={label} label={(value) => `${value} %`} />
      </Box>
      <Button
        variant="default"
        loading={isBusy(name)}
        aria-label={`${label}: ${words('commands.set')}`}
        onClick={() => give({ name, levelBp: percent * 100 })}
      >
        {words('commands.set')}
      </Button>
    </Group>
  );
}
