import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { passwordLimits, peopleRoutes, setupTokenLimits } from '@gatecast/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { call } from '../../api/call.ts';
import { meQuery, setupQuery } from '../../api/me-query.ts';
import { signIn } from '../../api/sign-in.ts';
import { Fault } from '../../parts/fault.tsx';
import { fieldOf, markField } from '../../parts/form-fault.ts';
import { useWords } from '../../words/words.ts';
import { FrontDoor } from './front-door.tsx';

/** Makes the first administrator with the one-time link that the server printed, then signs in. */
export function SetupPage() {
  const words = useWords();
  const router = useRouter();
  const queries = useQueryClient();
  const { token } = useSearch({ from: '/setup' });
  const { data: setup } = useQuery(setupQuery);
  const form = useForm({
    initialValues: { token, name: '', email: '', password: '' },
    validate: {
      token: (value) => (isWholeToken(value) ? null : words(value.trim() === '' ? 'setup.tokenNeeded' : 'setup.tokenNotWhole')),
      name: (value) => (value.trim() === '' ? words('common.required') : null),
      email: (value) => (value.includes('@') ? null : words('signIn.emailNeeded')),
      password: (value) =>
        value.length < passwordLimits.shortest ? words('signIn.passwordRule', { count: passwordLimits.shortest }) : null,
    },
  });
  const make = useMutation({
    mutationFn: async (values: typeof form.values) => {
      await call(peopleRoutes.completeSetup, { body: { ...values, token: values.token.trim() } });
      await signIn(values.email, values.password);
    },
    onSuccess: async () => {
      await queries.fetchQuery({ ...meQuery, staleTime: 0 });
      await router.navigate({ to: '/' });
    },
    onError: (error) => {
      // of all that can be wrong with a token of the right length, the server knows one thing: it is not the one that it printed
      if (isOfToken(error)) form.setFieldError('token', words('setup.tokenWrong'));
      else markField(form, error);
    },
  });
  if (setup?.isNeeded === false && !make.isPending && !make.isSuccess) {
    return (
      <FrontDoor title={words('setup.title')} about={words('setup.about')}>
        <Stack>
          <Alert color="teal">{words('setup.done')}</Alert>
          <Button component={Link} to="/sign-in">
            {words('signIn.submit')}
          </Button>
        </Stack>
      </FrontDoor>
    );
  }
  return (
    <FrontDoor title={words('setup.title')} about={words('setup.about')}>
      <form onSubmit={form.onSubmit((values) => make.mutate(values))} noValidate>
        <Stack>
          <Fault error={isOfToken(make.error) ? null : make.error} />
          <TextInput
            label={words('setup.token')}
            description={words('setup.tokenAbout')}
            autoComplete="off"
            {...form.getInputProps('token')}
          />
          <TextInput label={words('signIn.name')} autoComplete="name" {...form.getInputProps('name')} />
          <TextInput label={words('signIn.email')} type="email" autoComplete="username" {...form.getInputProps('email')} />
          <PasswordInput
            label={words('signIn.password')}
            description={words('signIn.passwordRule', { count: passwordLimits.shortest })}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': words('signIn.showPassword') }}
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={make.isPending}>
            {words('setup.submit')}
          </Button>
        </Stack>
      </form>
    </FrontDoor>
  );
}

function isWholeToken(text: string): boolean {
  const { length } = text.trim();
  return length >= setupTokenLimits.shortest && length <= setupTokenLimits.longest;
}

function isOfToken(error: unknown): boolean {
  return fieldOf(error)?.path === 'token';
}
