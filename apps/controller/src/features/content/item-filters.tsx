import { itemKindSchema, itemStateSchema } from '@gatecast/protocol';
import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { itemTagsQuery, suppliersQuery } from '../../api/queries.ts';
import { FilterSelect } from '../../parts/filter-select.tsx';
import { FoldingFilters } from '../../parts/folding-filters.tsx';
import { usePlaces } from '../../parts/places.ts';
import { languageName } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import { categories } from './categories.ts';
import { languagesOf } from './coverage.ts';
import type { ItemSearch } from './item-search.ts';

type Change = Readonly<Partial<Record<keyof ItemSearch, string | undefined>>>;

/** What narrows the stock, as the address keeps it. */
export function ItemFilters({ search, onChange }: { search: ItemSearch; onChange: (change: Change) => void }) {
  const words = useWords();
  const language = useLanguage();
  const { sites } = usePlaces();
  const { data: suppliers } = useQuery(suppliersQuery);
  const { data: tags } = useQuery(itemTagsQuery);
  const { find = '', kind, category, supplier, state, missing, usage, tag } = search;
  const folded = [kind, category, supplier, state, missing, usage, tag];
  return (
    <FoldingFilters
      inUse={folded.filter((value) => value !== undefined).length}
      onClear={() =>
        onChange({
          kind: undefined,
          category: undefined,
          supplier: undefined,
          state: undefined,
          missing: undefined,
          usage: undefined,
          tag: undefined,
        })
      }
      search={
        <TextInput
          w={{ base: '100%', xs: 280 }}
          type="search"
          aria-label={words('content.find')}
          placeholder={words('content.find')}
          leftSection={<IconSearch size={16} aria-hidden />}
          maxLength={100}
          value={find}
          onChange={({ currentTarget: { value } }) => onChange({ find: value === '' ? undefined : value })}
        />
      }
    >
      <FilterSelect
        widthPx={160}
        label={words('content.kind')}
        placeholder={words('content.everyKind')}
        data={itemKindSchema.options.map((value) => ({ value, label: words(`itemKinds.${value}`) }))}
        value={kind}
        onChange={(next) => onChange({ kind: next })}
      />
      <FilterSelect
        widthPx={170}
        label={words('content.category')}
        placeholder={words('content.everyCategory')}
        data={[...categories.map((value) => ({ value, label: words(`categories.${value}`) }))]}
        value={category}
        onChange={(next) => onChange({ category: next })}
      />
      <FilterSelect
        widthPx={190}
        label={words('content.standing')}
        placeholder={words('content.everyStanding')}
        data={itemStateSchema.options.map((value) => ({ value, label: words(`reviews.${value}`) }))}
        value={state}
        onChange={(next) => onChange({ state: next })}
      />
      <FilterSelect
        widthPx={190}
        label={words('content.lacking')}
        placeholder={words('content.lackingNone')}
        data={languagesOf(sites).map((value) => ({
          value,
          label: words('content.lackingIn', { language: languageName(value, language) }),
        }))}
        value={missing}
        onChange={(next) => onChange({ missing: next })}
      />
      <FilterSelect
        widthPx={190}
        label={words('content.supplier')}
        placeholder={words('content.everySupplier')}
        data={(suppliers ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={supplier}
        onChange={(next) => onChange({ supplier: next })}
      />
      <FilterSelect
        widthPx={210}
        label={words('content.usage')}
        placeholder={words('content.everyUsage')}
        data={(['used', 'unused'] as const).map((value) => ({ value, label: words(`content.usages.${value}`) }))}
        value={usage}
        onChange={(next) => onChange({ usage: next })}
      />
      {((tags?.length ?? 0) > 0 || tag !== undefined) && (
        <FilterSelect
          widthPx={170}
          label={words('enrol.tags')}
          placeholder={words('wall.everyTag')}
          data={(tags ?? []).map(({ tag: value, items }) => ({ value, label: `${value} (${items})` }))}
          value={tag}
          onChange={(next) => onChange({ tag: next })}
        />
      )}
    </FoldingFilters>
  );
}
