import { compareAlerts, instantSchema, type AlertOver, type Area, type StoredAlert, type WallScreen } from '@gatecast/protocol';
import type { Answer } from '@gatecast/schedules';
import { Box, Button, Group, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { alertsQuery, explainQuery, placesQuery } from '../../api/queries.ts';
import { serverNow } from '../../api/server-clock.ts';
import { useMay } from '../../api/session.ts';
import { instantOfWallClock, wallClockOf } from '../../instants/instant-of-wall-clock.ts';
import { Fault } from '../../parts/fault.tsx';
import { Loading } from '../../parts/page.tsx';
import { useWords } from '../../words/words.ts';
import { isAddressed } from '../wall/is-addressed.ts';
import { AlertsOver } from './alerts-over.tsx';
import { ComingEntries } from './coming-entries.tsx';
import { Explained } from './explained.tsx';

/** What a screen shows at a chosen instant and why: the engine's own answer in plain words. */
export function Explanation({ screen, timeZone }: { screen: WallScreen; timeZone: string }) {
  const { id: screenId } = screen;
  const words = useWords();
  const may = useMay();
  const [local, setLocal] = useState(() => wallClockOf(serverNow(), timeZone));
  const [atMs, setAtMs] = useState<number | undefined>(undefined);
  const [isRefused, setIsRefused] = useState(false);
  const explain = useQuery({
    ...explainQuery(screenId, atMs),
    // `now` goes on: it is asked again when what it told is over
    refetchInterval: ({ state }) => (atMs === undefined && state.data ? untilNextMs(state.data.explanation.answer) : false),
  });
  // of now they come by the operators' socket: at once, and also where nothing is published yet
  const { data: alerts } = useQuery({ ...alertsQuery, enabled: may('alert.read') });
  const { data: places } = useQuery(placesQuery);
  const isNowLive = atMs === undefined && alerts !== undefined && places !== undefined;
  const over = isNowLive ? alertsOverNow(screen, alerts, places.areas) : (explain.data?.alerts ?? []);
  const ask = (askedMs: number) => {
    setLocal(wallClockOf(askedMs, timeZone));
    setIsRefused(false);
    setAtMs(askedMs);
  };
  return (
    <Box className="surface" p="md" component="section" aria-label={words('explain.title')}>
      <Title order={2}>{words('explain.title')}</Title>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const asked = instantOfWallClock(local, timeZone);
          const isKnown = instantSchema.safeParse(asked).success;
          setIsRefused(!isKnown);
          if (asked !== null && isKnown) setAtMs(asked);
        }}
      >
        <Group align="flex-end" mt="xs" gap="xs">
          <TextInput
            type="datetime-local"
            label={words('explain.at')}
            description={words('explain.zone', { zone: timeZone })}
            value={local}
            error={isRefused && words('explain.notKnown')}
            onChange={({ currentTarget: { value } }) => {
              setLocal(value);
              setIsRefused(false);
            }}
          />
          <Button type="submit" variant="default" disabled={local === ''}>
            {words('explain.ask')}
          </Button>
          <Button
            variant="subtle"
            onClick={() => {
              setLocal(wallClockOf(serverNow(), timeZone));
              setAtMs(undefined);
              setIsRefused(false);
              void explain.refetch();
            }}
          >
            {words('explain.now')}
          </Button>
        </Group>
      </form>
      <Box mt="md" aria-live="polite">
        <AlertsOver screenId={screenId} alerts={over} timeZone={timeZone} />
        {explain.isFetching && !explain.data && <Loading />}
        <Fault error={explain.error} />
        {explain.data && (
          <>
            <Box mt={over.length > 0 ? 'sm' : 0}>
              <Explained
                explanation={explain.data.explanation}
                winnerUntilMs={explain.data.winnerUntilMs}
                names={explain.data.names}
                releaseNumber={explain.data.releaseNumber}
                timeZone={timeZone}
              />
            </Box>
            <ComingEntries next={explain.data.next} names={explain.data.names} timeZone={timeZone} onWhy={ask} />
          </>
        )}
      </Box>
    </Box>
  );
}

/** The active alerts that address a screen; what stands first on the glass comes first. */
function alertsOverNow(screen: WallScreen, alerts: readonly StoredAlert[], areas: readonly Area[]): readonly AlertOver[] {
  return alerts
    .filter((alert) => alert.state === 'active' && isAddressed(alert, screen, areas))
    .toSorted(compareAlerts)
    .map(({ id, status, severity, style, texts, effectiveMs, expiresMs }) => ({
      alertId: id,
      ...{ status, severity, style, texts },
      fromMs: effectiveMs,
      untilMs: expiresMs,
    }));
}

/** How long an answer about now stays true: until its first region changes, at least a second, at most a minute. */
function untilNextMs({ untilMs, regions, overlays }: Answer): number {
  const all = [...regions, ...overlays.flatMap((overlay) => overlay.regions)];
  const ends = [untilMs, ...all.flatMap(({ shown }) => (shown.kind === 'item' ? [shown.untilMs] : []))];
  return Math.min(60_000, Math.max(1_000, Math.min(...ends) - serverNow() + 250));
}
