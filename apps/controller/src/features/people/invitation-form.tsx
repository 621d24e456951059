import { accountKeepingRoutes } from '@gatecast/protocol';
import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { peopleQuery } from '../../api/queries.ts';
import { Fault } from '../../parts/fault.tsx';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { markField } from '../../parts/form-fault.ts';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { grantOfFields, GrantsFields, newGrant } from './grants-fields.tsx';
import { HandedLink } from './handed-link.tsx';

/** Invites somebody with the roles that they will have; the link is handed over. */
export function InvitationForm() {
  const words = useWords();
  const queries = useQueryClient();
  const { mainZone } = usePlaces();
  const [token, setToken] = useState<string | null>(null);
  const form = useForm({
    initialValues: { email: '', name: '', grants: [newGrant] },
    validate: { email: (value) => (value.includes('@') ? null : words('signIn.emailNeeded')) },
  });
  useUnsaved(form.isDirty() && token === null);
  const invite = useMutation({
    mutationFn: ({ email, name, grants }: typeof form.values) =>
      call(accountKeepingRoutes.invite, { body: { email, name, grants: grants.map((grant) => grantOfFields(grant, mainZone)) } }),
    onSuccess: async (answer) => {
      setToken(answer.token);
      await queries.invalidateQueries({ queryKey: peopleQuery.queryKey });
    },
    onError: (error) => markField(form, error),
  });
  if (token !== null) return <HandedLink path="/invitation" token={token} about={words('people.inviteAbout')} />;
  return (
    <form onSubmit={form.onSubmit((values) => invite.mutate(values))} noValidate aria-label={words('people.invite')}>
      <Stack gap="sm">
        <Fault error={invite.error} />
        <TextInput label={words('signIn.email')} type="email" {...form.getInputProps('email')} />
        <TextInput label={words('people.name')} {...form.getInputProps('name')} />
        <GrantsFields grants={form.values.grants} errors={form.errors} onChange={(grants) => form.setFieldValue('grants', [...grants])} />
        <Button type="submit" loading={invite.isPending} style={{ alignSelf: 'start' }}>
          {words('people.invite')}
        </Button>
      </Stack>
    </form>
  );
}
