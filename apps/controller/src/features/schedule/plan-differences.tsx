import type { PlanChange, PublicationPreview } from '@gatecast/protocol';
import { Box, List, Text } from '@mantine/core';
import { useServerNow } from '../../api/server-clock.ts';
import { useFormats } from '../../instants/formats.ts';
import { usePlaces } from '../../parts/places.ts';
import { languageName } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';

const namedScreens = 6;
const namedChanges = 12;
const soonMs = 60_000;

/** What changes on which screens, from when the picture differs, and how much they fetch for it. */
export function PlanDifferences({ preview }: { preview: PublicationPreview }) {
  const words = useWords();
  const formats = useFormats();
  const places = usePlaces();
  const groups = groupsOf(preview);
  return groups.map(({ screens, index }) => {
    const difference = index === null ? undefined : preview.differences[index];
    const names = screens.slice(0, namedScreens).map(({ screenId }) => places.screenName(screenId));
    const others = screens.length - names.length;
    const bytes = Math.max(...screens.map(({ newBytes }) => newBytes));
    const zone = places.zoneOfScreen(screens[0]?.screenId ?? '');
    const rest = (difference?.changeCount ?? 0) - namedChanges;
    return (
      <Box key={index ?? 'new'} component="section" mt="sm" data-difference={index ?? 'new'}>
        <Text fw={620} size="sm">
          {formats.list(others > 0 ? [...names, words('findings.moreScreens', { count: others })] : names)}
        </Text>
        {difference === undefined ? (
          <Text size="sm">{words('publish.wholePlan')}</Text>
        ) : (
          <>
            <FromWhen fromMs={difference.fromMs} lookedUntilMs={difference.lookedUntilMs} zone={zone} />
            <List size="sm">
              {difference.changes.slice(0, namedChanges).map((change) => (
                <List.Item key={`${change.kind} ${change.id}`}>
                  <ChangeLine change={change} />
                </List.Item>
              ))}
              {rest > 0 && <List.Item>{words('publish.moreChanges', { count: rest })}</List.Item>}
            </List>
          </>
        )}
        <Text size="sm" c="dimmed">
          {words('publish.fetches', { bytes: formats.bytes(bytes) })}
        </Text>
      </Box>
    );
  });
}

function FromWhen({ fromMs, lookedUntilMs, zone }: { fromMs: number | null; lookedUntilMs: number; zone: string }) {
  const words = useWords();
  const formats = useFormats();
  const now = useServerNow();
  if (fromMs === null) return <Text size="sm">{words('publish.noPictureUntil', { until: formats.dateTime(lookedUntilMs, zone) })}</Text>;
  if (fromMs <= now + soonMs) return <Text size="sm">{words('publish.differsAtOnce')}</Text>;
  return <Text size="sm">{words('publish.differsFrom', { from: formats.weekday(fromMs, zone) })}</Text>;
}

function ChangeLine({ change: { kind, change, name, fields, languages } }: { change: PlanChange }) {
  const words = useWords();
  const formats = useFormats();
  const inLanguage = useLanguage();
  const what = words(`publish.things.${kind}`, { name });
  if (change !== 'changed') return <>{words(`publish.${change}`, { what })}</>;
  const spoken = languages.map((one) => (one === 'zxx' ? words('content.wordless') : languageName(one, inLanguage)));
  const said = [...new Set(fields.map((field) => words(`publish.fields.${isNamed(field) ? field : 'other'}`))), ...spoken];
  return <>{words('publish.changedIn', { what, how: formats.list(said) })}</>;
}

const namedFields = [
  'name',
  'title',
  'when',
  'playlistId',
  'layoutId',
  'tier',
  'daypartIds',
  'slots',
  'validity',
  'dates',
  'spans',
] as const;
function isNamed(field: string): field is (typeof namedFields)[number] {
  return (namedFields as readonly string[]).includes(field);
}

type Group = { readonly index: number | null; readonly screens: PublicationPreview['changed'] };

function groupsOf({ changed }: PublicationPreview): readonly Group[] {
  const groups = new Map<number | null, PublicationPreview['changed']>();
  for (const screen of changed) groups.set(screen.difference, [...(groups.get(screen.difference) ?? []), screen]);
  return [...groups].map(([index, screens]) => ({ index, screens })).sort((a, b) => b.screens.length - a.screens.length);
}
