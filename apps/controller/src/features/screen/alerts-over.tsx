import type { AlertOver, ScreenId } from '@gatecast/protocol';
import { Box, Group, Stack, Text } from '@mantine/core';
import { IconAlertOctagon } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { screenReachQuery } from '../../api/alert-reach.ts';
import { useServerNow } from '../../api/server-clock.ts';
import { useMay } from '../../api/session.ts';
import { useFormats } from '../../instants/formats.ts';
import { Mark } from '../../parts/mark.tsx';
import { headlineIn } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';

type Props = { screenId: ScreenId; alerts: readonly AlertOver[]; timeZone: string };

/** What lies over the plan at the instant that is explained: alerts, the one that stands first on the glass first. Nothing where there are none. */
export function AlertsOver({ screenId, alerts, timeZone }: Props) {
  const words = useWords();
  if (alerts.length === 0) return null;
  return (
    <Stack gap="xs" component="section" aria-label={words('explain.alerts')}>
      {alerts.map((alert) => (
        <OneAlert key={alert.alertId} screenId={screenId} alert={alert} timeZone={timeZone} />
      ))}
      <Text size="sm" fw={560}>
        {words(alerts.some(({ style }) => style === 'full-screen') ? 'explain.beneathCovered' : 'explain.beneathBanner')}
      </Text>
    </Stack>
  );
}

function OneAlert({ screenId, alert, timeZone }: { screenId: ScreenId; alert: AlertOver; timeZone: string }) {
  const words = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const may = useMay();
  const isOver = useServerNow() >= alert.untilMs;
  const { data: reach } = useQuery({ ...screenReachQuery(alert.alertId, screenId), enabled: may('alert.read') });
  const headline = headlineIn(alert.texts, language);
  const span = { from: formats.dateTime(alert.fromMs, timeZone), until: formats.dateTime(alert.untilMs, timeZone) };
  return (
    <Box className="surface" data-tone={alert.status === 'exercise' ? 'info' : 'bad'} p="sm">
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <IconAlertOctagon size={20} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
        <div>
          <Text fw={620}>{words(alert.style === 'banner' ? 'explain.banner' : 'explain.covers', { headline })}</Text>
          <Text size="sm">{words(isOver ? 'explain.alertSpan' : 'explain.alertSince', span)}</Text>
          {reach !== undefined && reach !== null && (
            <Text size="sm">
              {reach.paintedAtMs === null
                ? words('explain.alertNotPainted')
                : words('explain.alertPainted', { at: formats.timeWithSeconds(reach.paintedAtMs, timeZone) })}
            </Text>
          )}
          <Group gap="xs" mt={4}>
            <Mark>{words(`severities.${alert.severity}`)}</Mark>
            {alert.status === 'exercise' && <Mark>{words('emergency.statuses.exercise')}</Mark>}
            {may('alert.read') && (
              <Link to="/emergency" style={{ color: 'inherit' }}>
                {words('explain.toEmergency')}
              </Link>
            )}
          </Group>
        </div>
      </Group>
    </Box>
  );
}
