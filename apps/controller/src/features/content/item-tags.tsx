import { contentRoutes, itemTagLimits, type Item } from '@gatecast/protocol';
import { Group, TagsInput, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { itemsKey, itemTagsQuery } from '../../api/queries.ts';
import { Fault } from '../../parts/fault.tsx';
import { useWords } from '../../words/words.ts';

/** How tags are written where there is no room for a list of them. */
export function tagsInLine(tags: readonly string[]): string {
  return tags.map((tag) => `#${tag}`).join(' ');
}

/** The tags of one item, each saved as it is given or taken away: nothing of what somebody else does meanwhile is overwritten. */
export function ItemTags({ item, mayEdit }: { readonly item: Item; readonly mayEdit: boolean }) {
  const words = useWords();
  const queries = useQueryClient();
  const { data: known } = useQuery(itemTagsQuery);
  const save = useMutation({
    mutationFn: (tags: readonly string[]) => {
      const add = tags.filter((tag) => !item.tags.includes(tag));
      const remove = item.tags.filter((tag) => !tags.includes(tag));
      return call(contentRoutes.tagItems, { body: { itemIds: [item.id], add, remove } });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: itemsKey }),
  });
  if (!mayEdit)
    return item.tags.length === 0 ? null : (
      <Group gap={6} mb="sm">
        <Text size="sm" c="dimmed">
          {words('enrol.tags')}
        </Text>
        <Text size="sm">{tagsInLine(item.tags)}</Text>
      </Group>
    );
  return (
    <>
      <TagsInput
        mb="sm"
        maw={640}
        label={words('enrol.tags')}
        description={words('content.tagsAbout')}
        maxTags={itemTagLimits.ofItem}
        splitChars={[',', ';']}
        data={(known ?? []).map(({ tag }) => tag)}
        value={[...(save.isPending ? save.variables : item.tags)]}
        disabled={save.isPending}
        onChange={(tags) => save.mutate(tags.map((tag) => tag.trim().normalize('NFC')).filter((tag) => tag !== ''))}
      />
      <Fault error={save.error} />
    </>
  );
}
