import type { Explanation } from '@gatecast/schedules';
import { Box, Group, Stack, Table, Text } from '@mantine/core';
import { useFormats } from '../../instants/formats.ts';
import { Mark } from '../../parts/mark.tsx';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useWords } from '../../words/words.ts';
import { ExplainedRegion } from './explained-region.tsx';
import { useReasonInWords } from './reason-in-words.ts';

type Props = {
  explanation: Explanation;
  /** null: the entry goes on for a year at least. */
  winnerUntilMs: number | null;
  names: Readonly<Record<string, string>>;
  /** null: it was never published. */
  releaseNumber: number | null;
  timeZone: string;
};

/** The engine's answer in plain words: who speaks, what each region shows, what lies over it, and why all others do not. */
export function Explained({ explanation, winnerUntilMs, names, releaseNumber, timeZone }: Props) {
  const words = useWords();
  const formats = useFormats();
  const { answer, winner, losers, interrupts, overlays } = explanation;
  const name = (id: string) => names[id] ?? id.slice(0, 8);
  const reasonInWords = useReasonInWords(names, timeZone);
  const mainRegions = explanation.regions.slice(0, answer.regions.length);
  const overlaid = explanation.regions.slice(answer.regions.length);
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {formats.weekday(answer.atMs, timeZone)} ·{' '}
        {releaseNumber === null ? words('explain.unpublished') : words('explain.release', { number: releaseNumber })}
      </Text>
      <Box>
        <Group gap="xs">
          <Text fw={620}>{words('explain.winner', { entry: name(winner.entryId) })}</Text>
          <Mark>{words(`tiers.${winner.tier}`)}</Mark>
        </Group>
        <Text size="sm">
          {words(`decidedBy.${winner.decidedBy}`)}
          {winner.turn !== null &&
            ` ${words('explain.turn', {
              from: formats.timeWithSeconds(winner.turn.fromMs, timeZone),
              until: formats.timeWithSeconds(winner.turn.untilMs, timeZone),
            })}`}
        </Text>
        <Text size="sm">
          {winnerUntilMs === null
            ? words('explain.entryOn')
            : words('explain.entryUntil', { until: formats.weekday(winnerUntilMs, timeZone) })}
        </Text>
        <Text size="sm" c="dimmed">
          {words('explain.until', { until: formats.timeWithSeconds(answer.untilMs, timeZone) })} ·{' '}
          {words('explain.anchor', { anchor: words(`anchors.${winner.anchor}`), at: formats.dateTime(winner.anchorMs, timeZone) })}
        </Text>
      </Box>
      <ul style={{ margin: 0, paddingLeft: 20 }}>
        {mainRegions.map((region) => (
          <ExplainedRegion key={region.regionId} region={region} name={name} timeZone={timeZone}>
            {region.entryId === answer.interruptId && words('explain.interrupting', { entry: name(region.entryId) })}
          </ExplainedRegion>
        ))}
        {overlaid.map((region) => (
          <ExplainedRegion key={`${region.entryId} ${region.regionId}`} region={region} name={name} timeZone={timeZone}>
            {words('explain.overlaying', { entry: name(region.entryId) })}
          </ExplainedRegion>
        ))}
      </ul>
      <Reasons
        title={words('explain.interrupts')}
        why={words('explain.standing')}
        rows={interrupts.map(({ entryId, standing, shareBp }) => ({
          entryId,
          label: words('explain.share', { entry: name(entryId), share: formats.number(shareBp / 100) }),
          reason: reasonInWords(standing),
        }))}
      />
      <Reasons
        title={words('explain.overlays')}
        why={words('explain.standing')}
        rows={overlays.map(({ entryId, standing }) => ({
          entryId,
          label: name(entryId),
          reason: standing.kind === 'speaking' ? words('standings.shown') : reasonInWords(standing),
        }))}
      />
      <Reasons
        title={words('explain.losers')}
        why={words('explain.why')}
        rows={losers.map(({ entryId, why }) => ({ entryId, label: name(entryId), reason: reasonInWords(why) }))}
      />
    </Stack>
  );
}

type ReasonsProps = {
  title: string;
  why: string;
  rows: readonly { readonly entryId: string; readonly label: string; readonly reason: string }[];
};

function Reasons({ title, why, rows }: ReasonsProps) {
  if (rows.length === 0) return null;
  return (
    <ScrollTable label={title} isSurface={false}>
      <Table aria-label={title}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="40%">{title}</Table.Th>
            <Table.Th>{why}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ entryId, label, reason }) => (
            <Table.Tr key={entryId}>
              <Table.Td fw={560}>{label}</Table.Td>
              <Table.Td>{reason}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}
