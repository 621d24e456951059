import type { ScreenId } from '@gatecast/protocol';
import { Box, Grid, Stack, Text } from '@mantine/core';
import { IconDeviceTvOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { screensQuery } from '../../api/queries.ts';
import { piece } from '../../app/piece.ts';
import { useFormats } from '../../instants/formats.ts';
import { Empty } from '../../parts/empty.tsx';
import { Fault } from '../../parts/fault.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { usePlaying } from '../wall/playing.tsx';
import { ScreenPicture } from '../wall/screen-picture.tsx';
import { ScreenIncidents } from '../incidents/screen-incidents.tsx';
import { Explanation } from './explanation.tsx';
import { KnownGood } from './known-good.tsx';
import { PreEnrolments } from '../enrol/pre-enrolments.tsx';
import { PlayerTroubles } from './player-troubles.tsx';
import { ScreenActions } from './screen-actions.tsx';
import { ScreenCommands } from './screen-commands.tsx';
import { ShownPlays } from '../plays/shown-plays.tsx';
import { ScreenFacts } from './screen-facts.tsx';

// the history is below what a technician comes for first
const ScreenHealth = lazy(async () => ({ default: (await piece(import('../health/screen-health.tsx'))).ScreenHealth }));

const IncidentHistory = lazy(async () => ({ default: (await piece(import('../incidents/incident-history.tsx'))).IncidentHistory }));

/** One screen: what is on it, how it is, what can be done, what it will show and why. */
export function ScreenPage() {
  const words = useWords();
  const formats = useFormats();
  const places = usePlaces();
  const playing = usePlaying();
  const { screenId } = useParams({ from: '/shell/screens/$screenId' });
  const screens = useQuery(screensQuery);
  if (screens.isPending) return <Loading />;
  const screen = screens.data?.find(({ id }) => id === screenId);
  if (!screen) {
    return (
      <Page title={words('screen.unknown')}>
        <Fault error={screens.error} retry={() => void screens.refetch()} />
        {!screens.error && <Empty icon={IconDeviceTvOff} title={words('screen.unknown')} text={words('screen.unknownAbout')} />}
      </Page>
    );
  }
  const timeZone = places.zoneOf(screen.siteId);
  return (
    <Page
      title={screen.name}
      about={[places.siteName(screen.siteId), places.areaPath(screen.areaId)].filter(Boolean).join(' › ')}
      actions={<ScreenActions screen={screen} />}
    >
      <ScreenIncidents screenId={screenId as ScreenId} />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Stack gap="md">
            <Box className="surface" style={{ overflow: 'hidden' }}>
              <ScreenPicture screen={screen} alt={words('screen.pictureAlt', { name: screen.name })} />
              <Box p="sm">
                <Text fw={560} size="sm">
                  {playing(screen, timeZone)}
                </Text>
                {screen.screenshotAtMs !== null && (
                  <Text size="xs" c="dimmed">
                    {words('screen.pictureAt', { at: formats.dateTime(screen.screenshotAtMs, timeZone) })}
                  </Text>
                )}
              </Box>
            </Box>
            <Explanation key={`explained ${screen.id}`} screen={screen} timeZone={timeZone} />
            <Suspense fallback={<Loading />}>
              <ScreenHealth key={`health ${screen.id}`} screenId={screen.id} siteId={screen.siteId} timeZone={timeZone} />
            </Suspense>
            <Suspense fallback={<Loading />}>
              <IncidentHistory key={`incidents ${screen.id}`} screenId={screen.id} />
            </Suspense>
            <ShownPlays key={`plays ${screenId}`} screenId={screenId as ScreenId} timeZone={timeZone} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Stack gap="md">
            <PlayerTroubles screen={screen} timeZone={timeZone} />
            <ScreenFacts screen={screen} timeZone={timeZone} />
            <ScreenCommands key={screen.id} screen={screen} timeZone={timeZone} />
            <KnownGood key={`known-good ${screen.id}`} screen={screen} timeZone={timeZone} />
            <PreEnrolments key={`files ${screen.id}`} screen={screen} timeZone={timeZone} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}
