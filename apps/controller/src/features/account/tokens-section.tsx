import { accountRoutes, tokenPermissions, type ApiToken } from '@gatecast/protocol';
import { Alert, Button, Code, MultiSelect, NativeSelect, Stack, Table, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { accountQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useFormats } from '../../instants/formats.ts';
import { Fault, tellFault } from '../../parts/fault.tsx';
import { markField } from '../../parts/form-fault.ts';
import { usePlaces } from '../../parts/places.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useWords } from '../../words/words.ts';
import { Section } from './section.tsx';

const dayMs = 86_400_000;
const lives = [7, 30, 90, 365] as const;

/** Tokens for programs that act for oneself. */
export function TokensSection({ tokens }: { tokens: readonly ApiToken[] }) {
  const words = useWords();
  const formats = useFormats();
  const queries = useQueryClient();
  const { mainZone } = usePlaces();
  const revoke = useMutation({
    mutationFn: (tokenId: ApiToken['id']) => call(accountRoutes.revokeToken, { params: { tokenId } }),
    onSuccess: (account) => void queries.setQueryData(accountQuery.queryKey, account),
    onError: (error) => tellFault(error, words),
  });
  return (
    <Section title={words('account.tokens')} about={words('account.tokensAbout')}>
      {tokens.length > 0 && (
        <ScrollTable label={words('account.tokens')} isSurface={false}>
          <Table miw={640} aria-label={words('account.tokens')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words('people.name')}</Table.Th>
                <Table.Th>{words('account.tokenMay')}</Table.Th>
                <Table.Th>{words('account.expires')}</Table.Th>
                <Table.Th>{words('account.lastUsed')}</Table.Th>
                <Table.Th />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {tokens.map(({ id, name, permissions, expiresAtMs, lastUsedAtMs }) => (
                <Table.Tr key={id}>
                  <Table.Td fw={600}>{name}</Table.Td>
                  <Table.Td>
                    <code>{permissions.join(', ')}</code>
                  </Table.Td>
                  <Table.Td>{formats.dateTime(expiresAtMs, mainZone)}</Table.Td>
                  <Table.Td>{lastUsedAtMs === null ? '–' : formats.dateTime(lastUsedAtMs, mainZone)}</Table.Td>
                  <Table.Td>
                    <Button size="compact-sm" variant="default" onClick={() => revoke.mutate(id)}>
                      {words('account.revoke')}
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollTable>
      )}
      <NewToken />
    </Section>
  );
}

function NewToken() {
  const words = useWords();
  const may = useMay();
  const queries = useQueryClient();
  const [made, setMade] = useState<string | null>(null);
  const form = useForm({ initialValues: { name: '', permissions: [] as string[], days: '90' } });
  const make = useMutation({
    mutationFn: ({ name, permissions, days }: typeof form.values) =>
      call(accountRoutes.createToken, {
        body: { name, permissions: tokenPermissions.filter((one) => permissions.includes(one)), lifeMs: Number(days) * dayMs },
      }),
    onSuccess: async ({ token }) => {
      setMade(token);
      form.reset();
      await queries.invalidateQueries({ queryKey: accountQuery.queryKey });
    },
    onError: (error) => markField(form, error),
  });
  return (
    <form onSubmit={form.onSubmit((values) => make.mutate(values))} noValidate aria-label={words('account.tokenNew')}>
      <Stack gap="sm" maw={520}>
        {made !== null && (
          <Alert color="teal" title={words('account.tokenMade')}>
            <Code block>{made}</Code>
          </Alert>
        )}
        <Fault error={make.error} />
        <TextInput label={words('account.tokenName')} {...form.getInputProps('name')} />
        <MultiSelect label={words('account.tokenMay')} data={tokenPermissions.filter(may)} {...form.getInputProps('permissions')} />
        <NativeSelect
          label={words('account.tokenLife')}
          data={lives.map((count) => ({ value: String(count), label: words('account.days', { count }) }))}
          {...form.getInputProps('days')}
        />
        <Button type="submit" variant="default" loading={make.isPending} style={{ alignSelf: 'start' }}>
          {words('account.tokenNew')}
        </Button>
      </Stack>
    </form>
  );
}
