import { Alert, Button, Divider, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertTriangle, IconFingerprint, IconLogin2 } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { canHoldPasskeys, signInByPasskey } from '../../api/passkeys.ts';
import { meQuery, setupQuery } from '../../api/me-query.ts';
import { signInWaysQuery } from '../../api/sign-in-ways.ts';
import { signIn, type SignInResult } from '../../api/sign-in.ts';
import { Fault } from '../../parts/fault.tsx';
import { useWords } from '../../words/words.ts';
import { FrontDoor } from './front-door.tsx';
import { SecondStep } from './second-step.tsx';

export function SignInPage() {
  const words = useWords();
  const router = useRouter();
  const queries = useQueryClient();
  const { to, failure: foreignFailure } = useSearch({ from: '/sign-in' });
  const { data: setup } = useQuery(setupQuery);
  const [failure, setFailure] = useState<Exclude<SignInResult['kind'], 'signed-in' | 'second-step'> | null>(null);
  const [isSecondStep, setIsSecondStep] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (value) => (value.trim() === '' ? words('common.required') : null),
      password: (value) => (value === '' ? words('common.required') : null),
    },
  });
  async function enter(): Promise<void> {
    await queries.fetchQuery({ ...meQuery, staleTime: 0 });
    await router.navigate({ href: to ?? '/' });
  }
  const submit = form.onSubmit(async ({ email, password }) => {
    setIsBusy(true);
    setFailure(null);
    const result = await signIn(email.trim(), password);
    if (result.kind === 'signed-in') await enter();
    else if (result.kind === 'second-step') setIsSecondStep(true);
    else {
      setFailure(result.kind);
    }
    setIsBusy(false);
  });
  if (isSecondStep)
    return (
      <FrontDoor title={words('signIn.secondStep')} about={words('signIn.about')}>
        <SecondStep onDone={enter} />
      </FrontDoor>
    );
  return (
    <FrontDoor title={words('signIn.title')} about={words('signIn.about')}>
      <form onSubmit={submit} noValidate>
        <Stack>
          {setup?.isNeeded && <Alert color="teal">{words('signIn.setupNeeded')}</Alert>}
          {failure === null && foreignFailure !== undefined && (
            <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />}>
              {words(`signIn.foreignFailures.${foreignFailure}`)}
            </Alert>
          )}
          {failure !== null && (
            <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />}>
              {words(`signIn.failures.${failure}`)}
            </Alert>
          )}
          <TextInput label={words('signIn.email')} type="email" autoComplete="username" {...form.getInputProps('email')} />
          <PasswordInput
            label={words('signIn.password')}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': words('signIn.showPassword') }}
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={isBusy}>
            {words('signIn.submit')}
          </Button>
          <OtherWays to={to} onDone={enter} />
          {setup?.isNeeded && (
            <Link to="/setup" search={{ token: '' }} className="text-link">
              {words('signIn.toSetup')}
            </Link>
          )}
        </Stack>
      </form>
    </FrontDoor>
  );
}

/** A passkey, the organisation's own service, a link by mail: each where it can be had. */
function OtherWays({ to, onDone }: { to: string | undefined; onDone: () => Promise<void> }) {
  const words = useWords();
  const { data: ways } = useQuery(signInWaysQuery);
  const passkey = useMutation({
    mutationFn: async () => {
      if (await signInByPasskey()) await onDone();
    },
  });
  const start = to === undefined ? '/api/auth/sso/start' : `/api/auth/sso/start?to=${encodeURIComponent(to)}`;
  return (
    <>
      {(canHoldPasskeys() || ways?.singleSignOn != null) && <Divider label={words('signIn.or')} />}
      <Fault error={passkey.error} />
      {canHoldPasskeys() && (
        <Button
          variant="default"
          leftSection={<IconFingerprint size={18} aria-hidden />}
          loading={passkey.isPending}
          onClick={() => passkey.mutate()}
        >
          {words('signIn.byPasskey')}
        </Button>
      )}
      {ways?.singleSignOn != null && (
        <Button component="a" href={start} variant="default" leftSection={<IconLogin2 size={18} aria-hidden />}>
          {words('signIn.bySingleSignOn', { name: ways.singleSignOn })}
        </Button>
      )}
      {ways?.canMail === true && (
        <Link to="/forgot-password" className="text-link">
          {words('signIn.forgotten')}
        </Link>
      )}
    </>
  );
}
