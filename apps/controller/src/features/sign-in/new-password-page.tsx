import { accountRoutes, passwordLimits } from '@gatecast/protocol';
import { Alert, Button, Checkbox, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { call } from '../../api/call.ts';
import { Fault } from '../../parts/fault.tsx';
import { markField } from '../../parts/form-fault.ts';
import { useWords } from '../../words/words.ts';
import { FrontDoor } from './front-door.tsx';

/** Takes an invitation up: a name and a password of one's own. */
export function InvitationPage() {
  const words = useWords();
  const { token } = useSearch({ from: '/invitation' });
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => call(accountRoutes.readInvitation, { body: { token } }),
    retry: false,
    refetchOnWindowFocus: false,
  });
  const told = invitation.data;
  return (
    <FrontDoor title={words('invitation.title')} about={words('invitation.about')}>
      <Fault error={invitation.error} />
      {told !== undefined && (
        <PasswordForm
          name={told.name}
          email={told.email}
          submit={words('invitation.accept')}
          onSubmit={async ({ name, password }) => void (await call(accountRoutes.acceptInvitation, { body: { token, name, password } }))}
        />
      )}
    </FrontDoor>
  );
}

/** Sets a new password by the link that an administrator handed over. */
export function ResetPage() {
  const words = useWords();
  const { token } = useSearch({ from: '/reset-password' });
  const reset = useQuery({
    queryKey: ['reset', token],
    queryFn: () => call(accountRoutes.readReset, { body: { token } }),
    retry: false,
    refetchOnWindowFocus: false,
  });
  const [removed, setRemoved] = useState<string[]>([]);
  const told = reset.data;
  return (
    <FrontDoor title={words('reset.title')} about={words('reset.about')}>
      <Fault error={reset.error} />
      {told !== undefined && (
        <PasswordForm
          name={null}
          email={told.email}
          submit={words('reset.submit')}
          onSubmit={async ({ password }) => {
            const removePasskeyIds = told.passkeys.flatMap(({ id }) => (removed.includes(id) ? [id] : []));
            await call(accountRoutes.resetPassword, { body: { token, password, removePasskeyIds } });
          }}
        >
          {told.passkeys.length > 0 && (
            <Checkbox.Group
              label={words('reset.passkeys')}
              description={words('reset.passkeysAbout')}
              value={removed}
              onChange={setRemoved}
            >
              <Stack gap={6} mt={6}>
                {told.passkeys.map(({ id, name }) => (
                  <Checkbox key={id} value={id} label={words('reset.removePasskey', { name })} />
                ))}
              </Stack>
            </Checkbox.Group>
          )}
        </PasswordForm>
      )}
    </FrontDoor>
  );
}

type FormProps = {
  /** null: not asked for. */
  readonly name: string | null;
  readonly email: string | null;
  readonly submit: string;
  readonly onSubmit: (values: { readonly name: string; readonly password: string }) => Promise<void>;
  /** What else is decided here. */
  readonly children?: ReactNode;
};

function PasswordForm({ name, email, submit, onSubmit, children }: FormProps) {
  const words = useWords();
  const form = useForm({
    initialValues: { name: name ?? '', password: '' },
    validate: {
      name: (value) => (name !== null && value.trim() === '' ? words('common.required') : null),
      password: (value) =>
        value.length < passwordLimits.shortest ? words('signIn.passwordRule', { count: passwordLimits.shortest }) : null,
    },
  });
  const set = useMutation({ mutationFn: onSubmit, onError: (error) => markField(form, error) });
  if (set.isSuccess)
    return (
      <Stack>
        <Alert color="teal">{words('reset.done')}</Alert>
        <Button component={Link} to="/sign-in">
          {words('signIn.submit')}
        </Button>
      </Stack>
    );
  return (
    <form onSubmit={form.onSubmit((values) => set.mutate(values))} noValidate>
      <Stack>
        <Fault error={set.error} />
        {email !== null && <Text fw={600}>{email}</Text>}
        {name !== null && <TextInput label={words('signIn.name')} autoComplete="name" {...form.getInputProps('name')} />}
        <PasswordInput
          label={words('signIn.newPassword')}
          description={words('signIn.passwordRule', { count: passwordLimits.shortest })}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': words('signIn.showPassword') }}
          {...form.getInputProps('password')}
        />
        {children}
        <Button type="submit" loading={set.isPending}>
          {submit}
        </Button>
      </Stack>
    </form>
  );
}
