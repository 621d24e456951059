import { peopleRoutes, roleSchema, type Role, passwordLimits } from '@gatecast/protocol';
import { Button, MultiSelect, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { peopleQuery } from '../../api/queries.ts';
import { Fault, tellDone } from '../../parts/fault.tsx';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { markField } from '../../parts/form-fault.ts';
import { useWords } from '../../words/words.ts';

/** An account with a first password, for those who cannot be sent a link. */
export function NewPersonForm({ onDone }: { onDone: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { name: '', email: '', password: '', roles: [] as Role[] },
    validate: {
      name: (value) => (value.trim() === '' ? words('common.required') : null),
      email: (value) => (value.includes('@') ? null : words('signIn.emailNeeded')),
      password: (value) =>
        value.length < passwordLimits.shortest ? words('signIn.passwordRule', { count: passwordLimits.shortest }) : null,
      roles: (value) => (value.length === 0 ? words('common.required') : null),
    },
  });
  useUnsaved(form.isDirty());
  const add = useMutation({
    mutationFn: (values: typeof form.values) => call(peopleRoutes.createPerson, { body: values }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: peopleQuery.queryKey });
      tellDone(words('people.added'));
      onDone();
    },
    onError: (error) => markField(form, error),
  });
  return (
    <form onSubmit={form.onSubmit((values) => add.mutate(values))} noValidate aria-label={words('people.add')}>
      <Stack gap="sm">
        <Fault error={add.error} />
        <TextInput label={words('people.name')} {...form.getInputProps('name')} />
        <TextInput label={words('signIn.email')} type="email" {...form.getInputProps('email')} />
        <PasswordInput
          label={words('people.firstPassword')}
          description={words('signIn.passwordRule', { count: passwordLimits.shortest })}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': words('signIn.showPassword') }}
          {...form.getInputProps('password')}
        />
        <MultiSelect
          label={words('people.roles')}
          data={roleSchema.options.map((role) => ({ value: role, label: words(`roles.${role}`) }))}
          {...form.getInputProps('roles')}
        />
        <Button type="submit" loading={add.isPending} style={{ alignSelf: 'start' }}>
          {words('people.add')}
        </Button>
      </Stack>
    </form>
  );
}
