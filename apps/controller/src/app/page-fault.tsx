import { Box, Button } from '@mantine/core';
import { Link, useLocation, type ErrorComponentProps } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { IconLock, IconMapQuestion, IconPlugConnectedX, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useMay } from '../api/session.ts';
import { lookForNewVersion } from '../api/version.ts';
import { Empty } from '../parts/empty.tsx';
import { Fault } from '../parts/fault.tsx';
import { Loading } from '../parts/loading.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { pages } from './pages.ts';
import { MissingPiece } from './piece.ts';
import { useWords } from '../words/words.ts';

/** What stands where a page could not be drawn. */
export function PageFault({ error, reset }: ErrorComponentProps) {
  if (error instanceof MissingPiece) return <PieceFault />;
  return (
    <Box component="main" p="lg" maw={720}>
      <Fault error={error} retry={reset} />
    </Box>
  );
}

/** A page that could not be fetched: after an update it takes a reload, without a server only patience. */
function PieceFault() {
  const words = useWords();
  const look = useQuery({ queryKey: ['version'], queryFn: lookForNewVersion, gcTime: 0, staleTime: 0, refetchInterval: 5_000 });
  if (look.isPending) return <Loading />;
  const isReachable = look.data !== 'unreachable';
  return (
    <Box p="lg">
      <Empty
        icon={isReachable ? IconRefresh : IconPlugConnectedX}
        title={words(look.data === 'new' ? 'shell.newVersion' : isReachable ? 'shell.pieceReady' : 'common.unreachable')}
        text={words(isReachable ? 'shell.pieceAbout' : 'shell.pieceUnreachable')}
      >
        <Button disabled={!isReachable} onClick={() => window.location.reload()}>
          {words('shell.reload')}
        </Button>
      </Empty>
    </Box>
  );
}

/** For an address that leads nowhere. */
export function NotFound() {
  const words = useWords();
  usePageTitle(words('shell.notFound'));
  return (
    <Empty isPage icon={IconMapQuestion} title={words('shell.notFound')} text={words('shell.notFoundAbout')}>
      <ToWall />
    </Empty>
  );
}

/** A page, where the person's roles open it; the server would refuse all that it asks for anyway. */
export function ForRoles({ children }: { children: ReactNode }) {
  const words = useWords();
  const may = useMay();
  const { pathname } = useLocation();
  const needs = pages.find(({ to }) => to === pathname)?.needs ?? null;
  if (needs === null || may(needs)) return children;
  return (
    <Empty isPage icon={IconLock} title={words('shell.notForRoles')} text={words('shell.notForRolesAbout')}>
      <ToWall />
    </Empty>
  );
}

function ToWall() {
  const words = useWords();
  return (
    <Button component={Link} to="/">
      {words('shell.toWall')}
    </Button>
  );
}
