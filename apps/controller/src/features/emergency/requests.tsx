import { alertRoutes, type StoredAlert } from '@gatecast/protocol';
import { Box, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { merged } from '../../api/merged.ts';
import { meQuery } from '../../api/me-query.ts';
import { alertsQuery } from '../../api/queries.ts';
import { useMay, usePersonName } from '../../api/session.ts';
import { Fault } from '../../parts/fault.tsx';
import { Mark } from '../../parts/mark.tsx';
import { usePlaces } from '../../parts/places.ts';
import { headlineIn } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import { severityTones } from './alert-looks.ts';
import { AlertOnGlass } from './alert-on-glass.tsx';
import { AlertPreview } from './alert-preview.tsx';
import { UpdateDifferences } from './update-differences.tsx';
import { WhereItAppears } from './where-it-appears.tsx';

/** Requests that wait for the second person; `active`: the alerts that are on, some of which they would update. */
export function Requests({ alerts, active }: { alerts: readonly StoredAlert[]; active: readonly StoredAlert[] }) {
  const words = useWords();
  if (alerts.length === 0) return null;
  return (
    <Box component="section" mb="lg">
      <Title order={2} mb={6}>
        {words('emergency.waiting')}
      </Title>
      <Stack gap="sm">
        {alerts.map((alert) => (
          <Request key={alert.id} alert={alert} updated={active.find(({ id }) => id === alert.updatesId) ?? null} />
        ))}
      </Stack>
    </Box>
  );
}

function Request({ alert, updated }: { alert: StoredAlert; updated: StoredAlert | null }) {
  const words = useWords();
  const language = useLanguage();
  const may = useMay();
  const places = usePlaces();
  const personName = usePersonName();
  const queries = useQueryClient();
  const { data: me } = useQuery(meQuery);
  const isMine = me?.id === alert.issuedBy;
  const [isShown, shown] = useDisclosure(false);
  const decide = useMutation({
    mutationFn: (decision: 'approve' | 'reject' | 'withdraw') =>
      call({ approve: alertRoutes.approveAlert, reject: alertRoutes.rejectAlert, withdraw: alertRoutes.withdrawAlert }[decision], {
        params: { alertId: alert.id },
      }),
    onSuccess: async (decided) => {
      queries.setQueryData(alertsQuery.queryKey, (list) => list && merged(list, [decided]));
      // the alert whose place it has taken is on no more
      if (decided.updatesId !== null) await queries.invalidateQueries({ queryKey: alertsQuery.queryKey });
    },
  });
  return (
    <Box component="article" className="surface" p="md" aria-label={headlineIn(alert.texts, language)}>
      <Group gap={6} mb="xs">
        <Mark look="requested">{words(alert.updatesId === null ? 'alertStates.requested' : 'emergency.updateWaits')}</Mark>
        <Mark icon={IconAlertTriangle} tone={severityTones[alert.severity]}>
          {words(`severities.${alert.severity}`)}
        </Mark>
        <Mark tone={alert.status === 'exercise' ? 'info' : 'bad'}>{words(`emergency.statuses.${alert.status}`)}</Mark>
        <Text size="sm" c="dimmed">
          {places.siteName(alert.siteId)} · {personName(alert.issuedBy)?.name ?? words('people.other')}
        </Text>
      </Group>
      {updated !== null && <UpdateDifferences alert={updated} update={alert} />}
      <AlertPreview texts={alert.texts} isExercise={alert.status === 'exercise'} />
      <Box my="sm">
        <WhereItAppears drafted={alert} />
      </Box>
      <Button variant="subtle" size="sm" onClick={shown.toggle} aria-expanded={isShown}>
        {words(isShown ? 'emergency.hideGlass' : 'emergency.showGlass')}
      </Button>
      {isShown && <AlertOnGlass drafted={alert} />}
      <Fault error={decide.error} />
      {may('alert.approve') && !isMine && (
        <Group mt="sm">
          <Button
            color="red"
            size="md"
            loading={decide.isPending && decide.variables === 'approve'}
            onClick={() => decide.mutate('approve')}
          >
            {words(alert.updatesId === null ? 'emergency.approve' : 'emergency.approveUpdate')}
          </Button>
          <Button
            variant="default"
            size="md"
            loading={decide.isPending && decide.variables === 'reject'}
            onClick={() => decide.mutate('reject')}
          >
            {words('emergency.reject')}
          </Button>
        </Group>
      )}
      {isMine && (
        <Group mt="sm" gap="sm">
          <Text size="sm" c="dimmed">
            {words('emergency.waitsForOther')}
          </Text>
          {may('alert.issue') && (
            <Button variant="default" size="sm" loading={decide.isPending} onClick={() => decide.mutate('withdraw')}>
              {words('emergency.withdraw')}
            </Button>
          )}
        </Group>
      )}
    </Box>
  );
}
