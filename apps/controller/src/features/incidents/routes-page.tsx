import { incidentRoutes, type NotificationRoute } from '@gatecast/protocol';
import { Button, Code, Group, Modal, Stack, Table, Text } from '@mantine/core';
import { IconBellRinging, IconMail, IconPlus, IconWebhook } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { notificationRoutesQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useFormats } from '../../instants/formats.ts';
import { Empty } from '../../parts/empty.tsx';
import { Fault, tellDone } from '../../parts/fault.tsx';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useWords } from '../../words/words.ts';
import { RouteForm } from './route-form.tsx';

/** Who is told of incidents, of which, when and how, and whether it arrives. */
export function RoutesPage() {
  const words = useWords();
  const may = useMay();
  const list = useQuery(notificationRoutesQuery);
  const [edited, setEdited] = useState<NotificationRoute | 'new' | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  if (list.isPending) return <Loading />;
  const { routes = [], isMailSet = true } = list.data ?? {};
  const isAllowed = may('incident.route');
  return (
    <Page
      title={words('routes.title')}
      about={words('routes.about')}
      actions={
        isAllowed && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
            {words('routes.add')}
          </Button>
        )
      }
    >
      <Fault error={list.error} retry={() => void list.refetch()} />
      {!isMailSet && (
        <Text data-tone="warn" p="sm" mb="md" style={{ borderRadius: 8 }}>
          {words('routes.noMail')}
        </Text>
      )}
      {routes.length === 0 ? (
        <Empty
          icon={IconBellRinging}
          title={words('routes.noneTitle')}
          text={words(isAllowed ? 'routes.noneAbout' : 'routes.noneAboutOthers')}
        />
      ) : (
        <RouteTable routes={routes} onEdit={isAllowed ? setEdited : null} />
      )}
      <FormDrawer isOpen={edited !== null} title={words(edited === 'new' ? 'routes.add' : 'routes.edit')} onClose={() => setEdited(null)}>
        {edited !== null && (
          <RouteForm
            route={edited === 'new' ? null : edited}
            onDone={(made) => {
              setEdited(null);
              setSecret(made);
            }}
          />
        )}
      </FormDrawer>
      <Modal opened={secret !== null} onClose={() => setSecret(null)} title={words('routes.secretTitle')}>
        <Stack gap="sm">
          <Text size="sm">{words('routes.secretAbout')}</Text>
          <Code block>{secret}</Code>
        </Stack>
      </Modal>
    </Page>
  );
}

function RouteTable({ routes, onEdit }: { routes: readonly NotificationRoute[]; onEdit: ((route: NotificationRoute) => void) | null }) {
  const words = useWords();
  return (
    <ScrollTable label={words('routes.title')}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words('routes.name')}</Table.Th>
            <Table.Th>{words('routes.to')}</Table.Th>
            <Table.Th>{words('routes.of')}</Table.Th>
            <Table.Th>{words('routes.delivery')}</Table.Th>
            {onEdit !== null && <Table.Th>{words('incidents.action')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {routes.map((route) => (
            <RouteRow key={route.id} route={route} onEdit={onEdit} />
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}

function RouteRow({ route, onEdit }: { route: NotificationRoute; onEdit: ((route: NotificationRoute) => void) | null }) {
  const words = useWords();
  const places = usePlaces();
  const queries = useQueryClient();
  const { channel, hours, isOn, kinds, name, siteIds } = route;
  const readAgain = () => void queries.invalidateQueries({ queryKey: notificationRoutesQuery.queryKey });
  const test = useMutation({
    mutationFn: () => call(incidentRoutes.testNotificationRoute, { params: { routeId: route.id }, body: {} }),
    onSuccess: () => {
      tellDone(words('routes.tested'));
      readAgain();
    },
  });
  const Sign = channel.kind === 'email' ? IconMail : IconWebhook;
  return (
    <Table.Tr>
      <Table.Td>
        {name}
        <br />
        <Mark look={isOn ? 'active' : 'superseded'}>{words(isOn ? 'routes.on' : 'routes.off')}</Mark>
      </Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        <Group gap={6} wrap="nowrap" align="flex-start">
          <Sign size={16} aria-label={words(`routes.channels.${channel.kind}`)} />
          <span>{channel.kind === 'email' ? channel.to.join(', ') : channel.url}</span>
        </Group>
      </Table.Td>
      <Table.Td>
        {siteIds.length === 0 ? words('incidents.everySite') : siteIds.map(places.siteName).join(', ')}
        <Text size="xs" c="dimmed">
          {kinds.length === 0 ? words('incidents.everyKind') : kinds.map((kind) => words(`incidentKinds.${kind}`)).join(', ')}
        </Text>
        <Text size="xs" c="dimmed">
          {hours.length === 0
            ? words('routes.anyHour')
            : hours.map(({ days, from, to }) => `${days.map((day) => words(`days.short.${day}`)).join(' ')} ${from}–${to}`).join('; ')}
        </Text>
      </Table.Td>
      <Table.Td>
        <Delivery delivery={route.delivery} />
      </Table.Td>
      {onEdit !== null && (
        <Table.Td>
          <Group gap={6}>
            <Button size="compact-sm" variant="default" onClick={() => onEdit(route)}>
              {words('routes.change')}
            </Button>
            <Button size="compact-sm" variant="subtle" loading={test.isPending} onClick={() => test.mutate()}>
              {words('routes.test')}
            </Button>
          </Group>
          <Fault error={test.error} />
        </Table.Td>
      )}
    </Table.Tr>
  );
}

function Delivery({ delivery }: { delivery: NotificationRoute['delivery'] }) {
  const words = useWords();
  const formats = useFormats();
  const places = usePlaces();
  const { lastSentAtMs, waiting, givenUp, lastError } = delivery;
  const isIll = waiting > 0 && lastError !== null;
  return (
    <>
      <Mark look={isIll ? 'failed' : waiting > 0 ? 'queued' : 'done'}>
        {waiting > 0
          ? words('routes.waiting', { count: waiting })
          : lastSentAtMs === null
            ? words('routes.nothingYet')
            : words('routes.lastSent', { at: formats.dateTime(lastSentAtMs, places.mainZone) })}
      </Mark>
      {isIll && (
        <Text size="xs" c="dimmed">
          {lastError}
        </Text>
      )}
      {givenUp > 0 && (
        <Text size="xs" c="dimmed">
          {words('routes.givenUp', { count: givenUp })}
        </Text>
      )}
    </>
  );
}
