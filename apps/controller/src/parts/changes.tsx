import type { FieldChange } from '@gatecast/protocol';
import { Box, Text } from '@mantine/core';
import { useWords, type WordKey } from '../words/words.ts';

type Row = { readonly key: string; readonly name: string; readonly changes: readonly FieldChange[]; readonly problem?: string | null };
/** More nobody reads; how many there are is said beside it. */
const mostShown = 200;

const fieldWords: Readonly<Record<string, WordKey>> = {
  name: 'enrol.name',
  area: 'common.area',
  kind: 'screen.kind',
  size: 'enrol.size',
  tags: 'enrol.tags',
  rotationDeg: 'enrol.rotation',
  viewing: 'enrol.distance',
  position: 'survey.position',
  condition: 'survey.condition',
  owner: 'survey.owner',
  installedYear: 'survey.installedYear',
  screen: 'survey.screen',
  notes: 'survey.notes',
  year: 'survey.byYear',
  wanted: 'survey.wanted',
};

/** What would change of each screen, before and after; first those that cannot be so. */
export function Changes({ rows }: { rows: readonly Row[] }) {
  const words = useWords();
  const shown = rows.toSorted((a, b) => Number((b.problem ?? null) !== null) - Number((a.problem ?? null) !== null)).slice(0, mostShown);
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and holds nothing that takes the focus
    <Box
      className="surface"
      p="sm"
      mah={320}
      style={{ overflowY: 'auto' }}
      tabIndex={0}
      role="region"
      aria-label={words('screens.preview')}
    >
      {shown.map(({ key, name, changes, problem = null }) => (
        <Box key={key} mb={6}>
          <Text size="sm" fw={560}>
            {name}
          </Text>
          {problem !== null && (
            <Text size="sm" c="var(--mantine-color-error)">
              {problem}
            </Text>
          )}
          {changes.map(({ field, from, to }) => {
            const word = fieldWords[field];
            return (
              <Text key={field} size="xs" c="dimmed">
                {word === undefined ? field : words(word)}: {from === '' ? '–' : from} → {to === '' ? '–' : to}
              </Text>
            );
          })}
        </Box>
      ))}
      {rows.length > mostShown && <Text size="sm">{words('removal.more', { count: rows.length - mostShown })}</Text>}
    </Box>
  );
}
