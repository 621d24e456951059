import { contentRoutes, type Item } from '@gatecast/protocol';
import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { itemQuery, itemsKey, suppliersQuery } from '../../api/queries.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { tellDone } from '../../parts/fault.tsx';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { markField } from '../../parts/form-fault.ts';
import { SaveFault } from '../../parts/save-fault.tsx';
import { useWords } from '../../words/words.ts';
import { categories, categoryInWords } from './categories.ts';
import { ItemRules } from './item-rules.tsx';
import { readValidity, writeValidity, type ValidityForm } from './timing-form.ts';

type Form = Pick<Item, 'title' | 'category' | 'missing'> & { readonly supplierId: string; readonly validity: ValidityForm };

/** Changes what an item says of itself, and removes one of which nothing was ever shown. */
export function ItemDetails({ item, zone, onDone }: { readonly item: Item; readonly zone: string; readonly onDone: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [isRemoving, removing] = useDisclosure(false);
  const { data: suppliers } = useQuery(suppliersQuery);
  // what this form was filled from; an item that is read again meanwhile fills none, and is not overwritten unseen
  const [begun] = useState(item);
  const { title, category, missing, supplierId } = begun;
  const read: Form = { title, category, missing, supplierId, validity: readValidity(begun.validity, zone) };
  const form = useForm<Form>({
    initialValues: read,
    validate: { title: (value) => (value.trim() === '' ? words('common.required') : null) },
  });
  useUnsaved(form.isDirty());
  const save = useMutation({
    mutationFn: (onto: number | undefined) => {
      const { validity, supplierId: id, ...values } = form.values;
      // seconds that no field holds stay where nobody touched the field
      const isSame = JSON.stringify(validity) === JSON.stringify(read.validity);
      const body = {
        ...{ ...values, supplierId: id as Item['supplierId'], edits: onto ?? begun.edits },
        validity: isSame ? begun.validity : writeValidity(validity, zone),
      };
      return call(contentRoutes.putItem, { params: { itemId: item.id }, body });
    },
    onSuccess: async (saved) => {
      queries.setQueryData(itemQuery(item.id).queryKey, saved);
      await queries.invalidateQueries({ queryKey: itemsKey });
      tellDone(words('content.detailsSavedItem'));
      onDone();
    },
    onError: (error) => markField(form, error),
  });
  const remove = useMutation({
    mutationFn: (edits: number) => call(contentRoutes.deleteItem, { params: { itemId: item.id }, query: { edits } }),
    onSuccess: async () => {
      onDone();
      await navigate({ to: '/content' });
      queries.removeQueries({ queryKey: itemQuery(item.id).queryKey });
      await queries.invalidateQueries({ queryKey: itemsKey });
      tellDone(words('content.removedItem'));
    },
    onSettled: removing.close,
  });
  const isKept = item.variants.some(({ approvedRevision }) => approvedRevision !== null);
  return (
    <form onSubmit={form.onSubmit(() => save.mutate(undefined))} noValidate aria-label={words('content.detailsItem')}>
      <Stack gap="sm">
        <SaveFault error={save.error} onKeep={save.mutate} onReload={onDone} />
        <SaveFault error={remove.error} isRemoval onKeep={remove.mutate} onReload={onDone} />
        <TextInput label={words('content.itemTitle')} maxLength={200} {...form.getInputProps('title')} />
        <Select
          label={words('content.category')}
          searchable
          allowDeselect={false}
          data={[...new Set([...categories, item.category])].map((value) => ({ value, label: categoryInWords(value, words) }))}
          {...form.getInputProps('category')}
        />
        <Select
          label={words('content.supplier')}
          searchable
          allowDeselect={false}
          data={(suppliers ?? []).map(({ id, name }) => ({ value: id as string, label: name }))}
          {...form.getInputProps('supplierId')}
        />
        <ItemRules form={form} zone={zone} />
        <Group justify="space-between">
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
            {words('common.save')}
          </Button>
          {!isKept && (
            <Button variant="subtle" color="red" onClick={removing.open}>
              {words('content.removeItem')}
            </Button>
          )}
        </Group>
        {isKept && (
          <Text size="xs" c="dimmed">
            {words('content.keptItem')}
          </Text>
        )}
      </Stack>
      <Confirm
        isOpen={isRemoving}
        title={words('content.removeItem')}
        confirm={words('content.removeItem')}
        isDangerous
        isBusy={remove.isPending}
        onConfirm={() => remove.mutate(begun.edits)}
        onClose={removing.close}
      >
        {words('content.removeAboutItem')}
      </Confirm>
    </form>
  );
}
