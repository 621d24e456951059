import { contentRoutes, foldedText, searchedWords, type Item, type Variant } from '@gatecast/protocol';
import { Box, Button, Group, NativeSelect, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { meQuery } from '../../api/me-query.ts';
import { itemsKey, waitingItemsQuery } from '../../api/queries.ts';
import { useMay, usePersonName } from '../../api/session.ts';
import { useFormats } from '../../instants/formats.ts';
import { Empty } from '../../parts/empty.tsx';
import { Fault, tellDone } from '../../parts/fault.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { languageName } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import { VariantComparison } from './variant-comparison.tsx';

/** What waits for a second person. */
export function ApprovalsPage() {
  const words = useWords();
  const ofInterface = useLanguage();
  const navigate = useNavigate({ from: '/content/approvals' });
  const { find = '', language } = useSearch({ from: '/shell/content/approvals' });
  const items = useQuery(waitingItemsQuery);
  if (items.isPending) return <Loading />;
  const waiting = (items.data ?? []).flatMap((item) =>
    item.variants.filter(({ review }) => review === 'submitted').map((variant) => ({ item, variant })),
  );
  const sought = searchedWords(find);
  const shown = waiting.filter(
    ({ item, variant }) =>
      (language === undefined || variant.language === language) && sought.every((word) => foldedText(item.title).includes(word)),
  );
  const languages = [...new Set(waiting.map(({ variant }) => variant.language))];
  const change = (part: { find?: string | undefined; language?: string | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  return (
    <Page title={words('approvals.title')} about={words('approvals.about')}>
      {(waiting.length > 1 || find !== '' || language !== undefined) && (
        <Group gap="sm" mb="md" align="end" role="search" aria-label={words('approvals.filter')}>
          <TextInput
            label={words('approvals.find')}
            value={find}
            onChange={({ currentTarget: { value } }) => change({ find: value === '' ? undefined : value })}
          />
          <NativeSelect
            label={words('approvals.language')}
            value={language ?? ''}
            onChange={({ currentTarget: { value } }) => change({ language: value === '' ? undefined : value })}
            data={[
              { value: '', label: words('approvals.everyLanguage') },
              ...languages.map((tag) => ({
                value: tag,
                label: tag === 'zxx' ? words('content.wordless') : languageName(tag, ofInterface),
              })),
            ]}
          />
          <Text size="sm" c="dimmed" role="status" pb={8}>
            {words('approvals.shown', { count: shown.length, all: waiting.length })}
          </Text>
        </Group>
      )}
      <Fault error={items.error} retry={() => void items.refetch()} />
      {waiting.length === 0 && !items.error && (
        <Empty icon={IconChecklist} title={words('approvals.empty')} text={words('approvals.emptyAbout')} />
      )}
      <Stack gap="md">
        {shown.map(({ item, variant }) => (
          <Waiting key={`${item.id} ${variant.language} ${variant.document}`} item={item} variant={variant} />
        ))}
      </Stack>
    </Page>
  );
}

function Waiting({ item, variant }: { item: Item; variant: Variant }) {
  const words = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const places = usePlaces();
  const may = useMay();
  const personName = usePersonName();
  const queries = useQueryClient();
  const { data: me } = useQuery(meQuery);
  const [note, setNote] = useState('');
  const isMine = me?.id === variant.authorId;
  const review = useMutation({
    mutationFn: (decision: 'approve' | 'reject') =>
      call(contentRoutes.reviewVariant, {
        params: { itemId: item.id, language: variant.language },
        body: { document: variant.document, decision, note },
      }),
    onSuccess: async (_, decision) => {
      tellDone(words(decision === 'approve' ? 'approvals.approved' : 'approvals.rejected', { title: item.title }));
      await queries.invalidateQueries({ queryKey: itemsKey });
    },
  });
  const languageLabel = variant.language === 'zxx' ? words('content.wordless') : languageName(variant.language, language);
  return (
    <Box component="article" className="surface" p="md" aria-label={`${item.title} – ${languageLabel}`}>
      <Title order={2}>
        <Link to="/content/items/$itemId" params={{ itemId: item.id }} search={{ language: variant.language }} className="text-link">
          {item.title}
        </Link>{' '}
        – {languageLabel}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {words(`itemKinds.${item.kind}`)} · {words('content.revision', { revision: variant.revision })} ·{' '}
        {words('content.writtenBy', {
          name: personName(variant.authorId)?.name ?? words('people.other'),
          at: formats.dateTime(variant.changedAtMs, places.mainZone),
        })}
      </Text>
      <VariantComparison itemId={item.id} variant={variant} />
      <Fault error={review.error} />
      {may('content.approve') && !isMine && (
        <>
          <Textarea
            mt="sm"
            label={words('approvals.note')}
            description={words('approvals.noteAbout')}
            maxLength={1_000}
            value={note}
            onChange={({ currentTarget }) => setNote(currentTarget.value)}
          />
          <Group mt="sm">
            <Button loading={review.isPending && review.variables === 'approve'} onClick={() => review.mutate('approve')}>
              {words('approvals.approve')}
            </Button>
            <Button
              variant="outline"
              color="red"
              disabled={note.trim() === ''}
              loading={review.isPending && review.variables === 'reject'}
              onClick={() => review.mutate('reject')}
            >
              {words('approvals.reject')}
            </Button>
          </Group>
        </>
      )}
      {isMine && (
        <Text size="sm" c="dimmed" mt="sm">
          {words('emergency.waitsForOther')}
        </Text>
      )}
    </Box>
  );
}
