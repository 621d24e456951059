import type { Order, OrderName, StoredCommand, WallScreen } from '@gatecast/protocol';
import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { commandsQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useWords } from '../../words/words.ts';
import { CommandList } from './command-list.tsx';
import { LevelOrder } from './level-order.tsx';
import { OrderButton } from './order-button.tsx';
import { QuietHoursOrder } from './quiet-hours-order.tsx';

const logLines = 5_000;

/** Whether there is anything to order, or to tell of what was ordered. */
export function useHasCommands(screen: WallScreen): boolean {
  const may = useMay();
  const { data: commands } = useQuery(commandsQuery(screen.id));
  return may('fleet.command') && (screen.player !== null || (commands ?? []).length > 0);
}

/** What a screen's player can be ordered to do, in groups, and what was ordered last. */
export function ScreenCommands({ screen, timeZone }: { screen: WallScreen; timeZone: string }) {
  const words = useWords();
  const may = useMay();
  const { data: commands } = useQuery(commandsQuery(screen.id));
  if (!useHasCommands(screen)) return null;
  // a player says how it stands; one of before that, and one that is away, stands as it was ordered last
  const { audio, display } = screen.heartbeat ?? {};
  const volumeBp = audio?.volumeBp ?? lastDone(commands, 'volume')?.levelBp ?? null;
  const brightnessBp = display?.brightnessBp ?? lastDone(commands, 'brightness')?.levelBp ?? null;
  const quiet = audio?.quiet ?? lastDone(commands, 'quiet-hours')?.spans ?? [];
  return (
    <Box className="surface" p="md" component="section" aria-label={words('commands.title')}>
      <Title order={2} mb="xs">
        {words('commands.title')}
      </Title>
      {screen.player !== null && (
        <Stack gap="md" mb="md">
          <OrderGroup title={words('commands.groups.player')}>
            <OrderButton screen={screen} order={{ name: 'reload-stage' }} />
            <OrderButton screen={screen} order={{ name: 'restart-player' }} />
            <OrderButton screen={screen} order={{ name: 'reboot' }} />
            <OrderButton screen={screen} order={{ name: 'clear-cache' }} />
            <OrderButton screen={screen} order={{ name: 'log-bundle', lines: logLines }} />
          </OrderGroup>
          {may('fleet.maintain') && (
            <>
              <OrderGroup title={words('commands.groups.display')}>
                <OrderButton screen={screen} order={{ name: 'display-power', power: 'on' }} />
                <OrderButton screen={screen} order={{ name: 'display-power', power: 'standby' }} />
                <OrderButton screen={screen} order={{ name: 'display-power', power: 'off' }} />
              </OrderGroup>
              <LevelOrder screen={screen} name="brightness" lastBp={brightnessBp} />
              <LevelOrder screen={screen} name="volume" lastBp={volumeBp} />
              <QuietHoursOrder screen={screen} last={quiet} />
            </>
          )}
        </Stack>
      )}
      <CommandList screenId={screen.id} commands={commands ?? []} timeZone={timeZone} />
    </Box>
  );
}

function OrderGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box role="group" aria-label={title}>
      <Text size="sm" fw={500} mb={4}>
        {title}
      </Text>
      <Group gap="xs">{children}</Group>
    </Box>
  );
}

/** The newest order of a name that was carried out. */
function lastDone<Name extends OrderName>(
  commands: readonly StoredCommand[] | undefined,
  name: Name,
): Extract<Order, { name: Name }> | null {
  const found = commands?.find(({ order, state }) => order.name === name && state === 'done');
  // found by its name just above
  return (found?.order as Extract<Order, { name: Name }> | undefined) ?? null;
}
