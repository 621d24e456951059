import type { WallScreen } from '@gatecast/protocol';
import { Box, Grid, Stack, Text } from '@mantine/core';
import { IconDeviceTvOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { screensQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
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
import { Fold, FoldLinks, type FoldProps } from './fold.tsx';
import { ScreenCommands, useHasCommands } from './screen-commands.tsx';
import { ShownPlays } from '../plays/shown-plays.tsx';
import { ScreenFacts } from './screen-facts.tsx';

// the history is below what a technician comes for first
const ScreenHealth = lazy(async () => ({ default: (await piece(import('../health/screen-health.tsx'))).ScreenHealth }));

const IncidentHistory = lazy(async () => ({ default: (await piece(import('../incidents/incident-history.tsx'))).IncidentHistory }));

/** One screen: what is on it, how it is, what can be done, what it will show and why. */
export function ScreenPage() {
  const words = useWords();
  const places = usePlaces();
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
  return <OneScreen key={screen.id} screen={screen} timeZone={places.zoneOf(screen.siteId)} />;
}

function OneScreen({ screen, timeZone }: { screen: WallScreen; timeZone: string }) {
  const words = useWords();
  const formats = useFormats();
  const places = usePlaces();
  const playing = usePlaying();
  const may = useMay();
  const hasCommands = useHasCommands(screen);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(['now']));
  const { id: screenId } = screen;
  const isShown = { commands: hasCommands, files: may('fleet.enrol') };
  const sections = sectionKeys
    .filter((key) => (key === 'commands' || key === 'files' ? isShown[key] : true))
    .map((key) => ({ anchor: key, title: words(sectionTitles[key]) }));
  function go(anchor: string): void {
    setOpen((before) => new Set([...before, anchor]));
    document.querySelector(`#${anchor}`)?.scrollIntoView({ block: 'start' });
  }
  const fold = (key: keyof typeof sectionTitles): Omit<FoldProps, 'children'> => ({
    anchor: key,
    title: words(sectionTitles[key]),
    isOpen: open.has(key),
    onToggle: () => setOpen((before) => new Set(before.has(key) ? [...before].filter((one) => one !== key) : [...before, key])),
  });
  return (
    <Page
      title={screen.name}
      about={[places.siteName(screen.siteId), places.areaPath(screen.areaId)].filter(Boolean).join(' › ')}
      actions={<ScreenActions screen={screen} />}
    >
      <FoldLinks label={words('screen.sections')} sections={sections} onGo={go} />
      <ScreenIncidents screenId={screenId} />
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
            <Fold {...fold('now')}>
              <Explanation screen={screen} timeZone={timeZone} />
            </Fold>
            <Fold {...fold('health')}>
              <Suspense fallback={<Loading />}>
                <ScreenHealth screenId={screenId} siteId={screen.siteId} timeZone={timeZone} />
              </Suspense>
            </Fold>
            <Fold {...fold('incidents')}>
              <Suspense fallback={<Loading />}>
                <IncidentHistory screenId={screenId} />
              </Suspense>
            </Fold>
            <Fold {...fold('plays')}>
              <ShownPlays screenId={screenId} timeZone={timeZone} />
            </Fold>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Stack gap="md">
            <PlayerTroubles screen={screen} timeZone={timeZone} />
            <Fold {...fold('details')}>
              <ScreenFacts screen={screen} timeZone={timeZone} />
            </Fold>
            {isShown.commands && (
              <Fold {...fold('commands')}>
                <ScreenCommands screen={screen} timeZone={timeZone} />
              </Fold>
            )}
            <Fold {...fold('known-good')}>
              <KnownGood screen={screen} timeZone={timeZone} />
            </Fold>
            {isShown.files && (
              <Fold {...fold('files')}>
                <PreEnrolments screen={screen} timeZone={timeZone} />
              </Fold>
            )}
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}

/** The sections in the order in which they stand on a phone, and what each is called. */
const sectionTitles = {
  now: 'explain.title',
  health: 'health.title',
  incidents: 'incidents.history',
  plays: 'plays.title',
  details: 'screen.details',
  commands: 'commands.title',
  'known-good': 'knownGood.title',
  files: 'preEnrolment.title',
} as const;
const sectionKeys = ['now', 'health', 'incidents', 'plays', 'details', 'commands', 'known-good', 'files'] as const;
