import { fleetRoutes, type WallScreen } from '@gatecast/protocol';
import { Alert, Box, Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { screensQuery } from '../../api/queries.ts';
import { Fault } from '../../parts/fault.tsx';
import { fieldOf } from '../../parts/form-fault.ts';
import { Mark } from '../../parts/mark.tsx';
import { useWords } from '../../words/words.ts';
import { ScanCode } from './scan-code.tsx';

/** Gives the device that shows a pairing code its identity as the player of a screen. `code`: what is known of it, as from the picture on its glass. */
export function PairForm({ screen, code: known }: { screen: WallScreen; code: string }) {
  const words = useWords();
  const queries = useQueryClient();
  const [code, setCode] = useState(known.toUpperCase());
  const [isReplacing, setIsReplacing] = useState(false);
  const claim = useMutation({
    mutationFn: () => call(fleetRoutes.claimEnrolment, { body: { code, screenId: screen.id, replace: isReplacing } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: screensQuery.queryKey }),
  });
  if (claim.data) {
    return (
      <Stack gap="sm">
        <Alert color="teal" icon={<IconShieldCheck aria-hidden />} title={words('enrol.paired', { name: screen.name })} role="status">
          {words('enrol.compare')}
        </Alert>
        <Fingerprint value={claim.data.rootFingerprint} />
        <Group gap="xs">
          <Text size="sm">{words('enrol.stateNow')}</Text>
          <Mark look={screen.state}>{words(`states.${screen.state}`)}</Mark>
        </Group>
        <Group>
          <Button component={Link} to="/screens/$screenId" params={{ screenId: screen.id } as never}>
            {words('enrol.toScreen')}
          </Button>
          <Button component={Link} to="/" variant="default">
            {words('shell.toWall')}
          </Button>
        </Group>
      </Stack>
    );
  }
  const field = fieldOf(claim.error);
  const needsReplacing = screen.player !== null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        claim.mutate();
      }}
      noValidate
      aria-label={words('enrol.pair')}
    >
      <Stack gap="sm">
        <Fault error={claim.error} />
        {needsReplacing && (
          <Alert color="orange" title={words('enrol.hasPlayer', { name: screen.name })}>
            <Text size="sm" mb="xs">
              {words('enrol.replaceAbout')}
            </Text>
            <Checkbox
              label={words('enrol.replace')}
              checked={isReplacing}
              onChange={({ currentTarget }) => setIsReplacing(currentTarget.checked)}
            />
          </Alert>
        )}
        <TextInput
          label={words('enrol.code')}
          description={words('enrol.codeAbout')}
          placeholder="ABCD-EFGH"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          size="lg"
          maxLength={16}
          value={code}
          onChange={({ currentTarget: { value } }) => setCode(value.toUpperCase())}
          error={field?.path === 'code' ? field.detail : undefined}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', letterSpacing: '0.14em' } }}
        />
        <Group>
          <ScanCode onCode={setCode} />
          <Button type="submit" loading={claim.isPending} disabled={code.trim() === '' || (needsReplacing && !isReplacing)}>
            {words('enrol.pair')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The root document's short fingerprint, large enough to compare across a hall. */
export function Fingerprint({ value }: { value: string }) {
  const words = useWords();
  return (
    <Box className="surface" p="md" ta="center">
      <Text size="xs" c="dimmed">
        {words('enrol.fingerprint')}
      </Text>
      <Text
        className="mono"
        fz={{ base: '1.5rem', md: '1.1rem', lg: '1.5rem' }}
        fw={650}
        style={{ letterSpacing: '0.08em', overflowWrap: 'anywhere' }}
      >
        {value}
      </Text>
    </Box>
  );
}
