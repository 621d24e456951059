import { Box, Button, Title } from '@mantine/core';
import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { Fault } from '../parts/fault.tsx';
import { useWords } from '../words/words.ts';

/** What stands where a page could not be drawn. */
export function PageFault({ error, reset }: ErrorComponentProps) {
  return (
    <Box component="main" p="lg" maw={720}>
      <Fault error={error} retry={reset} />
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
