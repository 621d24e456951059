import { preEnrolmentRoutes, type StoredPreEnrolment, type WallScreen } from '@gatecast/protocol';
import { Box, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconUsb } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { preEnrolmentsQuery } from '../../api/queries.ts';
import { useMay, usePersonName } from '../../api/session.ts';
import { useFormats } from '../../instants/formats.ts';
import { tellDone, tellFault } from '../../parts/fault.tsx';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { Mark } from '../../parts/mark.tsx';
import { useWords } from '../../words/words.ts';
import { PreEnrolmentForm } from './pre-enrolment-form.tsx';

/** Files that enrol a device of a closed network as this screen's player: made, seen, revoked. */
export function PreEnrolments({ screen, timeZone }: { screen: WallScreen; timeZone: string }) {
  const words = useWords();
  const may = useMay();
  const mayEnrol = may('fleet.enrol');
  const { data } = useQuery({ ...preEnrolmentsQuery(screen.id), enabled: mayEnrol });
  const [isMaking, setIsMaking] = useState(false);
  if (!mayEnrol) return null;
  return (
    <Box className="surface" p="md" component="section" aria-label={words('preEnrolment.title')}>
      <Title order={2} mb="xs">
        {words('preEnrolment.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {words('preEnrolment.about')}
      </Text>
      <Stack gap="sm">
        {(data ?? []).map((file) => (
          <File key={file.id} file={file} timeZone={timeZone} />
        ))}
      </Stack>
      <Button mt="sm" variant="default" leftSection={<IconUsb size={16} aria-hidden />} onClick={() => setIsMaking(true)}>
        {words('preEnrolment.make')}
      </Button>
      <FormDrawer isOpen={isMaking} title={`${words('preEnrolment.make')} · ${screen.name}`} onClose={() => setIsMaking(false)}>
        {isMaking && <PreEnrolmentForm screen={screen} onDone={() => setIsMaking(false)} />}
      </FormDrawer>
    </Box>
  );
}

function File({ file, timeZone }: { file: StoredPreEnrolment; timeZone: string }) {
  const words = useWords();
  const formats = useFormats();
  const personName = usePersonName();
  const queries = useQueryClient();
  const at = formats.dateTime(file.madeAtMs, timeZone);
  const params = { screenId: file.screenId, preEnrolmentId: file.id };
  const revoke = useMutation({
    mutationFn: () => call(preEnrolmentRoutes.revokePreEnrolment, { params }),
    onSuccess: ({ preEnrolments }) => {
      queries.setQueryData(preEnrolmentsQuery(file.screenId).queryKey, preEnrolments);
      tellDone(words('preEnrolment.revoked'));
    },
    onError: (error) => tellFault(error, words),
  });
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <Box>
        <Text size="sm">{words('preEnrolment.file', { at, who: personName(file.madeBy)?.name ?? words('commands.somebody') })}</Text>
        <Text size="xs" c="dimmed" component="div">
          <Mark look={file.state}>{words(`preEnrolment.states.${file.state}`)}</Mark>{' '}
          {file.state === 'open'
            ? words('preEnrolment.until', { at: formats.dateTime(file.expiresAtMs, timeZone) })
            : file.endedAtMs !== null && formats.dateTime(file.endedAtMs, timeZone)}
        </Text>
      </Box>
      {file.state === 'open' && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          aria-label={words('preEnrolment.revokeLabel', { at })}
          loading={revoke.isPending}
          onClick={() => revoke.mutate()}
        >
          {words('preEnrolment.revoke')}
        </Button>
      )}
    </Group>
  );
}
