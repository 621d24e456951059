import { contentRoutes, type SupplierId } from '@gatecast/protocol';
import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { call } from '../../api/call.ts';
import { foundItemsQuery, itemsKey, suppliersQuery } from '../../api/queries.ts';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { Fault } from '../../parts/fault.tsx';
import { markField } from '../../parts/form-fault.ts';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { categories, categoryInWords } from './categories.ts';
import { ItemRules } from './item-rules.tsx';
import { alwaysValid, writeValidity, type ValidityForm } from './timing-form.ts';

const kinds = ['notice', 'article', 'image', 'video', 'pages', 'bundle', 'live-url', 'feed', 'clock'] as const;
const addSupplier = 'new';
type NewItem = {
  readonly kind: (typeof kinds)[number];
  readonly title: string;
  readonly category: string | null;
  readonly supplierId: string | null;
  readonly supplierName: string;
  readonly missing: 'substitute' | 'skip';
  readonly validity: ValidityForm;
};

/** Adds an item; its languages are written on the item's own page. */
export function NewItemForm() {
  const words = useWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { mainZone } = usePlaces();
  // the house's own categories beside those that are known to the product, as far as a look at some items shows them
  const { data: some } = useQuery(foundItemsQuery('', 200));
  const { data: suppliers } = useQuery(suppliersQuery);
  const form = useForm<NewItem>({
    initialValues: {
      kind: 'notice',
      title: '',
      category: null as string | null,
      supplierId: null as string | null,
      supplierName: '',
      missing: 'substitute',
      validity: alwaysValid,
    },
    validate: {
      title: (value) => (value.trim() === '' ? words('common.required') : null),
      category: (value) => (value === null ? words('common.required') : null),
      supplierId: (value) => (value === null ? words('common.required') : null),
      supplierName: (value, { supplierId }) => (supplierId === addSupplier && value.trim() === '' ? words('common.required') : null),
    },
  });
  useUnsaved(form.isDirty());
  const add = useMutation({
    mutationFn: async ({ kind, title, category, supplierId, supplierName, missing, validity }: typeof form.values) => {
      const supplier =
        supplierId === addSupplier
          ? (await call(contentRoutes.createSupplier, { body: { name: supplierName } })).id
          : ((supplierId ?? '') as SupplierId);
      return call(contentRoutes.createItem, {
        body: { kind, title, category: category ?? '', supplierId: supplier, missing, validity: writeValidity(validity, mainZone) },
      });
    },
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: itemsKey });
      void queries.invalidateQueries({ queryKey: suppliersQuery.queryKey });
      await navigate({ to: '/content/items/$itemId', params: { itemId: id } });
    },
    onError: (error) => markField(form, error),
  });
  return (
    <form onSubmit={form.onSubmit((values) => add.mutate(values))} noValidate aria-label={words('content.addItem')}>
      <Stack gap="sm">
        <Fault error={add.error} />
        <TextInput label={words('content.itemTitle')} {...form.getInputProps('title')} />
        <Select
          label={words('content.kind')}
          allowDeselect={false}
          data={kinds.map((kind) => ({ value: kind, label: words(`itemKinds.${kind}`) }))}
          {...form.getInputProps('kind')}
        />
        <Select
          label={words('content.category')}
          searchable
          data={[...new Set([...categories, ...(some ?? []).map(({ category }) => category)])].map((category) => ({
            value: category,
            label: categoryInWords(category, words),
          }))}
          {...form.getInputProps('category')}
        />
        <Select
          label={words('content.supplier')}
          searchable
          data={[
            ...(suppliers ?? []).map(({ id, name }) => ({ value: id as string, label: name })),
            { value: addSupplier, label: words('content.newSupplier') },
          ]}
          {...form.getInputProps('supplierId')}
        />
        {form.values.supplierId === addSupplier && (
          <TextInput label={words('content.supplierName')} {...form.getInputProps('supplierName')} />
        )}
        <ItemRules form={form} zone={mainZone} />
        <Group>
          <Button type="submit" loading={add.isPending}>
            {words('content.addItem')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
