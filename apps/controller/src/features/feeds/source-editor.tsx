import { feedRoutes, type FeedSource } from '@gatecast/protocol';
import { Button, Group, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { feedDefinitionQuery, feedSourcesQuery } from '../../api/queries.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Fault } from '../../parts/fault.tsx';
import { SaveFault } from '../../parts/save-fault.tsx';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { fieldOf } from '../../parts/form-fault.ts';
import { Loading } from '../../parts/page.tsx';
import { useWords } from '../../words/words.ts';
import { SourceFields } from './source-fields.tsx';
import { emptySource, readSource, writeSource, type SourceForm } from './source-form.ts';
import type { ShownToken } from './token-note.tsx';

/** Adds a source, changes or removes one. A new one that is pushed to hands its token on. */
export function SourceEditor({ source, onDone }: { source: FeedSource | null; onDone: (token: ShownToken | null) => void }) {
  const definition = useQuery({ ...feedDefinitionQuery(source?.id), enabled: source !== null });
  if (source === null) return <Editor source={null} stored={emptySource} revision={0} onDone={onDone} />;
  if (definition.isPending) return <Loading />;
  if (definition.data === undefined) return <Fault error={definition.error} retry={() => void definition.refetch()} />;
  return <Editor source={source} stored={readSource(definition.data)} revision={definition.data.revision} onDone={onDone} />;
}

type EditorProps = {
  readonly source: FeedSource | null;
  readonly stored: SourceForm;
  readonly revision: number;
  readonly onDone: (token: ShownToken | null) => void;
};

function Editor({ source, stored, revision: readNow, onDone }: EditorProps) {
  const words = useWords();
  const queries = useQueryClient();
  const [form, setForm] = useState(stored);
  // of what the form was filled with: the definition may be read anew while somebody types
  const [revision] = useState(readNow);
  const [isRemoving, removing] = useDisclosure(false);
  useUnsaved(JSON.stringify(form) !== JSON.stringify(stored));
  const done = async (token: ShownToken | null) => {
    await queries.invalidateQueries({ queryKey: feedSourcesQuery.queryKey });
    onDone(token);
  };
  const save = useMutation({
    mutationFn: async (onto: number): Promise<ShownToken | null> => {
      const body = writeSource(form);
      if (source !== null) {
        await call(feedRoutes.putFeedDefinition, { params: { sourceId: source.id }, body: { ...body, revision: onto } });
        return null;
      }
      const added = await call(feedRoutes.createFeedSource, { body });
      return added.token === null ? null : { source: added.source, token: added.token };
    },
    onSuccess: done,
  });
  const remove = useMutation({
    mutationFn: (onto: number) => call(feedRoutes.removeFeedSource, { params: { sourceId: source?.id ?? '' }, query: { revision: onto } }),
    onSuccess: () => done(null),
    onSettled: removing.close,
  });
  return (
    <form
      noValidate
      aria-label={words(source === null ? 'feeds.add' : 'feeds.edit')}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(revision);
      }}
    >
      <Stack gap="sm">
        <SaveFault error={save.error} onKeep={save.mutate} onReload={() => onDone(null)} />
        <SaveFault error={remove.error} isRemoval onKeep={remove.mutate} onReload={() => onDone(null)} />
        <SourceFields form={form} isNew={source === null} fault={fieldOf(save.error)} onChange={setForm} />
        <Group justify="space-between">
          <Button type="submit" loading={save.isPending}>
            {words('common.save')}
          </Button>
          {source !== null && (
            <Button variant="subtle" color="red" onClick={removing.open}>
              {words('feeds.remove')}
            </Button>
          )}
        </Group>
      </Stack>
      <Confirm
        isOpen={isRemoving}
        title={words('schedule.removeTitle', { name: source?.name ?? '' })}
        confirm={words('feeds.remove')}
        isDangerous
        isBusy={remove.isPending}
        onConfirm={() => remove.mutate(revision)}
        onClose={removing.close}
      >
        {words('feeds.removeAbout')}
      </Confirm>
    </form>
  );
}
