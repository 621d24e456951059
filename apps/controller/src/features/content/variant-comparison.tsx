import { contentRoutes, type ItemId, type Variant } from '@gatecast/protocol';
import { Box, SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { itemsKey } from '../../api/queries.ts';
import { usePersonName } from '../../api/session.ts';
import { useFormats } from '../../instants/formats.ts';
import { Fault } from '../../parts/fault.tsx';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { compareTexts, isOtherFile } from './compare-texts.ts';
import classes from './content.module.css';
import { ValidityLine } from './validity-line.tsx';
import { VariantPreview } from './variant-preview.tsx';

/** What a submitted revision would change of the one that players show: its texts and addresses word by word, both pictures side by side. */
export function VariantComparison({ itemId, variant }: { readonly itemId: ItemId; readonly variant: Variant }) {
  const words = useWords();
  const formats = useFormats();
  const places = usePlaces();
  const personName = usePersonName();
  const { language, approvedRevision } = variant;
  const read = useQuery({
    // below the items, which say when one was approved
    queryKey: [...itemsKey, 'approved', itemId, language, approvedRevision],
    queryFn: () => call(contentRoutes.approvedVariant, { params: { itemId, language } }),
    enabled: approvedRevision !== null,
  });
  const approved = read.data?.approved ?? null;
  if (approvedRevision === null)
    return (
      <>
        <Text size="sm" mb="xs">
          {words('approvals.first')}
        </Text>
        <VariantPreview content={variant.content} language={language} />
        <ValidityLine validity={variant.validity} zone={places.mainZone} />
      </>
    );
  const texts = approved === null ? [] : compareTexts(approved.content, variant.content, language);
  const changed = texts.filter(({ isChanged }) => isChanged);
  const isOther = approved !== null && isOtherFile(approved.content, variant.content);
  return (
    <>
      <Fault error={read.error} retry={() => void read.refetch()} />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <div>
          <Text size="sm" fw={620} mb={4}>
            {words('approvals.shownNow', { revision: approvedRevision })}
          </Text>
          {approved !== null && (
            <>
              <VariantPreview content={approved.content} language={language} />
              <ValidityLine validity={approved.validity} zone={places.mainZone} />
              <Text size="xs" c="dimmed" mt={4}>
                {words('content.writtenBy', {
                  name: personName(approved.authorId)?.name ?? words('people.other'),
                  at: formats.dateTime(approved.changedAtMs, places.mainZone),
                })}
              </Text>
            </>
          )}
        </div>
        <div>
          <Text size="sm" fw={620} mb={4}>
            {words('approvals.wanted', { revision: variant.revision })}
          </Text>
          <VariantPreview content={variant.content} language={language} />
          <ValidityLine validity={variant.validity} zone={places.mainZone} />
        </div>
      </SimpleGrid>
      {approved !== null && (
        <Box component="section" mt="md" aria-label={words('approvals.changes')}>
          <Text size="sm" fw={620} mb={4}>
            {words('approvals.changes')}
          </Text>
          {isOther && <Text size="sm">{words('approvals.otherFile')}</Text>}
          {changed.length === 0 && <Text size="sm">{words(texts.length === 0 ? 'approvals.noTexts' : 'approvals.sameTexts')}</Text>}
          {changed.map(({ field, pieces }) => (
            <p key={field} className={classes['compared']} lang={language} dir="auto">
              {pieces.map(({ kind, text }, index) => {
                // pieces have no ids; their order is their identity
                const key = `${kind} ${index}`;
                if (kind === 'same') return <span key={key}>{text}</span>;
                return kind === 'gone' ? <del key={key}>{text}</del> : <ins key={key}>{text}</ins>;
              })}
            </p>
          ))}
          {approved.durationMs !== variant.durationMs && (
            <Text size="sm">
              {words('approvals.duration', {
                before: formats.seconds(approved.durationMs),
                after: formats.seconds(variant.durationMs),
              })}
            </Text>
          )}
        </Box>
      )}
    </>
  );
}
