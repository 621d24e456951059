import { entryTicker, type Frame, type LayoutRegion, type PlaylistId } from '@gatecast/protocol';
import { Group, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { playlistsQuery } from '../../api/queries.ts';
import { usePlaces } from '../../parts/places.ts';
import { languageName } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import { regionInWords } from '../screen/region-in-words.ts';

export const regionKinds = ['main', 'ticker', 'clock', 'playlist'] as const;
export type RegionKind = (typeof regionKinds)[number];

const sides = ['xBp', 'yBp', 'widthBp', 'heightBp'] as const satisfies readonly (keyof Frame)[];

type Props = { readonly region: LayoutRegion; readonly onChange: (region: LayoutRegion) => void };

/** One region in words and numbers: all that can be drawn, and what it shows. */
export function RegionFields({ region, onChange }: Props) {
  const words = useWords();
  const { data: playlists } = useQuery(playlistsQuery);
  const { content, frame } = region;
  return (
    <Stack gap="xs" role="group" aria-label={regionInWords(region.id, words)}>
      <TextInput
        label={words('layoutEditor.regionName')}
        maxLength={64}
        value={regionInWords(region.id, words)}
        onChange={({ currentTarget }) => onChange({ ...region, id: currentTarget.value })}
      />
      <Select
        label={words('layoutEditor.shows')}
        allowDeselect={false}
        data={regionKinds.map((kind) => ({ value: kind, label: words(`layoutEditor.kinds.${kind}`) }))}
        value={content.kind}
        onChange={(kind) => onChange({ ...region, content: contentOf(kind as RegionKind, playlists?.[0]?.id ?? null) ?? content })}
      />
      {content.kind === 'playlist' && (
        <Select
          label={words('schedule.playlist')}
          allowDeselect={false}
          searchable
          data={(playlists ?? []).map(({ id, name }) => ({ value: id as string, label: name }))}
          value={content.playlistId}
          onChange={(id) => id !== null && onChange({ ...region, content: { kind: 'playlist', playlistId: id as PlaylistId } })}
        />
      )}
      <Group gap="xs" grow preventGrowOverflow={false}>
        {sides.map((side) => (
          <NumberInput
            key={side}
            miw={120}
            label={words(`layoutEditor.${side}`)}
            suffix=" %"
            min={side === 'widthBp' || side === 'heightBp' ? 1 : 0}
            max={100}
            step={1}
            decimalScale={2}
            clampBehavior="blur"
            value={frame[side] / 100}
            onChange={(value) => typeof value === 'number' && onChange({ ...region, frame: { ...frame, [side]: Math.round(value * 100) } })}
          />
        ))}
      </Group>
      {content.kind !== 'clock' && <LanguageFields region={region} onChange={onChange} />}
    </Stack>
  );
}

/** How the languages of an item share the region. */
function LanguageFields({ region, onChange }: Props) {
  const words = useWords();
  const language = useLanguage();
  const { sites } = usePlaces();
  const { languages } = region;
  const spoken = [...new Set([...sites.flatMap((site) => site.languages), ...(languages.kind === 'fixed' ? [languages.language] : [])])];
  return (
    <>
      <Select
        label={words('layoutEditor.languages')}
        allowDeselect={false}
        data={(['sequence', 'together', 'fixed'] as const).map((kind) => ({ value: kind, label: words(`layoutEditor.sharing.${kind}`) }))}
        value={languages.kind}
        onChange={(kind) => {
          const [first = 'vi'] = spoken;
          if (kind === 'fixed') onChange({ ...region, languages: { kind, language: first } });
          else if (kind === 'sequence' || kind === 'together') onChange({ ...region, languages: { kind } });
        }}
      />
      {languages.kind === 'fixed' && (
        <Select
          label={words('layoutEditor.language')}
          allowDeselect={false}
          data={spoken.map((tag) => ({ value: tag, label: languageName(tag, language) }))}
          value={languages.language}
          onChange={(tag) => tag !== null && onChange({ ...region, languages: { kind: 'fixed', language: tag } })}
        />
      )}
    </>
  );
}

/** What a region of a kind shows at first; null: it would be a playlist, and there is none. */
export function contentOf(kind: RegionKind, playlistId: PlaylistId | null): LayoutRegion['content'] | null {
  switch (kind) {
    case 'main':
    case 'clock':
      return { kind };
    case 'ticker':
      return { kind, playlistId: entryTicker };
    case 'playlist':
      return playlistId === null ? null : { kind, playlistId };
  }
}
