import { accountRoutes } from '@gatecast/protocol';
import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { Fault } from '../../parts/fault.tsx';
import { markField } from '../../parts/form-fault.ts';
import { useWords } from '../../words/words.ts';

/** The second step of a sign-in: a code of the authenticator, or a recovery code. */
export function SecondStep({ onDone }: { onDone: () => Promise<void> }) {
  const words = useWords();
  const [isRecovery, setIsRecovery] = useState(false);
  const form = useForm({ initialValues: { code: '' } });
  const verify = useMutation({
    mutationFn: async ({ code }: typeof form.values) => {
      const body = { code: code.replaceAll(/\s/g, '') };
      await (isRecovery ? call(accountRoutes.useRecoveryCode, { body }) : call(accountRoutes.verifyTotp, { body }));
      await onDone();
    },
    onError: (error) => markField(form, error),
  });
  return (
    <form onSubmit={form.onSubmit((values) => verify.mutate(values))} noValidate>
      <Stack>
        <Fault error={verify.error} />
        <TextInput
          key={String(isRecovery)}
          label={words(isRecovery ? 'signIn.recoveryCode' : 'signIn.code')}
          description={isRecovery ? undefined : words('signIn.codeAbout')}
          inputMode={isRecovery ? 'text' : 'numeric'}
          autoComplete="one-time-code"
          data-autofocus
          autoFocus
          {...form.getInputProps('code')}
        />
        <Button type="submit" loading={verify.isPending}>
          {words('signIn.submit')}
        </Button>
        <Button variant="subtle" onClick={() => setIsRecovery(!isRecovery)}>
          {words(isRecovery ? 'signIn.toCode' : 'signIn.toRecovery')}
        </Button>
      </Stack>
    </form>
  );
}
