import { alertRoutes, type StoredAlert } from '@gatecast/protocol';
import { Box, Button, Group, Stack, Text, Title } from '@mantine/core';
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
import { AlertPreview } from './alert-preview.tsx';

/** Requests that wait for the second person. */
export function Requests({ alerts }: { alerts: readonly StoredAlert[] }) {
  const words = useWords();
  if (alerts.length === 0) return null;
  return (
    <Box component="section" mb="lg">
      <Title order={2} mb={6}>
        {words('emergency.waiting')}
      </Title>
      <Stack gap="sm">
        {alerts.map((alert) => (
          <Request key={alert.id} alert={alert} />
        ))}
      </Stack>
    </Box>
  );
}

function Request({ alert }: { alert: StoredAlert }) {
  const words = useWords();
  const language = useLanguage();
  const may = useMay();
  const places = usePlaces();
  const personName = usePersonName();
  const queries = useQueryClient();
  const { data: me } = useQuery(meQuery);
  const isMine = me?.id === alert.issuedBy;
  const decide = useMutation({
    mutationFn: (decision: 'approve' | 'reject') =>
      call(decision === 'approve' ? alertRoutes.approveAlert : alertRoutes.rejectAlert, { params: { alertId: alert.id } }),
    onSuccess: (decided) => queries.setQueryData(alertsQuery.queryKey, (list) => list && merged(list, [decided])),
  });
  return (
    <Box component="article" className="surface" p="md" aria-label={headlineIn(alert.texts, language)}>
      <Group gap={6} mb="xs">
        <Mark look="requested">{words('alertStates.requested')}</Mark>
        <Mark icon={IconAlertTriangle} tone={severityTones[alert.severity]}>
          {words(`severities.${alert.severity}`)}
        </Mark>
        <Mark tone={alert.status === 'exercise' ? 'info' : 'bad'}>{words(`emergency.statuses.${alert.status}`)}</Mark>
        <Text size="sm" c="dimmed">
          {places.siteName(alert.siteId)} · {words('emergency.onScreens', { count: alert.counts.told })} ·{' '}
          {personName(alert.issuedBy)?.name ?? words('people.other')}
        </Text>
      </Group>
      <AlertPreview texts={alert.texts} isExercise={alert.status === 'exercise'} />
      <Fault error={decide.error} />
      {may('alert.approve') && !isMine && (
        <Group mt="sm">
          <Button
            color="red"
            size="md"
            loading={decide.isPending && decide.variables === 'approve'}
            onClick={() => decide.mutate('approve')}
          >
            {words('emergency.approve')}
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
        <Text size="sm" c="dimmed" mt="sm">
          {words('emergency.waitsForOther')}
        </Text>
      )}
    </Box>
  );
}
