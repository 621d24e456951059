import type { PlanFindings } from '@gatecast/protocol';
import type { Conflict } from '@gatecast/schedules';
import { Box, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { entriesQuery } from '../../api/queries.ts';
import { useFormats } from '../../instants/formats.ts';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';

const shownConflicts = 4;
const namedScreens = 6;

type Props = {
  readonly findings: readonly PlanFindings[];
  /** Names of entries that are not stored yet. */
  readonly drafts?: Readonly<Record<string, string>>;
};

/** Conflicts and warnings by the screens on which they are: when, against whom, and who plays. */
export function Findings({ findings, drafts = {} }: Props) {
  const words = useWords();
  const formats = useFormats();
  const places = usePlaces();
  const { data: entries } = useQuery(entriesQuery);
  const name = (id: string) => drafts[id] ?? entries?.find((entry) => entry.id === id)?.name ?? id.slice(0, 8);
  return findings.map(({ screenIds, conflicts, conflictCount, checkedUntilMs, warnings }) => {
    const siteId = places.screens.find(({ id }) => id === screenIds[0])?.siteId;
    const zone = siteId === undefined ? places.mainZone : places.zoneOf(siteId);
    const screens = screenIds.slice(0, namedScreens).map(places.screenName);
    const others = screenIds.length - screens.length;
    return (
      <Box key={screenIds.join(' ')} mt="xs">
        <Text fw={620} size="sm">
          {formats.list(others > 0 ? [...screens, words('findings.moreScreens', { count: others })] : screens)}
        </Text>
        <List size="sm">
          {conflicts.slice(0, shownConflicts).map((conflict) => (
            <List.Item key={JSON.stringify(conflict)}>
              <ConflictLine conflict={conflict} name={name} zone={zone} isOpenEnded={conflict.untilMs === checkedUntilMs} />
            </List.Item>
          ))}
          {conflictCount > shownConflicts && <List.Item>{words('findings.more', { count: conflictCount - shownConflicts })}</List.Item>}
          {warnings.map(({ path, code }) => (
            <List.Item key={`${path} ${code}`}>
              {words(`findings.${code}`, { entry: name(/^entries\[([^\]]+)\]/.exec(path)?.[1] ?? path) })}
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

type LineProps = {
  readonly conflict: Conflict;
  readonly name: (id: string) => string;
  readonly zone: string;
  /** It is still there where the search ended. */
  readonly isOpenEnded: boolean;
};

function ConflictLine({ conflict, name, zone, isOpenEnded }: LineProps) {
  const words = useWords();
  const formats = useFormats();
  const from = formats.dateTime(conflict.fromMs, zone);
  const when = isOpenEnded
    ? words('findings.from', { from })
    : words('findings.fromUntil', { from, until: formats.dateTime(conflict.untilMs, zone) });
  const entries = formats.list(conflict.entryIds.map(name));
  switch (conflict.kind) {
    case 'tie':
      return words(`findings.${conflict.decidedBy}`, { when, entries, winner: name(conflict.winnerId) });
    case 'shares-over-whole':
      return words('findings.shares-over-whole', { when, entries, share: formats.number(conflict.shareBp / 100) });
  }
}
