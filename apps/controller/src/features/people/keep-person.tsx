import { accountKeepingRoutes, peopleRoutes, type KeptPerson } from '@gatecast/protocol';
import { Button, Group, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { peopleQuery } from '../../api/queries.ts';
import { Fault, tellDone } from '../../parts/fault.tsx';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { markField } from '../../parts/form-fault.ts';
import { SaveFault } from '../../parts/save-fault.tsx';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { fieldsOfGrant, grantOfFields, GrantsFields } from './grants-fields.tsx';
import { HandedLink } from './handed-link.tsx';

/** One person: name, roles, standing; and help for those who cannot sign in. */
export function KeepPerson({ person, onDone }: { person: KeptPerson; onDone: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const { mainZone } = usePlaces();
  const form = useForm({
    initialValues: {
      name: person.name,
      isDisabled: person.isDisabled,
      grants: person.grants.map((grant) => fieldsOfGrant(grant, mainZone)),
    },
  });
  // of what the form was filled with: the list may be read anew while somebody types
  const [revision] = useState(person.revision);
  useUnsaved(form.isDirty());
  const save = useMutation({
    mutationFn: (onto: number) => {
      const { name, isDisabled, grants } = form.values;
      const body = { name, isDisabled, grants: grants.map((grant) => grantOfFields(grant, mainZone)), revision: onto };
      return call(peopleRoutes.putPerson, { params: { userId: person.id }, body });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: peopleQuery.queryKey });
      tellDone(words('people.saved'));
      onDone();
    },
    onError: (error) => markField(form, error),
  });
  return (
    <Stack gap="lg">
      <form onSubmit={form.onSubmit(() => save.mutate(revision))} noValidate aria-label={words('people.keepName', { name: person.name })}>
        <Stack gap="sm">
          <SaveFault error={save.error} onKeep={save.mutate} onReload={onDone} />
          <TextInput label={words('people.name')} {...form.getInputProps('name')} />
          <Text size="sm">{person.email}</Text>
          <GrantsFields grants={form.values.grants} errors={form.errors} onChange={(grants) => form.setFieldValue('grants', [...grants])} />
          <Switch
            label={words('people.disable')}
            description={words('people.disableAbout')}
            {...form.getInputProps('isDisabled', { type: 'checkbox' })}
          />
          <Button type="submit" loading={save.isPending} style={{ alignSelf: 'start' }}>
            {words('common.save')}
          </Button>
        </Stack>
      </form>
      <Help person={person} />
    </Stack>
  );
}

function Help({ person: { id: userId } }: { person: KeptPerson }) {
  const words = useWords();
  const [token, setToken] = useState<string | null>(null);
  const input = { params: { userId }, body: {} };
  const help = useMutation({
    mutationFn: async (what: 'reset-link' | 'second-factor' | 'passkeys-too' | 'sessions') => {
      switch (what) {
        case 'reset-link':
          return setToken((await call(accountKeepingRoutes.makeResetLink, input)).token);
        case 'second-factor':
          await call(accountKeepingRoutes.removeSecondFactor, input);
          return tellDone(words('people.secondFactorGone'));
        case 'passkeys-too':
          await call(accountKeepingRoutes.removeSecondFactor, { ...input, body: { passkeys: true } });
          return tellDone(words('people.passkeysGone'));
        case 'sessions':
          await call(accountKeepingRoutes.endSessionsOf, input);
          return tellDone(words('people.sessionsEnded'));
      }
    },
  });
  return (
    <Stack gap="sm" component="section" aria-label={words('people.help')}>
      <Text fw={600}>{words('people.help')}</Text>
      <Fault error={help.error} />
      {token !== null && <HandedLink path="/reset-password" token={token} about={words('people.resetAbout')} />}
      <Group gap="xs">
        <Button variant="default" onClick={() => help.mutate('reset-link')}>
          {words('people.resetLink')}
        </Button>
        <Button variant="default" onClick={() => help.mutate('second-factor')}>
          {words('people.secondFactor')}
        </Button>
        <Button variant="default" onClick={() => help.mutate('passkeys-too')}>
          {words('people.passkeysToo')}
        </Button>
        <Button variant="default" onClick={() => help.mutate('sessions')}>
          {words('people.endSessions')}
        </Button>
      </Group>
    </Stack>
  );
}
