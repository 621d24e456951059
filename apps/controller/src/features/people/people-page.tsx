import { peopleRoutes, roleSchema, type Role } from '@gatecast/protocol';
import { Button, Group, MultiSelect, PasswordInput, Stack, Table, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { IconUserPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { peopleQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { FormDrawer, useUnsaved } from '../../parts/form-drawer.tsx';
import { Fault, tellDone } from '../../parts/fault.tsx';
import { markField } from '../../parts/form-fault.ts';
import { Loading, Page } from '../../parts/page.tsx';
import { useWords } from '../../words/words.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';

const minPasswordLength = 12;

/** Everybody with an account, and their roles. */
export function PeoplePage() {
  const words = useWords();
  const may = useMay();
  const people = useQuery(peopleQuery);
  const [isAdding, adding] = useDisclosure(false);
  if (people.isPending) return <Loading />;
  return (
    <Page
      title={words('people.title')}
      about={words('people.about')}
      actions={
        may('people.edit') && (
          <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={adding.open}>
            {words('people.add')}
          </Button>
        )
      }
    >
      <Fault error={people.error} retry={() => void people.refetch()} />
      <ScrollTable label={words('people.title')}>
        <Table miw={560} aria-label={words('people.title')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words('people.name')}</Table.Th>
              <Table.Th>{words('signIn.email')}</Table.Th>
              <Table.Th>{words('people.roles')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {(people.data ?? []).map(({ id, name, email, roles }) => (
              <Table.Tr key={id}>
                <Table.Td fw={600}>{name}</Table.Td>
                <Table.Td>{email}</Table.Td>
                <Table.Td>{roles.map((role) => words(`roles.${role}`)).join(', ')}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollTable>
      <FormDrawer isOpen={isAdding} onClose={adding.close} title={words('people.add')}>
        <PersonForm onDone={adding.close} />
      </FormDrawer>
    </Page>
  );
}

function PersonForm({ onDone }: { onDone: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { name: '', email: '', password: '', roles: [] as Role[] },
    validate: {
      name: (value) => (value.trim() === '' ? words('common.required') : null),
      email: (value) => (value.includes('@') ? null : words('signIn.emailNeeded')),
      password: (value) => (value.length < minPasswordLength ? words('signIn.passwordRule', { count: minPasswordLength }) : null),
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
          description={words('signIn.passwordRule', { count: minPasswordLength })}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': words('signIn.showPassword') }}
          {...form.getInputProps('password')}
        />
        <MultiSelect
          label={words('people.roles')}
          data={roleSchema.options.map((role) => ({ value: role, label: words(`roles.${role}`) }))}
          {...form.getInputProps('roles')}
        />
        <Group>
          <Button type="submit" loading={add.isPending}>
            {words('people.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
