import { accountRoutes } from '@gatecast/protocol';
import { Alert, Button, Code, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { encode } from 'uqr';
import { call } from '../../api/call.ts';
import { accountQuery } from '../../api/queries.ts';
import { Fault, tellDone } from '../../parts/fault.tsx';
import { markField } from '../../parts/form-fault.ts';
import { Mark } from '../../parts/mark.tsx';
import { useWords } from '../../words/words.ts';
import { Section } from './section.tsx';

type Begun = { readonly uri: string; readonly recoveryCodes: readonly string[] };

/** One-time codes: begin with the password, scan, confirm with a first code. */
export function TotpSection({ hasTotp }: { hasTotp: boolean }) {
  const words = useWords();
  const queries = useQueryClient();
  const [begun, setBegun] = useState<Begun | null>(null);
  const form = useForm({ initialValues: { password: '' } });
  const ask = useMutation({
    mutationFn: async (body: typeof form.values) =>
      hasTotp ? (await call(accountRoutes.removeTotp, { body }), null) : call(accountRoutes.beginTotp, { body }),
    onSuccess: async (answer) => {
      form.reset();
      setBegun(answer);
      await queries.invalidateQueries({ queryKey: accountQuery.queryKey });
    },
    onError: (error) => markField(form, error),
  });
  return (
    <Section title={words('account.totp')} about={words('account.totpAbout')}>
      <Mark tone={hasTotp ? 'good' : 'quiet'}>{words(hasTotp ? 'account.totpOn' : 'account.totpOff')}</Mark>
      {begun === null || hasTotp ? (
        <form
          onSubmit={form.onSubmit((values) => ask.mutate(values))}
          noValidate
          aria-label={words('account.totp')}
          style={{ width: '100%' }}
        >
          <Stack gap="sm" maw={420}>
            <Fault error={ask.error} />
            <PasswordInput
              label={words('account.current')}
              autoComplete="current-password"
              visibilityToggleButtonProps={{ 'aria-label': words('signIn.showPassword') }}
              {...form.getInputProps('password')}
            />
            <Button type="submit" variant={hasTotp ? 'default' : 'filled'} loading={ask.isPending} style={{ alignSelf: 'start' }}>
              {words(hasTotp ? 'account.totpRemove' : 'account.totpBegin')}
            </Button>
          </Stack>
        </form>
      ) : (
        <Confirmation begun={begun} onDone={() => setBegun(null)} />
      )}
    </Section>
  );
}

function Confirmation({ begun, onDone }: { begun: Begun; onDone: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const form = useForm({ initialValues: { code: '' } });
  const confirm = useMutation({
    mutationFn: (body: typeof form.values) => call(accountRoutes.confirmTotp, { body: { code: body.code.replaceAll(/\s/g, '') } }),
    onSuccess: async () => {
      tellDone(words('account.totpAdded'));
      onDone();
      await queries.invalidateQueries({ queryKey: accountQuery.queryKey });
    },
    onError: (error) => markField(form, error),
  });
  const secret = new URL(begun.uri).searchParams.get('secret') ?? '';
  return (
    <form onSubmit={form.onSubmit((values) => confirm.mutate(values))} noValidate aria-label={words('account.totpConfirm')}>
      <Stack gap="sm" maw={520}>
        <Group align="start" gap="md">
          <Picture text={begun.uri} label={words('account.totpPicture')} />
          <Text size="sm" maw={240}>
            {words('account.totpScan')} <Code style={{ wordBreak: 'break-all' }}>{secret}</Code>
          </Text>
        </Group>
        <Alert color="teal" title={words('account.recoveryCodes')}>
          <Text size="sm">{words('account.recoveryAbout')}</Text>
          <Code block>{begun.recoveryCodes.join('\n')}</Code>
        </Alert>
        <Fault error={confirm.error} />
        <TextInput
          label={words('account.code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maw={200}
          {...form.getInputProps('code')}
        />
        <Button type="submit" loading={confirm.isPending} style={{ alignSelf: 'start' }}>
          {words('account.totpConfirm')}
        </Button>
      </Stack>
    </form>
  );
}

/** Dark on light whatever the scheme: cameras expect it so. */
function Picture({ text, label }: { text: string; label: string }) {
  const { size, data } = encode(text, { ecc: 'M', border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg viewBox={`0 0 ${size} ${size}`} width={200} height={200} shapeRendering="crispEdges" role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
