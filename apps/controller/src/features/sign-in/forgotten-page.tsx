import { accountRoutes } from '@gatecast/protocol';
import { Alert, Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call } from '../../api/call.ts';
import { Fault } from '../../parts/fault.tsx';
import { markField } from '../../parts/form-fault.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import { FrontDoor } from './front-door.tsx';

/** Asks for a link to set a new password, by mail. */
export function ForgottenPage() {
  const words = useWords();
  const language = useLanguage();
  const form = useForm({ initialValues: { email: '' } });
  const ask = useMutation({
    mutationFn: ({ email }: typeof form.values) => call(accountRoutes.forgotPassword, { body: { email: email.trim(), language } }),
    onError: (error) => markField(form, error),
  });
  return (
    <FrontDoor title={words('forgotten.title')} about={words('forgotten.about')}>
      <form onSubmit={form.onSubmit((values) => ask.mutate(values))} noValidate>
        <Stack>
          <Fault error={ask.error} />
          {ask.isSuccess ? (
            <Alert color="teal" role="status">
              {words('forgotten.sent')}
            </Alert>
          ) : (
            <>
              <TextInput label={words('signIn.email')} type="email" autoComplete="username" autoFocus {...form.getInputProps('email')} />
              <Button type="submit" loading={ask.isPending}>
                {words('forgotten.submit')}
              </Button>
            </>
          )}
          <Link to="/sign-in" className="text-link">
            {words('forgotten.back')}
          </Link>
        </Stack>
      </form>
    </FrontDoor>
  );
}
