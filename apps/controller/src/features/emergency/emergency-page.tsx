import type { AlertTemplate, StoredAlert } from '@gatecast/protocol';
import { Anchor, Box, Button, Stack, Table, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconCircleCheck, IconPencilPlus, IconSpeakerphone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useLinkState } from '../../api/link-state.ts';
import { alertsQuery, templatesQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useFormats } from '../../instants/formats.ts';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Fault } from '../../parts/fault.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { headlineIn } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import { AlertBoard } from './alert-board.tsx';
import { severityTones } from './alert-looks.ts';
import classes from './emergency.module.css';
import { RaiseSheet } from './raise-sheet.tsx';
import { ReachTable } from './reach-table.tsx';
import { RequestForm } from './request-form.tsx';
import { Requests } from './requests.tsx';
import { ScrollTable } from '../../parts/scroll-table.tsx';

/** Raise, watch and clear alerts. */
export function EmergencyPage() {
  const words = useWords();
  const may = useMay();
  const link = useLinkState();
  const alerts = useQuery(alertsQuery);
  const templates = useQuery(templatesQuery);
  const [raising, setRaising] = useState<AlertTemplate | null>(null);
  const [isWriting, writing] = useDisclosure(false);
  if (alerts.isPending || templates.isPending) return <Loading />;
  const of = (state: StoredAlert['state']) => (alerts.data ?? []).filter((alert) => alert.state === state);
  const mayMakeTemplates = may('alert.prepare') || may('alert.approve');
  const active = of('active');
  const approved = (templates.data ?? []).filter(({ approverId }) => approverId !== null);
  return (
    <Page
      title={words('emergency.title')}
      about={words('emergency.about')}
      actions={
        may('alert.issue') && (
          <Button variant="outline" color="red" leftSection={<IconPencilPlus size={17} aria-hidden />} onClick={writing.open}>
            {words('emergency.freeText')}
          </Button>
        )
      }
    >
      <Fault error={alerts.error ?? templates.error} retry={() => void alerts.refetch()} />
      {/* an operator must see that nothing is on, not conclude it; without a server nobody knows */}
      {active.length === 0 && alerts.data !== undefined && link !== 'lost' && (
        <div className={classes['calm']} data-tone="good" role="status">
          <IconCircleCheck size={20} aria-hidden />
          {words('emergency.calm')}
        </div>
      )}
      {active.length > 0 && (
        <Box component="section" mb="lg">
          <Title order={2} mb={6}>
            {words('emergency.active', { count: active.length })}
          </Title>
          <Stack gap="sm">
            {active.map((alert) => (
              <AlertBoard key={alert.id} alert={alert} update={of('requested').find(({ updatesId }) => updatesId === alert.id) ?? null} />
            ))}
          </Stack>
        </Box>
      )}
      <Requests alerts={of('requested')} active={active} />
      {(may('alert.issue') || approved.length === 0) && (
        <Box component="section" mb="lg">
          <Title order={2} mb={6}>
            {words('emergency.templates')}
          </Title>
          {approved.length === 0 ? (
            <Empty icon={IconSpeakerphone} title={words('emergency.noTemplates')} text={words('emergency.noTemplatesAbout')}>
              {mayMakeTemplates && (
                <Button component={Link} to="/emergency/templates">
                  {words('nav.templates')}
                </Button>
              )}
            </Empty>
          ) : (
            <div className={classes['templates']}>
              {approved.map((template) => (
                <TemplateButton key={template.id} template={template} onChoose={() => setRaising(template)} />
              ))}
            </div>
          )}
        </Box>
      )}
      <Ended alerts={[...of('cleared'), ...of('expired'), ...of('updated'), ...of('rejected'), ...of('withdrawn')]} />
      {raising !== null && <RaiseSheet template={raising} onClose={() => setRaising(null)} />}
      <FormDrawer isOpen={isWriting} onClose={writing.close} size="lg" title={words('emergency.freeText')}>
        {isWriting && <RequestForm onDone={writing.close} />}
      </FormDrawer>
    </Page>
  );
}

function TemplateButton({ template, onChoose }: { template: AlertTemplate; onChoose: () => void }) {
  const words = useWords();
  const language = useLanguage();
  return (
    <button type="button" className={classes['template']} onClick={onChoose}>
      <span className={classes['templateName']}>{template.name}</span>
      <Text size="sm" c="dimmed" lineClamp={2}>
        {headlineIn(template.texts, language)}
      </Text>
      <span className={classes['templateFoot']}>
        <Mark icon={IconAlertTriangle} tone={severityTones[template.severity]}>
          {words(`severities.${template.severity}`)}
        </Mark>
        <Text size="xs" c="dimmed" span>
          {words(`alertStyles.${template.style}`)}
        </Text>
      </span>
    </button>
  );
}

function Ended({ alerts }: { alerts: readonly StoredAlert[] }) {
  const words = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const places = usePlaces();
  const navigate = useNavigate({ from: '/emergency' });
  const { alert: open } = useSearch({ from: '/shell/emergency' });
  const watched = alerts.find(({ id }) => id === open) ?? null;
  const setWatched = (alert: StoredAlert | null) => void navigate({ search: { alert: alert?.id } });
  if (alerts.length === 0) return null;
  return (
    <Box component="section">
      <Title order={2} mb={6}>
        {words('emergency.ended')}
      </Title>
      <ScrollTable label={words('emergency.ended')}>
        <Table miw={620} aria-label={words('emergency.ended')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words('emergency.headline')}</Table.Th>
              <Table.Th>{words('common.site')}</Table.Th>
              <Table.Th>{words('emergency.raisedAt')}</Table.Th>
              <Table.Th>{words('emergency.result')}</Table.Th>
              <Table.Th>{words('schedule.state')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {alerts
              .toSorted((a, b) => b.effectiveMs - a.effectiveMs)
              .map((alert) => (
                <Table.Tr key={alert.id}>
                  <Table.Td>{headlineIn(alert.texts, language)}</Table.Td>
                  <Table.Td>
                    {places.siteName(alert.siteId)}
                    {alert.status === 'exercise' && ` · ${words('emergency.statuses.exercise')}`}
                  </Table.Td>
                  <Table.Td>{formats.dateTime(alert.effectiveMs, places.zoneOf(alert.siteId))}</Table.Td>
                  <Table.Td>
                    {words('emergency.paintedOn', { painted: alert.counts.painted, all: alert.counts.told })}
                    {alert.approvedBy !== null && alert.counts.notInTime > 0 && (
                      <Anchor component="button" type="button" size="sm" display="block" onClick={() => setWatched(alert)}>
                        {words('emergency.notInTime', { count: alert.counts.notInTime })}
                      </Anchor>
                    )}
                  </Table.Td>
                  <Table.Td>
                    <Mark look={alert.state}>{words(`alertStates.${alert.state}`)}</Mark>
                  </Table.Td>
                </Table.Tr>
              ))}
          </Table.Tbody>
        </Table>
      </ScrollTable>
      <FormDrawer
        isOpen={watched !== null}
        onClose={() => setWatched(null)}
        size="lg"
        title={watched === null ? '' : headlineIn(watched.texts, language)}
      >
        {watched !== null && <ReachTable alert={watched} first={watched.counts.painted < watched.counts.told ? 'missing' : 'all'} />}
      </FormDrawer>
    </Box>
  );
}
