import type { PlanFindings } from '@gatecast/protocol';
import type { Conflict } from '@gatecast/schedules';
import { Box, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { entriesQuery, itemsByIdQuery } from '../../api/queries.ts';
import { useFormats } from '../../instants/formats.ts';
import { usePlaces } from '../../parts/places.ts';
import { languageName } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';

/** Of one conflict that comes again and again. */
const shownTimes = 3;
const namedScreens = 6;

type Props = {
  readonly findings: readonly PlanFindings[];
  /** Names of entries that are not stored yet. */
  readonly drafts?: Readonly<Record<string, string>>;
};

function variantOfPath(path: string): { readonly id: string; readonly language: string } {
  const [, id = '', language = ''] = /^items\[([^\]]+)\]\.variants\[([^\]]+)\]/.exec(path) ?? [];
  return { id, language };
}

/** Conflicts and warnings by the screens on which they are: when, against whom, and who plays. */
export function Findings({ findings, drafts = {} }: Props) {
  const words = useWords();
  const formats = useFormats();
  const places = usePlaces();
  const inLanguage = useLanguage();
  const { data: entries } = useQuery(entriesQuery);
  const { data: items } = useQuery(itemsByIdQuery(findings.flatMap(({ warnings }) => warnings.map(({ path }) => variantOfPath(path).id))));
  const name = (id: string) => drafts[id] ?? entries?.find((entry) => entry.id === id)?.name ?? id.slice(0, 8);
  const variantIn = (path: string) => {
    const { id, language } = variantOfPath(path);
    const item = items?.find((one) => one.id === id)?.title ?? id.slice(0, 8);
    return { item, language: language === 'zxx' ? words('content.wordless') : languageName(language, inLanguage) };
  };
  return findings.map(({ screenIds, conflicts, conflictCount, checkedUntilMs, warnings }) => {
    const zone = places.zoneOfScreen(screenIds[0] ?? '');
    const screens = screenIds.slice(0, namedScreens).map(places.screenName);
    const others = screenIds.length - screens.length;
    const groups = alikeOf(conflicts);
    // the server tells the first of very many; of one kind they are counted with the others of it
    const untold = conflictCount - conflicts.length;
    return (
      <Box key={screenIds.join(' ')} mt="xs">
        <Text fw={620} size="sm">
          {formats.list(others > 0 ? [...screens, words('findings.moreScreens', { count: others })] : screens)}
        </Text>
        <List size="sm">
          {groups.map(([first, ...others]) => (
            <List.Item key={JSON.stringify(first)}>
              <ConflictLine conflict={first} name={name} />
              <WhenLine
                conflicts={[first, ...others]}
                untold={groups.length === 1 ? untold : 0}
                zone={zone}
                checkedUntilMs={checkedUntilMs}
              />
            </List.Item>
          ))}
          {groups.length > 1 && untold > 0 && <List.Item>{words('findings.more', { count: untold })}</List.Item>}
          {warnings.map(({ path, code }) => (
            <List.Item key={`${path} ${code}`}>
              {code === 'text-turns-pages'
                ? words('findings.text-turns-pages', variantIn(path))
                : words(`findings.${code}`, { entry: name(/^entries\[([^\]]+)\]/.exec(path)?.[1] ?? path) })}
            </List.Item>
          ))}
        </List>
        {conflicts.length > 0 && (
          <Text size="xs" c="dimmed">
            {words('findings.checkedUntil', { date: formats.dateTime(checkedUntilMs, zone) })}
          </Text>
        )}
      </Box>
    );
  });
}

/** Conflicts of the same entries with the same end, in order of their first. */
function alikeOf(conflicts: readonly Conflict[]): readonly (readonly [Conflict, ...Conflict[]])[] {
  const groups = new Map<string, [Conflict, ...Conflict[]]>();
  for (const conflict of conflicts) {
    const key = JSON.stringify({ ...conflict, fromMs: 0, untilMs: 0 });
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [conflict]);
    else group.push(conflict);
  }
  return [...groups.values()];
}

function ConflictLine({ conflict, name }: { conflict: Conflict; name: (id: string) => string }) {
  const words = useWords();
  const formats = useFormats();
  const entries = formats.list(conflict.entryIds.map((id) => `“${name(id)}”`));
  switch (conflict.kind) {
    case 'tie':
      return words(`findings.${conflict.decidedBy}`, { entries, winner: name(conflict.winnerId) });
    case 'shares-over-whole':
      return words('findings.shares-over-whole', { entries, share: formats.number(conflict.shareBp / 100) });
  }
}

type WhenProps = {
  readonly conflicts: readonly Conflict[];
  readonly untold: number;
  readonly zone: string;
  readonly checkedUntilMs: number;
};

function WhenLine({ conflicts, untold, zone, checkedUntilMs }: WhenProps) {
  const words = useWords();
  const formats = useFormats();
  const shown = conflicts.slice(0, shownTimes).map(({ fromMs, untilMs }) => {
    const from = formats.dateTime(fromMs, zone);
    // still there where the search ended
    if (untilMs === checkedUntilMs) return words('findings.from', { from });
    return words('findings.fromUntil', { from, until: formats.dateTime(untilMs, zone) });
  });
  const others = conflicts.length - shown.length + untold;
  return (
    <Text size="xs" c="dimmed" component="span" display="block">
      {[...shown, ...(others > 0 ? [words('findings.more', { count: others })] : [])].join('; ')}
    </Text>
  );
}
