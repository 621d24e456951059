import type { Explanation, ItemStanding } from '@gatecast/schedules';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFormats } from '../../instants/formats.ts';
import { languageName } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import { regionInWords } from './region-in-words.ts';

type Props = {
  region: Explanation['regions'][number];
  name: (id: string) => string;
  timeZone: string;
  /** Who speaks here, where it is not the winner. */
  children: ReactNode;
};

/** What one region shows, and, opened, how each item of its playlist stands. */
export function ExplainedRegion({ region, name, timeZone, children }: Props) {
  const words = useWords();
  const formats = useFormats();
  const languages = useLanguagesInWords();
  const { regionId, shown, items } = region;
  return (
    <li>
      <Text size="sm" span>
        <strong>{regionInWords(regionId, words)}</strong>
        {children !== false && <> ({children})</>}:{' '}
        {shown.kind === 'item' &&
          words('explain.item', {
            item: name(shown.itemId),
            languages: languages(shown.languages),
            from: formats.timeWithSeconds(shown.fromMs, timeZone),
            until: formats.timeWithSeconds(shown.untilMs, timeZone),
          })}
        {shown.kind === 'item' && shown.isSubstitute && ` · ${words('explain.substitute')}`}
        {shown.kind === 'ticker' && words('explain.ticker', { items: shown.itemIds.map(name).join(' · ') })}
        {shown.kind === 'clock' && words('explain.clock')}
        {shown.kind === 'empty' && words('explain.emptyRegion')}
      </Text>
      {items.length > 0 && (
        <details>
          <Text component="summary" size="sm" c="dimmed" style={{ cursor: 'pointer' }}>
            {words('explain.items', { count: items.length })}
          </Text>
          <ul style={{ margin: 0, paddingLeft: 20 }}>
            {items.map((item) => (
              <li key={item.itemId}>
                <ItemLine item={item} name={name} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function ItemLine({ item, name }: { item: ItemStanding; name: (id: string) => string }) {
  const words = useWords();
  const languages = useLanguagesInWords();
  const { state } = item;
  const isPlayed = state === 'shown' || state === 'in-round';
  // why an item is not played at all says enough, and a language that it speaks itself needs no word
  const others = isPlayed ? alikeOf(item.languages.filter(({ served }) => served !== 'own')) : [];
  return (
    <Text size="sm" span>
      {name(item.itemId)} – {isPlayed ? words(`itemStates.${state}`) : words(`absences.${state}`)}
      {others.map(({ tags, served, because }) => (
        <Text key={tags.join(' ')} size="xs" c="dimmed" component="span" display="block">
          {tags.length < item.languages.length && `${languages(tags)}: `}
          {words(`served.${served}`)}
          {because !== undefined && ` (${words(`absences.${because}`)})`}
        </Text>
      ))}
    </Text>
  );
}

type Served = ItemStanding['languages'][number];

/** Languages that are served alike, together. */
function alikeOf(languages: readonly Served[]): readonly (Omit<Served, 'language'> & { readonly tags: readonly string[] })[] {
  const groups = new Map<string, Omit<Served, 'language'> & { tags: string[] }>();
  for (const { language, ...how } of languages) {
    const key = JSON.stringify(how);
    const group = groups.get(key) ?? { ...how, tags: [] };
    groups.set(key, group);
    group.tags.push(language);
  }
  return [...groups.values()];
}

function useLanguagesInWords(): (tags: readonly string[]) => string {
  const words = useWords();
  const language = useLanguage();
  return (tags) => tags.map((tag) => (tag === 'zxx' ? words('content.wordless') : languageName(tag, language))).join(' + ');
}
