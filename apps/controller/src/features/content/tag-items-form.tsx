import { contentRoutes, type Item } from '@gatecast/protocol';
import { Button, Group, MultiSelect, Stack, TagsInput, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { itemsKey, itemTagsQuery } from '../../api/queries.ts';
import { Fault, tellDone } from '../../parts/fault.tsx';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { useWords } from '../../words/words.ts';

/** Gives tags to the chosen items and takes some away, of all of them or of none. */
export function TagItemsForm({ items, onDone }: { readonly items: readonly Item[]; readonly onDone: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const { data: known } = useQuery(itemTagsQuery);
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  const held = [...new Set(items.flatMap(({ tags }) => tags))].toSorted();
  const isEmpty = add.length + remove.length === 0;
  useUnsaved(!isEmpty);
  const run = useMutation({
    mutationFn: () => call(contentRoutes.tagItems, { body: { itemIds: items.map(({ id }) => id), add, remove } }),
    onSuccess: async ({ changed }) => {
      await queries.invalidateQueries({ queryKey: itemsKey });
      tellDone(words('content.tagged', { count: changed }));
      onDone();
    },
  });
  return (
    <form
      noValidate
      aria-label={words('content.tagChosen')}
      onSubmit={(event) => {
        event.preventDefault();
        run.mutate();
      }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {words('content.tagChosenAbout', { count: items.length })}
        </Text>
        <Fault error={run.error} />
        <TagsInput
          label={words('screens.addTags')}
          splitChars={[',', ';']}
          data={(known ?? []).map(({ tag }) => tag).filter((tag) => !remove.includes(tag))}
          value={add}
          onChange={(tags) => setAdd(tags.map((tag) => tag.normalize('NFC')).filter((tag) => !remove.includes(tag)))}
        />
        <MultiSelect
          label={words('screens.removeTags')}
          searchable
          disabled={held.length === 0}
          data={held.filter((tag) => !add.includes(tag))}
          value={remove}
          onChange={setRemove}
        />
        <Group>
          <Button type="submit" disabled={isEmpty} loading={run.isPending}>
            {words('content.tagChosen')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
