import { permissionOf, screenRoutes, type Order, type Selection } from '@gatecast/protocol';
import { Alert, Button, Group, Select, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { commandStatesQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { Fault } from '../../parts/fault.tsx';
import { LongWork, newWorkId } from '../../parts/long-work.tsx';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useWords } from '../../words/words.ts';

const orders = {
  identify: { name: 'identify', seconds: 15 },
  screenshot: { name: 'screenshot' },
  'reload-stage': { name: 'reload-stage' },
  'restart-player': { name: 'restart-player' },
  reboot: { name: 'reboot' },
  'clear-cache': { name: 'clear-cache' },
} as const satisfies Record<string, Order>;
const mostShown = 300;

/** Orders many players to do one thing: whom it would reach, then the order, then what came of it, screen by screen. */
export function BulkOrderForm({ selection, onDone }: { selection: Selection; onDone: () => void }) {
  const words = useWords();
  const may = useMay();
  const [name, setName] = useState<keyof typeof orders>('identify');
  const { data: states } = useQuery(commandStatesQuery);
  const run = useMutation({
    mutationFn: (asked: { readonly token: string | null; readonly workId: string }) =>
      call(screenRoutes.commandScreens, { body: { selection, order: orders[name], ...asked } }),
  });
  const { data } = run;
  const reached = data?.screens.filter(({ reach }) => reach === 'ready' || reach === 'waits') ?? [];
  const notGiven = data?.screens.filter(({ refusedWith }) => refusedWith === 'called-off').length ?? 0;
  return (
    <form
      noValidate
      aria-label={words('screens.order')}
      onSubmit={(event) => {
        event.preventDefault();
        if (data?.isDone === true) onDone();
        else run.mutate({ token: data?.token ?? null, workId: newWorkId() });
      }}
    >
      <Stack gap="sm">
        <Fault error={run.error} />
        <Select
          label={words('screens.orderName')}
          allowDeselect={false}
          disabled={data?.isDone === true}
          data={Object.values(orders)
            .filter((order) => may(permissionOf(order.name)))
            .map((order) => ({ value: order.name as string, label: words(`commands.names.${order.name}`) }))}
          value={name}
          onChange={(next) => {
            run.reset();
            if (next !== null && next in orders) setName(next as keyof typeof orders);
          }}
        />
        {(name === 'restart-player' || name === 'reboot' || name === 'clear-cache') && (
          <Text size="sm">{words(`commands.warnings.${name}`)}</Text>
        )}
        {data !== undefined && (
          <>
            <Text size="sm" fw={500} role="status">
              {words(data.isDone ? 'screens.ordered' : 'screens.wouldReach', { count: reached.length, all: data.screens.length })}
            </Text>
            {notGiven > 0 && (
              <Alert
                color="orange"
                role="alert"
                title={words('screens.calledOff', { count: notGiven, given: reached.length - notGiven })}
              />
            )}
            <ScrollTable label={words('screens.order')}>
              <Table verticalSpacing={4}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{words('common.screen')}</Table.Th>
                    <Table.Th>{words('screens.result')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {data.screens.slice(0, mostShown).map(({ screenId, name: called, reach, commandId, refusedWith }) => {
                    const state = commandId === null ? undefined : (states?.[commandId] ?? 'queued');
                    return (
                      <Table.Tr key={screenId}>
                        <Table.Td>{called}</Table.Td>
                        <Table.Td>
                          {refusedWith === 'called-off'
                            ? words('screens.notGiven')
                            : refusedWith !== null
                              ? words(`faults.${refusedWith}`)
                              : state === undefined
                                ? words(`screens.reaches.${reach}`)
                                : words(`commands.states.${state}`)}
                        </Table.Td>
                      </Table.Tr>
                    );
                  })}
                </Table.Tbody>
              </Table>
            </ScrollTable>
            {data.screens.length > mostShown && <Text size="sm">{words('removal.more', { count: data.screens.length - mostShown })}</Text>}
          </>
        )}
        <LongWork workId={run.variables?.workId} isPending={run.isPending} />
        <Group>
          <Button type="submit" loading={run.isPending} disabled={data?.isDone === false && reached.length === 0}>
            {data === undefined
              ? words('screens.preview')
              : data.isDone
                ? words('common.close')
                : words('screens.giveOrder', { count: reached.length })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
