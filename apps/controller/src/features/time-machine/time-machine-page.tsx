import type { ScreenId, StageTelling } from '@gatecast/protocol';
import { Box, Button, Grid, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconClockOff, IconDeviceTv } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { screensQuery } from '../../api/queries.ts';
import { serverNow, useServerNow } from '../../api/server-clock.ts';
import { useMay } from '../../api/session.ts';
import { useFormats } from '../../instants/formats.ts';
import { Empty } from '../../parts/empty.tsx';
import { Fault } from '../../parts/fault.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { StageFrame } from '../../parts/stage-frame.tsx';
import { useWords } from '../../words/words.ts';
import { PlanFaults } from '../schedule/plan-faults.tsx';
import { Explained } from '../screen/explained.tsx';
import { Evidence } from './evidence.tsx';
import { InstantControls } from './instant-controls.tsx';
import { useMoment, winnerUntil, type By } from './use-moment.ts';

/** A drag passes many instants; the one at which it rests is drawn. */
const restMs = 120;

/** Any instant of a screen, past or to come: the stage's own picture of it, why, and, of what is over, the evidence. */
export function TimeMachinePage() {
  const words = useWords();
  const formats = useFormats();
  const places = usePlaces();
  const may = useMay();
  const nowMs = useServerNow();
  const navigate = useNavigate({ from: '/screens/$screenId/time' });
  const { screenId: id } = useParams({ from: '/shell/screens/$screenId/time' });
  const screenId = id as ScreenId;
  const { at, by = 'published' } = useSearch({ from: '/shell/screens/$screenId/time' });
  const { data: screens } = useQuery(screensQuery);
  const screen = screens?.find((one) => one.id === screenId);
  const timeZone = places.zoneOf(screen?.siteId ?? '');
  const [atMs, setAtMs] = useState(() => at ?? serverNow());
  const [isRunning, setIsRunning] = useState(false);
  const [runMs, setRunMs] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [restedMs] = useDebouncedValue(atMs, restMs);
  // instants that this page wrote into its address; any other that comes to stand there is a link, Back, or somebody's typing
  const written = useRef(new Set<number>());
  useEffect(() => {
    written.current.add(restedMs);
    void navigate({ search: (search) => ({ ...search, at: restedMs }), replace: true });
  }, [navigate, restedMs]);
  const [lastAt, setLastAt] = useState(at);
  // what is explained goes on with the picture, once a second
  const shownMs = isRunning ? (runMs ?? restedMs) : restedMs;
  const moment = useMoment(screenId, shownMs, by);
  const { opened } = moment;
  const held = moment.held?.held ?? null;
  const explanation = useMemo(() => opened?.timeline.explain(shownMs) ?? null, [opened, shownMs]);
  const untilMs = useMemo(
    () => (opened === null ? null : winnerUntil(opened, explanation?.answer.atMs ?? shownMs, held)),
    [opened, explanation, shownMs, held],
  );
  const main = explanation?.answer.regions[0]?.shown;
  const go = (next: number) => {
    setIsRunning(false);
    setTrouble(null);
    setAtMs(next);
  };
  useEffect(() => {
    if (at === lastAt) return;
    setLastAt(at);
    if (at === undefined || !written.current.delete(at)) go(at ?? serverNow());
  }, [at, lastAt]);
  const take = (telling: StageTelling) => {
    if (telling.kind === 'stage-shows' && isRunning) setRunMs(telling.atMs);
    if (telling.kind === 'stage-trouble') setTrouble(telling.detail);
  };
  if (screens === undefined) return <Loading />;
  if (screen === undefined) return <Empty icon={IconDeviceTv} title={words('screen.unknown')} text={words('screen.unknownAbout')} />;
  const isOver = shownMs <= nowMs;
  return (
    <Page
      title={words('timeMachine.title', { name: screen.name })}
      about={words('timeMachine.about')}
      actions={
        <Button
          variant="default"
          component={Link}
          to="/screens/$screenId"
          params={{ screenId } as never}
          leftSection={<IconDeviceTv size={16} aria-hidden />}
        >
          {words('timeMachine.toScreen')}
        </Button>
      }
    >
      <Stack gap="md">
        <InstantControls
          atMs={isRunning ? shownMs : atMs}
          timeZone={timeZone}
          isRunning={isRunning}
          item={main?.kind === 'item' ? main : null}
          onInstant={go}
          onNow={() => go(serverNow())}
          onRunning={(next) => {
            if (!next) setAtMs(shownMs);
            setRunMs(null);
            setIsRunning(next);
          }}
        />
        <SegmentedControl
          style={{ alignSelf: 'flex-start' }}
          aria-label={words('timeMachine.by')}
          data={(['published', 'draft'] as const).map((value) => ({ value, label: words(`timeMachine.plans.${value}`) }))}
          value={by}
          onChange={(next: By) =>
            void navigate({ search: (search) => ({ ...search, by: next === 'published' ? undefined : next }), replace: true })
          }
        />
        <Fault error={moment.error} retry={moment.retry} />
        {moment.isPending && <Loading label={words('timeMachine.opening')} />}
        {!moment.isPending && moment.held !== null && held === null && (
          <Empty icon={IconClockOff} title={words('timeMachine.none')} text={words('timeMachine.noneAbout')}>
            {moment.held.firstActiveMs !== null && (
              <Button variant="default" onClick={() => go(moment.held?.firstActiveMs ?? atMs)}>
                {words('timeMachine.toFirst', { at: formats.dateTime(moment.held.firstActiveMs, timeZone) })}
              </Button>
            )}
          </Empty>
        )}
        {moment.draft?.kind === 'unaddressed' && <Empty icon={IconClockOff} title={words('timeMachine.unaddressed')} />}
        {moment.draft?.kind === 'refused' && <PlanFaults faults={moment.draft.faults} zone={timeZone} />}
        {opened !== null && explanation !== null && (
          <Grid gap="md">
            <Grid.Col span={{ base: 12, lg: 7 }}>
              <Stack gap="md">
                <Box className="surface" p="sm" component="section" aria-label={words('timeMachine.picture')}>
                  <StageFrame
                    release={opened.release}
                    atMs={isRunning ? atMs : restedMs}
                    isRunning={isRunning}
                    title={words('timeMachine.pictureOf', { name: screen.name, at: formats.dateTime(shownMs, timeZone) })}
                    expectsItem={main?.kind === 'item'}
                    onTold={take}
                  />
                  <Text size="sm" mt="xs">
                    {held === null ? words('timeMachine.asDraft') : heldInWords()}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {words('timeMachine.without')}
                  </Text>
                  {trouble !== null && (
                    <Text size="sm" role="status">
                      {words('timeMachine.trouble', { detail: trouble })}
                    </Text>
                  )}
                </Box>
                {by === 'published' && isOver && may('fleet.read') && (
                  <Evidence
                    screenId={screenId}
                    screenName={screen.name}
                    atMs={shownMs}
                    timeline={opened.timeline}
                    names={opened.names}
                    timeZone={timeZone}
                  />
                )}
              </Stack>
            </Grid.Col>
            <Grid.Col span={{ base: 12, lg: 5 }}>
              <Box className="surface" p="md" component="section" aria-label={words('explain.title')}>
                <Title order={2} mb="xs">
                  {words('explain.title')}
                </Title>
                <Explained
                  explanation={explanation}
                  winnerUntilMs={untilMs}
                  names={opened.names}
                  releaseNumber={by === 'draft' ? null : opened.release.number}
                  timeZone={timeZone}
                />
              </Box>
            </Grid.Col>
          </Grid>
        )}
      </Stack>
    </Page>
  );

  function heldInWords(): string {
    if (held === null) return '';
    const told = words(`timeMachine.held.${held.how}`, {
      number: held.number,
      from: held.fromMs === null ? '' : formats.dateTime(held.fromMs, timeZone),
    });
    return held.untilMs === null ? told : `${told} ${words('timeMachine.heldUntil', { until: formats.dateTime(held.untilMs, timeZone) })}`;
  }
}
