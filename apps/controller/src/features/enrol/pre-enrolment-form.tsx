import { preEnrolmentRoutes, type PreEnrolmentFile, type WallScreen } from '@gatecast/protocol';
import { Alert, Button, Group, NativeSelect, Stack, Textarea } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { preEnrolmentsQuery } from '../../api/queries.ts';
import { Fault } from '../../parts/fault.tsx';
import { fieldOf } from '../../parts/form-fault.ts';
import { useWords } from '../../words/words.ts';
import { Fingerprint } from './pair-form.tsx';

const dayMs = 86_400_000;
const lives = { day: 1, threeDays: 3, week: 7, month: 30 } as const;
type Life = keyof typeof lives;

/** Makes a file and gives it to the browser to save; the server keeps none. */
export function PreEnrolmentForm({ screen, onDone }: { screen: WallScreen; onDone: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const [servers, setServers] = useState(window.location.origin);
  const [life, setLife] = useState<Life>('threeDays');
  const params = { screenId: screen.id };
  const replace = screen.player !== null;
  const make = useMutation({
    mutationFn: () =>
      call(preEnrolmentRoutes.makePreEnrolment, {
        params,
        body: { servers: servers.split(/\s+/).filter((text) => text !== ''), expiresInMs: lives[life] * dayMs, replace },
      }),
    onSuccess: ({ file }) => {
      saveFile(file, screen.name);
      void queries.invalidateQueries({ queryKey: preEnrolmentsQuery(screen.id).queryKey });
    },
  });
  if (make.data) {
    return (
      <Stack gap="sm">
        <Alert color="teal" icon={<IconShieldCheck aria-hidden />} title={words('preEnrolment.made')} role="status">
          {words('preEnrolment.carry')}
        </Alert>
        <Fingerprint value={make.data.rootFingerprint} />
        <Group>
          <Button variant="default" onClick={onDone}>
            {words('common.close')}
          </Button>
        </Group>
      </Stack>
    );
  }
  const field = fieldOf(make.error);
  return (
    <form
      noValidate
      aria-label={words('preEnrolment.make')}
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <Stack gap="sm">
        <Fault error={make.error} />
        {replace && <Alert color="orange">{words('preEnrolment.replaceAbout')}</Alert>}
        <Textarea
          label={words('preEnrolment.servers')}
          description={words('preEnrolment.serversAbout')}
          autosize
          minRows={2}
          spellCheck={false}
          value={servers}
          onChange={({ currentTarget }) => setServers(currentTarget.value)}
          error={field?.path.startsWith('servers') === true ? field.detail : undefined}
        />
        <NativeSelect
          label={words('preEnrolment.life')}
          value={life}
          onChange={({ currentTarget }) => setLife(currentTarget.value as Life)}
          data={(Object.keys(lives) as Life[]).map((value) => ({ value, label: words(`preEnrolment.lives.${value}`) }))}
        />
        <Group>
          <Button type="submit" loading={make.isPending} disabled={servers.trim() === ''}>
            {words('preEnrolment.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function saveFile(file: PreEnrolmentFile, screenName: string): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(file)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `gatecast-${screenName.replaceAll(/[^\p{L}\p{N}-]+/gu, '-')}.pre-enrolment.json`;
  link.click();
  URL.revokeObjectURL(address);
}
