import { accountRoutes, type Account } from '@gatecast/protocol';
import { Button, PasswordInput, Stack, Table, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { addPasskey, canHoldPasskeys } from '../../api/passkeys.ts';
import { accountQuery } from '../../api/queries.ts';
import { useFormats } from '../../instants/formats.ts';
import { Fault, tellDone, tellFault } from '../../parts/fault.tsx';
import { markField } from '../../parts/form-fault.ts';
import { usePlaces } from '../../parts/places.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useWords } from '../../words/words.ts';
import { Section } from './section.tsx';

/** Passkeys: what there are, and a new one from this browser or a security key. */
export function PasskeysSection({ passkeys, hasPassword }: Pick<Account, 'passkeys' | 'hasPassword'>) {
  const words = useWords();
  const queries = useQueryClient();
  const form = useForm({ initialValues: { name: '', password: '' } });
  const add = useMutation({
    mutationFn: ({ name, password }: typeof form.values) => addPasskey(name.trim(), password),
    onSuccess: (account) => {
      if (account === null) return;
      form.reset();
      queries.setQueryData(accountQuery.queryKey, account);
      tellDone(words('account.passkeyAdded'));
    },
    onError: (error) => markField(form, error),
  });
  return (
    <Section title={words('account.passkeys')} about={words('account.passkeysAbout')}>
      {passkeys.length > 0 && <PasskeyTable passkeys={passkeys} />}
      {canHoldPasskeys() ? (
        <form
          onSubmit={form.onSubmit((values) => add.mutate(values))}
          noValidate
          aria-label={words('account.passkeys')}
          style={{ width: '100%' }}
        >
          <Stack gap="sm" maw={420}>
            <Fault error={add.error} />
            <TextInput
              label={words('account.passkeyName')}
              description={words('account.passkeyNameAbout')}
              maxLength={100}
              {...form.getInputProps('name')}
            />
            {hasPassword && (
              <PasswordInput
                label={words('account.current')}
                autoComplete="current-password"
                visibilityToggleButtonProps={{ 'aria-label': words('signIn.showPassword') }}
                {...form.getInputProps('password')}
              />
            )}
            <Button type="submit" loading={add.isPending} style={{ alignSelf: 'start' }}>
              {words('account.passkeyAdd')}
            </Button>
          </Stack>
        </form>
      ) : (
        <Text size="sm">{words('account.passkeysNone')}</Text>
      )}
    </Section>
  );
}

function PasskeyTable({ passkeys }: Pick<Account, 'passkeys'>) {
  const words = useWords();
  const formats = useFormats();
  const queries = useQueryClient();
  const { mainZone } = usePlaces();
  const remove = useMutation({
    mutationFn: (passkeyId: Account['passkeys'][number]['id']) => call(accountRoutes.removePasskey, { params: { passkeyId } }),
    onSuccess: (account) => void queries.setQueryData(accountQuery.queryKey, account),
    onError: (error) => tellFault(error, words),
  });
  return (
    <ScrollTable label={words('account.passkeys')} isSurface={false}>
      <Table miw={560} aria-label={words('account.passkeys')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words('account.passkeyName')}</Table.Th>
            <Table.Th>{words('account.since')}</Table.Th>
            <Table.Th>{words('account.lastUsed')}</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {passkeys.map(({ id, name, isSynced, createdAtMs, lastUsedAtMs }) => (
            <Table.Tr key={id}>
              <Table.Td>
                {name}
                {isSynced && <Text size="sm">{words('account.passkeySynced')}</Text>}
              </Table.Td>
              <Table.Td>{formats.dateTime(createdAtMs, mainZone)}</Table.Td>
              <Table.Td>{lastUsedAtMs === null ? '–' : formats.dateTime(lastUsedAtMs, mainZone)}</Table.Td>
              <Table.Td>
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => remove.mutate(id)}
                  aria-label={words('account.passkeyRemove', { name })}
                >
                  {words('account.remove')}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}
