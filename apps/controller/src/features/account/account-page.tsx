import { accountRoutes, passwordLimits, type OpenSession } from '@gatecast/protocol';
import { Button, PasswordInput, Stack, Table } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { accountQuery } from '../../api/queries.ts';
import { useFormats } from '../../instants/formats.ts';
import { Fault, tellDone, tellFault } from '../../parts/fault.tsx';
import { markField } from '../../parts/form-fault.ts';
import { Loading, Page } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useWords } from '../../words/words.ts';
import { browserName } from './browser-name.ts';
import { PasskeysSection } from './passkeys-section.tsx';
import { Section } from './section.tsx';
import { TokensSection } from './tokens-section.tsx';
import { TotpSection } from './totp-section.tsx';

/** How one signs in oneself: password, second step, open sessions, tokens. */
export function AccountPage() {
  const words = useWords();
  const account = useQuery(accountQuery);
  if (account.isPending) return <Loading />;
  return (
    <Page title={words('account.title')} about={words('account.about')}>
      <Fault error={account.error} retry={() => void account.refetch()} />
      {account.data !== undefined && (
        <Stack gap="lg">
          {account.data.hasPassword && <PasswordSection />}
          {account.data.hasPassword && <TotpSection hasTotp={account.data.hasTotp} />}
          <PasskeysSection passkeys={account.data.passkeys} hasPassword={account.data.hasPassword} />
          <SessionsSection sessions={account.data.sessions} />
          <TokensSection tokens={account.data.tokens} />
        </Stack>
      )}
    </Page>
  );
}

function PasswordSection() {
  const words = useWords();
  const queries = useQueryClient();
  const form = useForm({ initialValues: { current: '', next: '' } });
  const change = useMutation({
    mutationFn: (body: typeof form.values) => call(accountRoutes.changePassword, { body }),
    onSuccess: async () => {
      form.reset();
      tellDone(words('account.passwordChanged'));
      await queries.invalidateQueries({ queryKey: accountQuery.queryKey });
    },
    onError: (error) => markField(form, error),
  });
  const shown = { 'aria-label': words('signIn.showPassword') };
  return (
    <Section title={words('account.password')} about={words('account.passwordAbout')}>
      <form
        onSubmit={form.onSubmit((values) => change.mutate(values))}
        noValidate
        aria-label={words('account.password')}
        style={{ width: '100%' }}
      >
        <Stack gap="sm" maw={420}>
          <Fault error={change.error} />
          <PasswordInput
            label={words('account.current')}
            autoComplete="current-password"
            visibilityToggleButtonProps={shown}
            {...form.getInputProps('current')}
          />
          <PasswordInput
            label={words('account.next')}
            description={words('signIn.passwordRule', { count: passwordLimits.shortest })}
            autoComplete="new-password"
            visibilityToggleButtonProps={shown}
            {...form.getInputProps('next')}
          />
          <Button type="submit" loading={change.isPending} style={{ alignSelf: 'start' }}>
            {words('account.change')}
          </Button>
        </Stack>
      </form>
    </Section>
  );
}

function SessionsSection({ sessions }: { sessions: readonly OpenSession[] }) {
  const words = useWords();
  const formats = useFormats();
  const queries = useQueryClient();
  const { mainZone } = usePlaces();
  const end = useMutation({
    mutationFn: async (sessionId: string | null) =>
      sessionId === null ? call(accountRoutes.endOtherSessions, { body: {} }) : call(accountRoutes.endSession, { params: { sessionId } }),
    onSuccess: (account) => void queries.setQueryData(accountQuery.queryKey, account),
    onError: (error) => tellFault(error, words),
  });
  return (
    <Section title={words('account.sessions')} about={words('account.sessionsAbout')}>
      <ScrollTable label={words('account.sessions')} isSurface={false}>
        <Table miw={560} aria-label={words('account.sessions')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words('account.since')}</Table.Th>
              <Table.Th>{words('account.browser')}</Table.Th>
              <Table.Th>{words('account.address')}</Table.Th>
              <Table.Th />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sessions.map(({ id, isOwn, startedAtMs, address, browser }) => (
              <Table.Tr key={id}>
                <Table.Td>{formats.dateTime(startedAtMs, mainZone)}</Table.Td>
                <Table.Td>{browser === null ? '–' : <span title={browser}>{browserName(browser)}</span>}</Table.Td>
                <Table.Td>{address ?? '–'}</Table.Td>
                <Table.Td>
                  {isOwn ? (
                    words('account.thisOne')
                  ) : (
                    <Button size="compact-sm" variant="default" onClick={() => end.mutate(id)}>
                      {words('account.end')}
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollTable>
      {sessions.length > 1 && (
        <Button variant="default" onClick={() => end.mutate(null)} loading={end.isPending}>
          {words('account.endOthers')}
        </Button>
      )}
    </Section>
  );
}
