import { playEndSchema, type PlayEnd } from '@gatecast/protocol';
import { NativeSelect, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { entriesQuery, foundItemsQuery, itemsByIdQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useWords } from '../../words/words.ts';

/** What narrows play records, as the address keeps it. */
export type PlaySearch = {
  readonly day?: string | undefined;
  readonly item?: string | undefined;
  readonly entry?: string | undefined;
  readonly ended?: PlayEnd | undefined;
};

/** Day, item, entry and end. What was shown may be gone from the lists since: its id stays in the field. */
export function PlayFilters({
  search,
  day,
  onChange,
}: {
  readonly search: PlaySearch;
  /** The one that is shown, also where the address names none. */
  readonly day: string;
  readonly onChange: (change: PlaySearch) => void;
}) {
  const words = useWords();
  const may = useMay();
  const [find, setFind] = useState('');
  const [wanted] = useDebouncedValue(find.trim().slice(0, 100), 250);
  const { data: items } = useQuery({ ...foundItemsQuery(wanted, 100), enabled: may('content.read') });
  const { data: chosen } = useQuery({ ...itemsByIdQuery([search.item ?? '']), enabled: may('content.read') && search.item !== undefined });
  const titles = new Map(
    [...(items ?? []), ...(search.item === undefined ? [] : (chosen ?? []))].map(({ id, title }) => [id as string, title]),
  );
  const { data: entries } = useQuery({ ...entriesQuery, enabled: may('schedule.read') });
  return (
    <>
      <TextInput
        type="date"
        label={words('plays.day')}
        value={day}
        onChange={({ currentTarget: { value } }) => onChange({ day: value === '' ? undefined : value })}
      />
      <Select
        label={words('plays.item')}
        placeholder={words('plays.anyItem')}
        searchable
        clearable
        limit={100}
        onSearchChange={setFind}
        data={withChosen(
          [...titles].map(([value, label]) => ({ value, label })),
          search.item,
        )}
        value={search.item ?? null}
        onChange={(item) => onChange({ item: item ?? undefined })}
      />
      <Select
        label={words('plays.entry')}
        placeholder={words('plays.anyEntry')}
        searchable
        clearable
        limit={100}
        data={withChosen(entries?.map(({ id, name }) => ({ value: id, label: name })) ?? [], search.entry)}
        value={search.entry ?? null}
        onChange={(entry) => onChange({ entry: entry ?? undefined })}
      />
      <NativeSelect
        label={words('plays.ended')}
        value={search.ended ?? ''}
        onChange={({ currentTarget: { value } }) => onChange({ ended: playEndSchema.safeParse(value).data })}
        data={[
          { value: '', label: words('plays.anyEnd') },
          ...playEndSchema.options.map((end) => ({ value: end, label: words(`plays.ends.${end}`) })),
        ]}
      />
    </>
  );
}

type Choice = { readonly value: string; readonly label: string };

function withChosen(choices: readonly Choice[], chosen: string | undefined): Choice[] {
  const isListed = chosen === undefined || choices.some(({ value }) => value === chosen);
  return isListed ? [...choices] : [{ value: chosen, label: chosen }, ...choices];
}
