import { alertRoutes, type StoredAlert } from '@gatecast/protocol';
import { Box, Button, Collapse, Group, Progress, Stack, Table, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCircleX, IconPlugConnectedX, IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { merged } from '../../api/merged.ts';
import { alertsQuery } from '../../api/queries.ts';
import { useServerNow } from '../../api/server-clock.ts';
import { useMay, usePersonName } from '../../api/session.ts';
import { useAge } from '../../instants/age.ts';
import { useFormats } from '../../instants/formats.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { tellDone, tellFault } from '../../parts/fault.tsx';
import { Mark } from '../../parts/mark.tsx';
import { usePlaces } from '../../parts/places.ts';
import { headlineIn } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import { severityTones } from './alert-looks.ts';
import { AlertPreview } from './alert-preview.tsx';
import classes from './emergency.module.css';
import { reachOf } from './reach.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';

/** One active alert, live: on how many screens it is painted, how fast, and which cannot be reached. */
export function AlertBoard({ alert }: { alert: StoredAlert }) {
  const words = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const may = useMay();
  const age = useAge();
  const now = useServerNow();
  const places = usePlaces();
  const personName = usePersonName();
  const queries = useQueryClient();
  const [isClearing, clearing] = useDisclosure(false);
  const [isTextShown, text] = useDisclosure(false);
  const reach = reachOf(alert, now);
  const zone = places.zoneOf(alert.siteId);
  const clear = useMutation({
    mutationFn: () => call(alertRoutes.clearAlert, { params: { alertId: alert.id } }),
    onSuccess: (cleared) => {
      queries.setQueryData(alertsQuery.queryKey, (list) => list && merged(list, [cleared]));
      clearing.close();
      tellDone(words('emergency.cleared'));
    },
    onError: (error) => tellFault(error, words),
  });
  const headline = headlineIn(alert.texts, language);
  const painted = words('emergency.paintedOn', { painted: reach.painted, all: reach.all });
  return (
    <Box component="article" className={`surface ${classes['board']}`} data-exercise={alert.status === 'exercise'} aria-label={headline}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <Box style={{ flex: '1 1 280px', minWidth: 0 }}>
          <Group gap={6} mb={4}>
            <Mark icon={IconAlertTriangle} tone={severityTones[alert.severity]}>
              {words(`severities.${alert.severity}`)}
            </Mark>
            <Mark tone={alert.status === 'exercise' ? 'info' : 'bad'}>{words(`emergency.statuses.${alert.status}`)}</Mark>
            <Text size="sm" c="dimmed">
              {places.siteName(alert.siteId)}
            </Text>
          </Group>
          <Title order={3} fz="lg">
            {headline}
          </Title>
          <Text size="sm" c="dimmed">
            {words('emergency.raisedAgo', {
              age: age(now - alert.effectiveMs),
              by: personName(alert.issuedBy)?.name ?? words('people.other'),
            })}{' '}
            · {words('emergency.expiresAt', { at: formats.time(alert.expiresMs, zone) })}
          </Text>
        </Box>
        {may('alert.clear') && (
          <Button color="red" variant="outline" size="md" leftSection={<IconCircleX size={20} aria-hidden />} onClick={clearing.open}>
            {words('emergency.clear')}
          </Button>
        )}
      </Group>
      <div className={classes['painted']} role="status" aria-live="assertive">
        {painted}
      </div>
      <Text size="sm" c="dimmed">
        {words('emergency.receivedOn', { received: reach.received, all: reach.all })}
        {reach.slowestPaintMs !== null && ` · ${words('emergency.slowest', { time: formats.seconds(reach.slowestPaintMs) })}`}
      </Text>
      <Progress value={reach.all === 0 ? 0 : (100 * reach.painted) / reach.all} size="lg" my="sm" aria-label={painted} />
      {reach.notConnected.length > 0 && (
        <Group gap="xs" p="sm" mb="sm" data-tone="bad" style={{ borderRadius: 8 }} role="alert">
          <IconPlugConnectedX size={18} aria-hidden />
          <Text size="sm" fw={600}>
            {words('emergency.notConnected', { screens: formats.list(reach.notConnected.map(places.screenName)) })}
          </Text>
        </Group>
      )}
      {reach.late.length > 0 && (
        <Group gap="xs" p="sm" mb="sm" data-tone="warn" style={{ borderRadius: 8 }} role="alert">
          <IconAlertTriangle size={18} aria-hidden />
          <Text size="sm" fw={600}>
            {words('emergency.late', { screens: formats.list(reach.late.map(places.screenName)) })}
          </Text>
        </Group>
      )}
      <ScrollTable label={words('emergency.reach')} isSurface={false}>
        <Table miw={480} aria-label={words('emergency.reach')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words('common.screen')}</Table.Th>
              <Table.Th>{words('emergency.receivedAt')}</Table.Th>
              <Table.Th>{words('emergency.paintedAt')}</Table.Th>
              <Table.Th>{words('emergency.latency')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {alert.reach.map((seen) => (
              <Table.Tr key={seen.screenId}>
                <Table.Td>
                  {places.screenName(seen.screenId)}
                  {!seen.isConnected && (
                    <>
                      {' '}
                      <Mark look="offline">{words('screen.notConnected')}</Mark>
                    </>
                  )}
                </Table.Td>
                <Table.Td>{seen.receivedAtMs === null ? '–' : formats.timeWithSeconds(seen.receivedAtMs, zone)}</Table.Td>
                <Table.Td>{seen.paintedAtMs === null ? '–' : formats.timeWithSeconds(seen.paintedAtMs, zone)}</Table.Td>
                <Table.Td className="tabular">
                  {seen.paintedAtMs === null ? '–' : formats.seconds(seen.paintedAtMs - alert.effectiveMs)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollTable>
      <Button variant="subtle" size="xs" mt="xs" onClick={text.toggle} aria-expanded={isTextShown}>
        {words(isTextShown ? 'emergency.hideTexts' : 'emergency.showTexts')}
      </Button>
      <Collapse expanded={isTextShown}>
        <Stack mt="xs">
          <AlertPreview texts={alert.texts} isExercise={alert.status === 'exercise'} />
        </Stack>
      </Collapse>
      <Confirm
        isOpen={isClearing}
        title={words('emergency.clearTitle')}
        confirm={words('emergency.clearNow')}
        isDangerous
        isBusy={clear.isPending}
        onConfirm={() => clear.mutate()}
        onClose={clearing.close}
      >
        {words('emergency.clearAbout', { headline, count: reach.all })}
      </Confirm>
    </Box>
  );
}
