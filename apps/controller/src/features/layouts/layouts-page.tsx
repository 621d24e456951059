import { layoutRoutes, type LayoutDraft, type StoredLayout } from '@gatecast/protocol';
import { Button, Group, Text, Title } from '@mantine/core';
import { IconCopy, IconLayoutDashboard, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { layoutsQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Fault, tellDone } from '../../parts/fault.tsx';
import { SaveFault } from '../../parts/save-fault.tsx';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { useWords } from '../../words/words.ts';
import { isForOverlays, layoutInWords } from '../schedule/layouts.ts';
import { blankLayout, LayoutEditor } from './layout-editor.tsx';
import { LayoutPicture } from './layout-picture.tsx';
import classes from './layouts.module.css';

/** `layout` null: the draft becomes a new one. */
type Editing = { readonly layout: StoredLayout | null; readonly draft: LayoutDraft } | null;

/** The divisions of the screen, each in small: made, changed, copied and removed here. */
export function LayoutsPage() {
  const words = useWords();
  const may = useMay();
  const layouts = useQuery(layoutsQuery);
  const navigate = useNavigate({ from: '/layouts' });
  const { open } = useSearch({ from: '/shell/layouts' });
  const openLayout = (layout: StoredLayout | null) => void navigate({ search: { open: layout?.id } });
  const [drafted, setDrafted] = useState<Editing>(null);
  const [removing, setRemoving] = useState<StoredLayout | null>(null);
  if (layouts.isPending) return <Loading />;
  const all = layouts.data ?? [];
  const opened = all.find(({ id, isBuiltIn }) => id === open && !isBuiltIn);
  const editing: Editing = drafted ?? (opened === undefined || !may('layout.edit') ? null : { layout: opened, draft: opened });
  const close = () => {
    setDrafted(null);
    if (open !== undefined) openLayout(null);
  };
  const own = all.filter(({ isBuiltIn }) => !isBuiltIn);
  const copy = (layout: StoredLayout) => {
    const { aspect, regions } = layout;
    setDrafted({ layout: null, draft: { name: words('layoutEditor.copyOf', { name: layoutInWords(layout, words) }), aspect, regions } });
  };
  const cards = (list: readonly StoredLayout[]) => (
    <ul className={classes['list']}>
      {list.map((layout) => (
        <LayoutCard
          key={layout.id}
          layout={layout}
          onEdit={() => openLayout(layout)}
          onCopy={() => copy(layout)}
          onRemove={() => setRemoving(layout)}
        />
      ))}
    </ul>
  );
  const addButton = may('layout.edit') && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setDrafted({ layout: null, draft: blankLayout })}>
      {words('layoutEditor.add')}
    </Button>
  );
  return (
    <Page title={words('layoutEditor.title')} about={words('layoutEditor.about')} actions={addButton}>
      <Fault error={layouts.error} retry={() => void layouts.refetch()} />
      <section aria-labelledby="own-layouts">
        <Title order={2} id="own-layouts" mb="sm">
          {words('layoutEditor.own')}
        </Title>
        {own.length === 0 && !layouts.error ? (
          <Empty icon={IconLayoutDashboard} title={words('layoutEditor.empty')} text={words('layoutEditor.emptyAbout')} />
        ) : (
          cards(own)
        )}
      </section>
      <section aria-labelledby="built-in-layouts">
        <Title order={2} id="built-in-layouts" mt="lg">
          {words('layoutEditor.builtIn')}
        </Title>
        <Text size="sm" c="dimmed" mb="sm">
          {words('layoutEditor.builtInAbout')}
        </Text>
        {cards(all.filter(({ isBuiltIn }) => isBuiltIn))}
      </section>
      <FormDrawer
        isOpen={editing !== null}
        onClose={close}
        size="100%"
        title={words(editing === null || editing.layout === null ? 'layoutEditor.add' : 'layoutEditor.edit')}
      >
        {editing !== null && <LayoutEditor layout={editing.layout} draft={editing.draft} onDone={close} />}
      </FormDrawer>
      {removing !== null && <RemoveLayout layout={removing} onClose={() => setRemoving(null)} />}
    </Page>
  );
}

type CardProps = {
  readonly layout: StoredLayout;
  readonly onEdit: () => void;
  readonly onCopy: () => void;
  readonly onRemove: () => void;
};

function LayoutCard({ layout, onEdit, onCopy, onRemove }: CardProps) {
  const words = useWords();
  const may = useMay();
  const name = layoutInWords(layout, words);
  return (
    <li className={`surface ${classes['card']}`}>
      <div className={classes['pictureRoom']}>
        <LayoutPicture layout={layout} widthPx={234} heightPx={132} />
      </div>
      <div>
        <Text fw={620} style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Text>
        <Text size="sm" c="dimmed">
          {[
            layout.aspect,
            words('layoutEditor.regionCount', { count: layout.regions.length }),
            words('layoutEditor.entryCount', { count: layout.entryCount }),
          ].join(' · ')}
        </Text>
        {isForOverlays(layout) && <Mark tone="info">{words('layoutEditor.forOverlays')}</Mark>}
      </div>
      {may('layout.edit') && (
        <Group gap="xs" mt="auto">
          {!layout.isBuiltIn && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPencil size={15} aria-hidden />}
              aria-label={words('layoutEditor.editOf', { name })}
              onClick={onEdit}
            >
              {words('layoutEditor.change')}
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            leftSection={<IconCopy size={15} aria-hidden />}
            aria-label={words('layoutEditor.copyName', { name })}
            onClick={onCopy}
          >
            {words('layoutEditor.copy')}
          </Button>
          {!layout.isBuiltIn && (
            <Button
              size="xs"
              variant="subtle"
              color="red"
              leftSection={<IconTrash size={15} aria-hidden />}
              aria-label={words('layoutEditor.removeOf', { name })}
              onClick={onRemove}
            >
              {words('layoutEditor.remove')}
            </Button>
          )}
        </Group>
      )}
    </li>
  );
}

/** Asks, removes, and says which entries still use it where that is refused. */
function RemoveLayout({ layout, onClose }: { layout: StoredLayout; onClose: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: (revision: number) => call(layoutRoutes.deleteLayout, { params: { layoutId: layout.id }, query: { revision } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: layoutsQuery.queryKey });
      tellDone(words('layoutEditor.removed', { name: layout.name }));
      onClose();
    },
  });
  return (
    <Confirm
      isOpen
      title={words('schedule.removeTitle', { name: layout.name })}
      confirm={words('layoutEditor.remove')}
      isDangerous
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate(layout.revision)}
      onClose={onClose}
    >
      {words('schedule.removeUnused')}
      <SaveFault error={remove.error} isRemoval onKeep={remove.mutate} onReload={onClose} />
    </Confirm>
  );
}
