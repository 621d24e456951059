import { Box, Button, Title } from '@mantine/core';
import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { IconPlugConnectedX, IconRefresh } from '@tabler/icons-react';
import { lookForNewVersion } from '../api/version.ts';
import { Empty } from '../parts/empty.tsx';
import { Fault } from '../parts/fault.tsx';
import { Loading } from '../parts/loading.tsx';
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

export function NotFound() {
  const words = useWords();
  return (
    <Box component="main" p="xl">
      <Title order={1} mb="md">
        {words('shell.notFound')}
      </Title>
      <Button component={Link} to="/">
        {words('shell.toWall')}
      </Button>
    </Box>
  );
}
