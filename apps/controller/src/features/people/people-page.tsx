import type { KeptPerson } from '@gatecast/protocol';
import { Button, Group, Table, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMailPlus, IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { peopleQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { Fault } from '../../parts/fault.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useAskedFor } from '../../parts/use-asked-for.ts';
import { useWords } from '../../words/words.ts';
import { useGrantInWords } from './grant-in-words.ts';
import { InvitationForm } from './invitation-form.tsx';
import { Invitations } from './invitations.tsx';
import { KeepPerson } from './keep-person.tsx';
import { NewPersonForm } from './new-person-form.tsx';

/** Everybody with an account, what they may do where, and who is invited. Who is looked for, and who is open, are part of the address. */
export function PeoplePage() {
  const words = useWords();
  const may = useMay();
  const people = useQuery(peopleQuery);
  const navigate = useNavigate({ from: '/people' });
  const { find: search = '', person: kept, add } = useSearch({ from: '/shell/people' });
  const setSearch = (find: string) =>
    void navigate({ search: (before) => ({ ...before, find: find === '' ? undefined : find }), replace: true });
  const setKept = (id: KeptPerson['id'] | null) => void navigate({ search: (before) => ({ ...before, person: id ?? undefined }) });
  const [isAdding, adding] = useDisclosure(false);
  const [isInviting, inviting] = useDisclosure(false);
  useAskedFor(
    add !== undefined && may('people.edit'),
    inviting.open,
    () => void navigate({ search: (before) => ({ ...before, add: undefined }), replace: true }),
  );
  if (people.isPending) return <Loading />;
  const wanted = search.trim().toLowerCase();
  const found = (people.data ?? []).filter(({ name, email }) => name.toLowerCase().includes(wanted) || email.includes(wanted));
  const person = may('people.edit') ? people.data?.find(({ id }) => id === kept) : undefined;
  return (
    <Page
      title={words('people.title')}
      about={words('people.about')}
      actions={
        may('people.edit') && (
          <Group gap="xs">
            <Button leftSection={<IconMailPlus size={16} aria-hidden />} onClick={inviting.open}>
              {words('people.invite')}
            </Button>
            <Button variant="default" leftSection={<IconUserPlus size={16} aria-hidden />} onClick={adding.open}>
              {words('people.add')}
            </Button>
          </Group>
        )
      }
    >
      <Fault error={people.error} retry={() => void people.refetch()} />
      {people.data !== undefined && (
        <>
          <TextInput
            label={words('people.search')}
            maw={320}
            mb="sm"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <PeopleTable people={found} onKeep={may('people.edit') ? setKept : null} />
        </>
      )}
      <Invitations />
      <FormDrawer isOpen={isAdding} onClose={adding.close} title={words('people.add')}>
        <NewPersonForm onDone={adding.close} />
      </FormDrawer>
      <FormDrawer isOpen={isInviting} onClose={inviting.close} title={words('people.invite')} size="lg">
        <InvitationForm />
      </FormDrawer>
      <FormDrawer isOpen={person !== undefined} onClose={() => setKept(null)} title={person?.name ?? ''} size="lg">
        {person !== undefined && <KeepPerson key={person.revision} person={person} onDone={() => setKept(null)} />}
      </FormDrawer>
    </Page>
  );
}

function PeopleTable({ people, onKeep }: { people: readonly KeptPerson[]; onKeep: ((id: KeptPerson['id']) => void) | null }) {
  const words = useWords();
  const inWords = useGrantInWords();
  return (
    <ScrollTable label={words('people.title')}>
      <Table miw={640} aria-label={words('people.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words('people.name')}</Table.Th>
            <Table.Th>{words('signIn.email')}</Table.Th>
            <Table.Th>{words('people.roles')}</Table.Th>
            {onKeep !== null && <Table.Th />}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {people.map(({ id, name, email, grants, isDisabled }) => (
            <Table.Tr key={id}>
              <Table.Td fw={600}>
                {name} {isDisabled && <Mark tone="warn">{words('people.disabled')}</Mark>}
              </Table.Td>
              <Table.Td>{email}</Table.Td>
              <Table.Td>{grants.map(inWords).join(', ')}</Table.Td>
              {onKeep !== null && (
                <Table.Td>
                  <Button size="compact-sm" variant="default" aria-label={words('people.keepName', { name })} onClick={() => onKeep(id)}>
                    {words('people.keep')}
                  </Button>
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}
