import type { Heartbeat, UpdateState, WallScreen } from '@gatecast/protocol';
import { Box, Button, Group, List, Progress, Table, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAge } from '../../instants/age.ts';
import { useFormats } from '../../instants/formats.ts';
import { useMay } from '../../api/session.ts';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { Mark, type LookName } from '../../parts/mark.tsx';
import { useWords } from '../../words/words.ts';
import { HeartbeatAge } from '../wall/tile.tsx';
import { readMounting } from '../enrol/mounting.ts';
import { RemovePlace } from '../enrol/remove-place.tsx';
import { ScreenForm } from '../enrol/screen-form.tsx';
import { MountingForm } from './mounting-form.tsx';

/** What is known of a screen and its player, each with its unit. */
export function ScreenFacts({ screen, timeZone }: { screen: WallScreen; timeZone: string }) {
  const words = useWords();
  const formats = useFormats();
  const age = useAge();
  const { heartbeat, release, player, wall, rotationDeg } = screen;
  const may = useMay();
  const [isMounting, mounting] = useDisclosure(false);
  const [isEditing, editing] = useDisclosure(false);
  const navigate = useNavigate();
  const rows: [string, ReactNode][] = [
    [
      words('screen.state'),
      <Mark key="state" look={screen.state}>
        {words(`states.${screen.state}`)}
      </Mark>,
    ],
    [
      words('screen.link'),
      screen.isConnected
        ? words(heartbeat?.channel === 'http' ? 'screen.connectedByPolls' : 'screen.connected')
        : words('screen.notConnected'),
    ],
    [words('screen.lastSeen'), <HeartbeatAge key="seen" lastSeenMs={screen.lastSeenMs} />],
    [words('screen.kind'), words(`kinds.${screen.kind}`)],
    [
      words('screen.size'),
      `${screen.widthPx} × ${screen.heightPx} · ${screen.heightPx > screen.widthPx ? words('screen.portrait') : words('screen.landscape')}`,
    ],
  ];
  if (wall) rows.push([words('screen.wall'), `${wall.widthPx} × ${wall.heightPx} · ${wall.xPx}, ${wall.yPx}`]);
  if (rotationDeg !== undefined) rows.push([words('enrol.rotation'), words(`rotations.${readMounting(screen).rotation}`)]);
  if (screen.tags.length > 0) rows.push([words('screen.tags'), screen.tags.join(', ')]);
  if (release) {
    rows.push([
      words('screen.release'),
      <span key="release">
        <Mark look={release.state}>{words(`releaseStates.${release.state}`)}</Mark> {release.number}
        <br />
        {formats.dateTime(release.changedAtMs, timeZone)}
        {release.reason !== null && ` · ${words(`refusals.${release.reason}`)}`}
      </span>,
    ]);
  }
  if (player) rows.push([words('screen.player'), words('screen.enrolledAt', { at: formats.dateTime(player.enrolledAtMs, timeZone) })]);
  if (heartbeat) {
    const { recordsWaiting, recordsLost = 0 } = heartbeat;
    const { version, shell, number } = heartbeat.software;
    rows.push([words('screen.software'), `${version} · ${shell}${number === undefined ? '' : ` · ${number}`}`]);
    if (heartbeat.update) rows.push([words('screen.update'), <Update key="update" update={heartbeat.update} timeZone={timeZone} />]);
    rows.push(
      [words('screen.uptime'), age(heartbeat.uptimeMs)],
      [words('screen.stage'), words(`stages.${heartbeat.stage}`)],
      [words('screen.clock'), <ClockQuality key="clock" clock={heartbeat.clock} />],
      [
        words('screen.storage'),
        words('screen.storageFree', {
          free: formats.bytes(heartbeat.storage.freeBytes),
          media: formats.bytes(heartbeat.storage.mediaBytes),
        }),
      ],
      [words('screen.memory'), formats.bytes(heartbeat.memoryBytes)],
      [
        words('screen.records'),
        recordsLost === 0
          ? words('screen.recordsWaiting', { waiting: formats.number(recordsWaiting) })
          : words('screen.recordsLost', { waiting: formats.number(recordsWaiting), lost: formats.number(recordsLost) }),
      ],
    );
  }
  return (
    <Box className="surface" p="md" component="section" aria-label={words('screen.details')}>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{words('screen.details')}</Title>
        {may('fleet.edit') && (
          <Group gap="xs">
            <Button variant="default" size="compact-sm" onClick={editing.open}>
              {words('sites.change')}
            </Button>
            <Button variant="default" size="compact-sm" onClick={mounting.open}>
              {words('screen.mounting')}
            </Button>
            <RemovePlace what="screen" id={screen.id} name={screen.name} onRemoved={() => void navigate({ to: '/' })} />
          </Group>
        )}
      </Group>
      <FormDrawer isOpen={isEditing} title={words('enrol.editScreen')} onClose={editing.close}>
        {isEditing && <ScreenForm screen={screen} onSaved={editing.close} />}
      </FormDrawer>
      <FormDrawer isOpen={isMounting} title={words('screen.mounting')} onClose={mounting.close}>
        {isMounting && <MountingForm screen={screen} onDone={mounting.close} />}
      </FormDrawer>
      {screen.impairments.length > 0 && (
        <Box data-tone="warn" p="sm" mb="sm" style={{ borderRadius: 8 }}>
          <List size="sm">
            {screen.impairments.map((impairment) => (
              <List.Item key={impairment}>{words(`impairmentsLong.${impairment}`)}</List.Item>
            ))}
          </List>
        </Box>
      )}
      {heartbeat && heartbeat.release.preparing > 0 && <ReleaseProgress release={heartbeat.release} />}
      <Table variant="vertical" layout="fixed" withRowBorders={false} verticalSpacing={5}>
        <Table.Tbody>
          {rows.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th w={140} fw={500} style={{ background: 'none', color: 'var(--mantine-color-dimmed)' }}>
                {name}
              </Table.Th>
              <Table.Td>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  );
}

const updateLooks = {
  refused: 'refused',
  waiting: 'queued',
  fetched: 'delivered',
  installed: 'prepared',
  confirmed: 'done',
  'rolled-back': 'failed',
} as const satisfies Record<UpdateState, LookName>;

/** The last that the player told of an update of its software. */
function Update({ update, timeZone }: { update: NonNullable<Heartbeat['update']>; timeZone: string }) {
  const words = useWords();
  const formats = useFormats();
  const { state, number, detail, atMs } = update;
  return (
    <>
      <Mark look={updateLooks[state]}>{words(`updateStates.${state}`)}</Mark> {number > 0 && number}
      <br />
      {formats.dateTime(atMs, timeZone)}
      {detail !== '' && ` · ${detail}`}
    </>
  );
}

/** How well the player knows the server's time: state, offset with its error, when it was measured, and what it does not follow. */
function ClockQuality({ clock }: { clock: NonNullable<WallScreen['heartbeat']>['clock'] }) {
  const words = useWords();
  const formats = useFormats();
  const age = useAge();
  const { state, offsetMs, errorMs, measuredAgoMs, notFollowedMs } = clock;
  const error = errorMs === undefined ? '' : ` ± ${formats.number(errorMs)}`;
  return (
    <>
      {`${words(`clocks.${state}`)} · ${formats.number(offsetMs)}${error} ms`}
      {measuredAgoMs !== undefined && ` · ${words('screen.clockMeasured', { age: age(measuredAgoMs) })}`}
      {notFollowedMs !== undefined && (
        <Text size="sm" data-tone="warn">
          {words('screen.clockApart', { offset: formats.number(Math.round(notFollowedMs / 1_000)) })}
        </Text>
      )}
    </>
  );
}

/** How much of a release in preparation is on the device. */
function ReleaseProgress({ release }: { release: NonNullable<WallScreen['heartbeat']>['release'] }) {
  const words = useWords();
  const formats = useFormats();
  const { preparing, progressBp, doneBytes, totalBytes } = release;
  const label = words('screen.preparing', { number: preparing });
  return (
    <Box mb="sm">
      <Progress value={progressBp / 100} aria-label={label} />
      {doneBytes !== undefined && totalBytes !== undefined && (
        <Text size="xs" c="dimmed" mt={4}>
          {label} · {words('screen.fetched', { done: formats.bytes(doneBytes), total: formats.bytes(totalBytes) })}
        </Text>
      )}
    </Box>
  );
}
