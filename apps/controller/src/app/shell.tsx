import { ActionIcon, AppShell, Box, Burger, Button, Group } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconAlertOctagon, IconPlugConnectedX, IconRefresh, IconSearch } from '@tabler/icons-react';
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { Link, Navigate, Outlet, useLocation, useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { useBrand } from '../api/brand.ts';
import { setLinkState, useLinkState } from '../api/link-state.ts';
import { meQuery } from '../api/me-query.ts';
import { alertsQuery } from '../api/queries.ts';
import { useMay } from '../api/session.ts';
import { useIsTraining } from '../api/training.ts';
import { useNewVersion } from '../api/version.ts';
import { useHelpKey } from '../features/help/help-key.ts';
import { HelpDoor } from '../parts/help-door.ts';
import { Logo } from '../parts/logo.tsx';
import { TrainingStrip, trainingStripPx } from '../parts/training-strip.tsx';
import { useWords } from '../words/words.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { Navigation } from './navigation.tsx';
import { ForRoles } from './page-fault.tsx';
import { MissingPiece, piece } from './piece.ts';
import { readyPages } from './ready-pages.ts';
import { SchemeSwitch } from './scheme-switch.tsx';
import classes from './shell.module.css';

// its menu brings a library for floating boxes, which the first paint does not wait for
const PersonMenu = lazy(async () => ({ default: (await piece(import('./person-menu.tsx'))).PersonMenu }));

// fetched by the first press of its key
const CommandPalette = lazy(async () => ({ default: (await piece(import('./command-palette.tsx'))).CommandPalette }));

// its texts come with it
const HelpDrawer = lazy(async () => ({ default: (await piece(import('../features/help/help-drawer.tsx'))).HelpDrawer }));

const Guides = lazy(async () => ({ default: (await piece(import('../features/guide/guides.tsx'))).Guides }));

/** The frame of every page behind sign-in: header with the emergency button, navigation, the page. */
export function Shell() {
  const words = useWords();
  const brand = useBrand();
  const isTraining = useIsTraining();
  const queries = useQueryClient();
  const { href } = useLocation();
  const [isMenuOpen, { toggle, close }] = useDisclosure(false);
  const [isFinding, finding] = useDisclosure(false);
  const [hasFound, found] = useDisclosure(false);
  const { data: me } = useQuery(meQuery);
  const { data: alerts } = useQuery(alertsQuery);
  const may = useMay();
  const link = useLinkState();
  const hasNewVersion = useNewVersion();
  const isSignedIn = me !== null;
  useFollowing(queries, isSignedIn);
  const find = () => {
    found.open();
    finding.open();
  };
  useHotkeys([['mod+K', find]], []);
  const [help, setHelp] = useState<'unread' | 'open' | 'closed'>('unread');
  const openHelp = useCallback(() => setHelp('open'), []);
  useHelpKey(openHelp);
  const [isTouring, tour] = useDisclosure(false);

  // on its way there already: going again with the new address would never end
  if (!isSignedIn && href.startsWith('/sign-in')) return null;
  if (!isSignedIn) return <Navigate to="/sign-in" search={href === '/' ? {} : { to: href }} />;
  const active = (alerts ?? []).filter(({ state }) => state === 'active').length;
  // a request is nobody's until a second person sees it: whoever may approve is told on every page
  const waiting = may('alert.approve')
    ? (alerts ?? []).filter((alert) => alert.state === 'requested' && alert.issuedBy !== me?.id).length
    : 0;
  const news = active > 0 ? 'shell.activeAlerts' : waiting > 0 ? 'shell.waitingAlerts' : null;
  return (
    <AppShell
      header={{ height: isTraining ? 52 + trainingStripPx : 52 }}
      navbar={{ width: 216, breakpoint: 'md', collapsed: { mobile: !isMenuOpen } }}
      padding="md"
    >
      <AppShell.Header className={classes['header'] ?? ''}>
        <a href="#main" className="skip-link">
          {words('shell.skip')}
        </a>
        <TrainingStrip />
        <Group h={52} px="sm" gap="xs" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger opened={isMenuOpen} onClick={toggle} hiddenFrom="md" size="sm" aria-label={words('shell.menu')} />
            <Link to="/" className={classes['brand'] ?? ''} aria-label={brand.name}>
              <Logo />
              <Box component="span" visibleFrom="sm" className={classes['name'] ?? ''}>
                {brand.name}
              </Box>
            </Link>
          </Group>
          <Group gap={6} wrap="nowrap">
            <Button
              component={Link}
              to="/emergency"
              data-tour="emergency"
              color="red"
              variant="filled"
              leftSection={<IconAlertOctagon size={18} aria-hidden />}
              className={active + waiting > 0 ? 'pulse' : ''}
            >
              {words('shell.emergency')}
              {news !== null && (
                <>
                  {/* a flex box keeps no space at its children's ends */}
                  <span aria-hidden style={{ margin: '0 6px' }}>
                    ·
                  </span>
                  <Box component="span" visibleFrom="sm">
                    {words(news, { count: active > 0 ? active : waiting })}
                  </Box>
                  <Box component="span" hiddenFrom="sm">
                    {active > 0 ? active : waiting}
                  </Box>
                </>
              )}
            </Button>
            <ActionIcon
              variant="default"
              size={30}
              data-tour="search"
              aria-label={words('palette.open')}
              aria-keyshortcuts="Control+K Meta+K"
              title="Ctrl K"
              onClick={find}
            >
              <IconSearch size={17} aria-hidden />
            </ActionIcon>
            <LanguageSwitch />
            <Box visibleFrom="xs">
              <SchemeSwitch />
            </Box>
            <Suspense fallback={<Box w={30} h={30} />}>
              <PersonMenu />
            </Suspense>
          </Group>
        </Group>
      </AppShell.Header>
      {hasFound && (
        <Suspense fallback={null}>
          <CommandPalette isOpen={isFinding} onClose={finding.close} />
        </Suspense>
      )}
      {help !== 'unread' && (
        <Suspense fallback={null}>
          <HelpDrawer isOpen={help === 'open'} onClose={() => setHelp('closed')} onTour={tour.open} />
        </Suspense>
      )}
      <AppShell.Navbar className={classes['navbar'] ?? ''} data-tour="navigation">
        <Navigation onGo={close} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} style={{ outline: 'none' }}>
        {/* a live region must stand before what it announces */}
        <div role="status">
          {link === 'lost' && (
            <div className={classes['banner']} data-tone="bad">
              <IconPlugConnectedX size={18} aria-hidden />
              {words('shell.lost')}
            </div>
          )}
          {hasNewVersion && link !== 'lost' && (
            <div className={classes['banner']} data-tone="info">
              <IconRefresh size={18} aria-hidden />
              {words('shell.newVersion')}
              <Button size="compact-sm" variant="default" onClick={() => window.location.reload()}>
                {words('shell.reload')}
              </Button>
            </div>
          )}
        </div>
        <Suspense fallback={null}>
          <Guides isTouring={isTouring} onStart={tour.open} onEnd={tour.close} />
        </Suspense>
        <HelpDoor value={openHelp}>
          <ForRoles>
            <Outlet />
          </ForRoles>
        </HelpDoor>
      </AppShell.Main>
    </AppShell>
  );
}

/** Follows the fleet while somebody is signed in. The socket's code is fetched after the first paint, which does not wait for it. */
function useFollowing(queries: QueryClient, isSignedIn: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!isSignedIn) return undefined;
    let isWanted = true;
    let stop: (() => void) | null = null;
    let again: ReturnType<typeof setTimeout> | undefined;
    const follow = async () => {
      try {
        const { followFleet } = await piece(import('../api/live.ts'));
        if (isWanted) stop = followFleet(queries);
        await readyPages(router, queries);
      } catch (error) {
        if (!(error instanceof MissingPiece) || !isWanted) throw error;
        if (stop === null) {
          setLinkState('lost');
          again = setTimeout(() => void follow(), 5_000);
        }
      }
    };
    void follow();
    return () => {
      isWanted = false;
      clearTimeout(again);
      stop?.();
    };
  }, [queries, router, isSignedIn]);
}
