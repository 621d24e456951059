import { instantSchema, type ScreenId } from '@gatecast/protocol';
import type { Answer } from '@gatecast/schedules';
import { Box, Button, Group, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { explainQuery } from '../../api/queries.ts';
import { serverNow } from '../../api/server-clock.ts';
import { instantOfWallClock, wallClockOf } from '../../instants/instant-of-wall-clock.ts';
import { Fault } from '../../parts/fault.tsx';
import { Loading } from '../../parts/page.tsx';
import { useWords } from '../../words/words.ts';
import { Explained } from './explained.tsx';

/** What a screen shows at a chosen instant and why: the engine's own answer in plain words. */
export function Explanation({ screenId, timeZone }: { screenId: ScreenId; timeZone: string }) {
  const words = useWords();
  const [local, setLocal] = useState(() => wallClockOf(serverNow(), timeZone));
  const [atMs, setAtMs] = useState<number | undefined>(undefined);
  const [isRefused, setIsRefused] = useState(false);
  const explain = useQuery({
    ...explainQuery(screenId, atMs),
    // `now` goes on: it is asked again when what it told is over
    refetchInterval: ({ state }) => (atMs === undefined && state.data ? untilNextMs(state.data.explanation.answer) : false),
  });
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
        {explain.isFetching && !explain.data && <Loading />}
        <Fault error={explain.error} />
        {explain.data && (
          <Explained
            explanation={explain.data.explanation}
            winnerUntilMs={explain.data.winnerUntilMs}
            names={explain.data.names}
            releaseNumber={explain.data.releaseNumber}
            timeZone={timeZone}
          />
        )}
      </Box>
    </Box>
  );
}

/** How long an answer about now stays true: until its first region changes, at least a second, at most a minute. */
function untilNextMs({ untilMs, regions, overlays }: Answer): number {
  const all = [...regions, ...overlays.flatMap((overlay) => overlay.regions)];
  const ends = [untilMs, ...all.flatMap(({ shown }) => (shown.kind === 'item' ? [shown.untilMs] : []))];
  return Math.min(60_000, Math.max(1_000, Math.min(...ends) - serverNow() + 250));
}
