import { alertRoutes, type StoredAlert } from '@gatecast/protocol';
import { Box, Button, Collapse, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconCircleX, IconClockPlus, IconHourglass, IconPencil } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { call } from '../../api/call.ts';
import { merged } from '../../api/merged.ts';
import { alertsQuery } from '../../api/queries.ts';
import { useServerNow } from '../../api/server-clock.ts';
import { useMay, usePersonName } from '../../api/session.ts';
import { useAge } from '../../instants/age.ts';
import { useFormats } from '../../instants/formats.ts';
import { piece } from '../../app/piece.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { tellDone, tellFault } from '../../parts/fault.tsx';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { Mark } from '../../parts/mark.tsx';
import { usePlaces } from '../../parts/places.ts';
import { headlineIn } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import { severityTones } from './alert-looks.ts';
import { AlertPreview } from './alert-preview.tsx';
import { BoardPictures } from './board-pictures.tsx';
import classes from './emergency.module.css';
import { MissingScreens } from './missing-screens.tsx';
import { ReachTable } from './reach-table.tsx';
import { UpdateForm } from './update-form.tsx';

// charts weigh more than everything else here, and nobody needs one at first
const CourseChart = lazy(async () => ({ default: (await piece(import('./course-chart.tsx'))).CourseChart }));

/** One active alert, live: on how many screens it is painted, how fast, and which cannot be reached; and the update of it that waits, if one does. */
export function AlertBoard({ alert, update }: { alert: StoredAlert; update: StoredAlert | null }) {
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
  const [isTableShown, table] = useDisclosure(false);
  const [changing, setChanging] = useState<'extend' | 'update' | null>(null);
  const { told, received, painted, cleared, lastPaintedAtMs } = alert.counts;
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
            {alert.updatesId !== null && <Mark>{words('emergency.updateNumber', { number: alert.revision - 1 })}</Mark>}
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
        <Group gap="xs">
          {may('alert.issue') && (
            <>
              <Button
                variant="default"
                size="md"
                leftSection={<IconClockPlus size={20} aria-hidden />}
                onClick={() => setChanging('extend')}
              >
                {words('emergency.extend')}
              </Button>
              <Button variant="default" size="md" leftSection={<IconPencil size={20} aria-hidden />} onClick={() => setChanging('update')}>
                {words('emergency.update')}
              </Button>
            </>
          )}
          {may('alert.clear') && (
            <Button color="red" variant="outline" size="md" leftSection={<IconCircleX size={20} aria-hidden />} onClick={clearing.open}>
              {words('emergency.clear')}
            </Button>
          )}
        </Group>
      </Group>
      {update !== null && (
        <Group gap="xs" p="sm" mt="sm" wrap="nowrap" data-tone="info" style={{ borderRadius: 8 }} role="status">
          <IconHourglass size={18} aria-hidden style={{ flex: 'none' }} />
          <Text size="sm" fw={600}>
            {words('emergency.updateWaitsHere', { by: personName(update.issuedBy)?.name ?? words('people.other') })}
          </Text>
        </Group>
      )}
      <div className={classes['painted']} role="status" aria-live="assertive">
        {paintedOn}
      </div>
      <Text size="sm" c="dimmed">
        {words('emergency.receivedOn', { received, all: told })}
        {cleared > 0 && ` · ${words('emergency.clearedOn', { cleared, all: told })}`}
        {lastPaintedAtMs !== null && ` · ${words('emergency.slowest', { time: formats.seconds(lastPaintedAtMs - alert.effectiveMs) })}`}
      </Text>
      <Progress value={told === 0 ? 0 : (100 * painted) / told} size="lg" my="sm" aria-label={paintedOn} />
      <MissingScreens alert={alert} />
      <BoardPictures alert={alert} />
      <Button variant="subtle" size="xs" mt="xs" mr="xs" onClick={table.toggle} aria-expanded={isTableShown}>
        {words(isTableShown ? 'emergency.hideReach' : 'emergency.showReach')}
      </Button>
      {isTableShown && (
        <Stack gap="md" my="sm">
          <Suspense fallback={null}>
            <CourseChart alert={alert} />
          </Suspense>
          <ReachTable alert={alert} first={painted < told ? 'missing' : 'all'} />
        </Stack>
      )}
      <Button variant="subtle" size="xs" mt="xs" onClick={text.toggle} aria-expanded={isTextShown}>
        {words(isTextShown ? 'emergency.hideTexts' : 'emergency.showTexts')}
      </Button>
      <Collapse expanded={isTextShown}>
        <Stack mt="xs">
          <AlertPreview texts={alert.texts} isExercise={alert.status === 'exercise'} />
        </Stack>
      </Collapse>
      <FormDrawer
        isOpen={changing !== null}
        onClose={() => setChanging(null)}
        size="lg"
        title={changing === null ? '' : words(changing === 'extend' ? 'emergency.extendForm' : 'emergency.updateForm')}
      >
        {changing !== null && <UpdateForm alert={alert} kind={changing} onDone={() => setChanging(null)} />}
      </FormDrawer>
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
