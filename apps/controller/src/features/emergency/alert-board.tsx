import { alertRoutes, type StoredAlert } from '@gatecast/protocol';
import { Box, Button, Collapse, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react';
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
import { MissingScreens } from './missing-screens.tsx';
import { ReachTable } from './reach-table.tsx';

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
  const { told, received, painted, lastPaintedAtMs } = alert.counts;
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
  const paintedOn = words('emergency.paintedOn', { painted, all: told });
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
        {paintedOn}
      </div>
      <Text size="sm" c="dimmed">
        {words('emergency.receivedOn', { received, all: told })}
        {lastPaintedAtMs !== null && ` · ${words('emergency.slowest', { time: formats.seconds(lastPaintedAtMs - alert.effectiveMs) })}`}
      </Text>
      <Progress value={told === 0 ? 0 : (100 * painted) / told} size="lg" my="sm" aria-label={paintedOn} />
      <MissingScreens alert={alert} />
      <ReachTable alert={alert} />
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
        {words('emergency.clearAbout', { headline, count: told })}
      </Confirm>
    </Box>
  );
}
