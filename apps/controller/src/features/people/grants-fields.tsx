import { roleSchema, type PersonGrant, type Role } from '@gatecast/protocol';
import { Button, Fieldset, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { namesQuery } from '../../api/queries.ts';
import { instantOfWallClock, wallClockOf } from '../../instants/instant-of-wall-clock.ts';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';

/** A grant as it is edited: the span by the wall clock of the first site; '' is open, everywhere, or nobody. */
export type GrantFields = {
  readonly role: Role;
  readonly siteId: string;
  readonly from: string;
  readonly until: string;
  readonly deputyFor: string;
};

export const newGrant: GrantFields = { role: 'editor', siteId: '', from: '', until: '', deputyFor: '' };

export function fieldsOfGrant({ role, siteId, fromMs, untilMs, deputyFor }: Required<PersonGrant>, timeZone: string): GrantFields {
  const wall = (atMs: number | null) => (atMs === null ? '' : wallClockOf(atMs, timeZone));
  return { role, siteId: siteId ?? '', from: wall(fromMs), until: wall(untilMs), deputyFor: deputyFor ?? '' };
}

/** What goes to the server, which refuses what it does not understand. */
export function grantOfFields({ role, siteId, from, until, deputyFor }: GrantFields, timeZone: string): PersonGrant {
  return {
    role,
    siteId: siteId === '' ? null : siteId,
    fromMs: instantOfWallClock(from, timeZone),
    untilMs: instantOfWallClock(until, timeZone),
    deputyFor: deputyFor === '' ? null : deputyFor,
  } as PersonGrant;
}

/** Roles with where, when and for whom. */
export function GrantsFields({
  grants,
  errors,
  onChange,
}: {
  grants: readonly GrantFields[];
  errors: Readonly<Record<string, unknown>>;
  onChange: (grants: readonly GrantFields[]) => void;
}) {
  const words = useWords();
  const { sites, siteName } = usePlaces();
  const { data: people = [] } = useQuery(namesQuery);
  const errorOf = (index: number, name: string) => {
    const error = errors[`grants.${index}.${name}`];
    return typeof error === 'string' ? error : undefined;
  };
  return (
    <Stack gap="sm">
      {grants.map((grant, index) => {
        const set = (change: Partial<GrantFields>) => onChange(grants.map((one, at) => (at === index ? { ...one, ...change } : one)));
        return (
          // eslint-disable-next-line react/no-array-index-key -- grants have no id, and a row is the place in the list
          <Fieldset key={index} legend={words('people.grant', { number: index + 1 })} p="sm">
            <Group align="start" gap="sm">
              <NativeSelect
                label={words('people.role')}
                value={grant.role}
                data={roleSchema.options.map((role) => ({ value: role, label: words(`roles.${role}`) }))}
                onChange={(event) => set({ role: roleSchema.parse(event.currentTarget.value) })}
              />
              <NativeSelect
                label={words('common.site')}
                value={grant.siteId}
                error={errorOf(index, 'siteId')}
                data={[{ value: '', label: words('people.everywhere') }, ...sites.map(({ id }) => ({ value: id, label: siteName(id) }))]}
                onChange={(event) => set({ siteId: event.currentTarget.value })}
              />
              <TextInput
                label={words('people.from')}
                type="datetime-local"
                value={grant.from}
                onChange={(event) => set({ from: event.currentTarget.value })}
              />
              <TextInput
                label={words('people.until')}
                type="datetime-local"
                value={grant.until}
                error={errorOf(index, 'untilMs')}
                onChange={(event) => set({ until: event.currentTarget.value })}
              />
              <NativeSelect
                label={words('people.deputyFor')}
                value={grant.deputyFor}
                error={errorOf(index, 'deputyFor')}
                data={[{ value: '', label: words('people.ownRight') }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
                onChange={(event) => set({ deputyFor: event.currentTarget.value })}
              />
            </Group>
            <Button
              mt="xs"
              size="compact-sm"
              variant="default"
              aria-label={words('people.removeGrant', { number: index + 1 })}
              onClick={() => onChange(grants.filter((_, at) => at !== index))}
            >
              {words('people.remove')}
            </Button>
          </Fieldset>
        );
      })}
      <Button variant="default" style={{ alignSelf: 'start' }} onClick={() => onChange([...grants, newGrant])}>
        {words('people.addGrant')}
      </Button>
    </Stack>
  );
}
