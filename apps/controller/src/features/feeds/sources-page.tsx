import type { FeedSource } from '@gatecast/protocol';
import { Button, Stack } from '@mantine/core';
import { IconPlus, IconRss } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { feedSourcesQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { Empty } from '../../parts/empty.tsx';
import { Fault } from '../../parts/fault.tsx';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { useWords } from '../../words/words.ts';
import { SourceCard } from './source-card.tsx';
import { SourceEditor } from './source-editor.tsx';
import { TokenNote, type ShownToken } from './token-note.tsx';

type Editing = { readonly kind: 'new' } | { readonly kind: 'source'; readonly source: FeedSource } | null;

/** Where the values that change by themselves come from, how the last try went, and what it gave. */
export function SourcesPage() {
  const words = useWords();
  const may = useMay();
  const sources = useQuery(feedSourcesQuery);
  const [editing, setEditing] = useState<Editing>(null);
  const [shownToken, setShownToken] = useState<ShownToken | null>(null);
  if (sources.isPending) return <Loading />;
  const add = may('feed.edit') && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing({ kind: 'new' })}>
      {words('feeds.add')}
    </Button>
  );
  return (
    <Page title={words('feeds.title')} about={words('feeds.about')} actions={add}>
      <Fault error={sources.error} retry={() => void sources.refetch()} />
      {sources.data?.length === 0 && <Empty icon={IconRss} title={words('feeds.empty')} text={words('feeds.emptyAbout')} />}
      {shownToken !== null && <TokenNote shown={shownToken} onClose={() => setShownToken(null)} />}
      <Stack gap="md">
        {(sources.data ?? []).map((source) => (
          <SourceCard key={source.id} source={source} onEdit={() => setEditing({ kind: 'source', source })} onToken={setShownToken} />
        ))}
      </Stack>
      <FormDrawer
        isOpen={editing !== null}
        onClose={() => setEditing(null)}
        size="lg"
        title={words(editing?.kind === 'source' ? 'feeds.edit' : 'feeds.add')}
      >
        {editing !== null && (
          <SourceEditor
            source={editing.kind === 'source' ? editing.source : null}
            onDone={(token) => {
              setEditing(null);
              if (token !== null) setShownToken(token);
            }}
          />
        )}
      </FormDrawer>
    </Page>
  );
}
