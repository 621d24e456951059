import type { ScreenId } from '@gatecast/protocol';
import { Box, Button, Group, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { explainQuery } from '../../api/queries.ts';
import { useFormats } from '../../instants/formats.ts';
import { instantOfWallClock, wallClockOf } from '../../instants/instant-of-wall-clock.ts';
import { serverNow } from '../../api/server-clock.ts';
import { Fault } from '../../parts/fault.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Loading } from '../../parts/page.tsx';
import { languageName } from '../../words/names.ts';
import { useLanguage, useWords, type Words } from '../../words/words.ts';
import { explainAnswerSchema, type ExplainAnswer } from './explain-answer.ts';
import { useLossInWords } from './loss-in-words.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';

/** What a screen shows at a chosen instant and why: the engine's own answer in plain words. */
export function Explanation({ screenId, timeZone }: { screenId: ScreenId; timeZone: string }) {
  const words = useWords();
  const [local, setLocal] = useState(() => wallClockOf(serverNow(), timeZone));
  const [atMs, setAtMs] = useState<number | undefined>(undefined);
  const explain = useQuery({
    ...explainQuery(screenId, atMs),
    // `now` goes on: it is asked again when what it told is over
    refetchInterval: ({ state }) => (atMs === undefined && state.data ? untilNextMs(state.data.answer) : false),
  });
  const parsed = explain.data ? explainAnswerSchema.safeParse(explain.data.answer) : null;
  return (
    <Box className="surface" p="md" component="section" aria-label={words('explain.title')}>
      <Title order={2}>{words('explain.title')}</Title>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setAtMs(instantOfWallClock(local, timeZone) ?? undefined);
        }}
      >
        <Group align="flex-end" mt="xs" gap="xs">
          <TextInput
            type="datetime-local"
            label={words('explain.at')}
            description={words('explain.zone', { zone: timeZone })}
            value={local}
            onChange={({ currentTarget: { value } }) => setLocal(value)}
          />
          <Button type="submit" variant="default" disabled={local === ''}>
            {words('explain.ask')}
          </Button>
          <Button
            variant="subtle"
            onClick={() => {
              setLocal(wallClockOf(serverNow(), timeZone));
              setAtMs(undefined);
              void explain.refetch();
            }}
          >
            {words('explain.now')}
          </Button>
        </Group>
      </form>
      <Box mt="md" aria-live="polite">
        {explain.isFetching && !explain.data && <Loading />}
        <Fault error={explain.error} />
        {parsed?.success === false && <Fault error={parsed.error} />}
        {explain.data && parsed?.success && (
          <Answer answer={parsed.data} names={explain.data.names} releaseNumber={explain.data.releaseNumber} timeZone={timeZone} />
        )}
      </Box>
    </Box>
  );
}

/** How long an answer about now stays true: until its first region changes, at least a second, at most a minute. */
function untilNextMs(answer: unknown): number {
  const parsed = explainAnswerSchema.safeParse(answer);
  if (!parsed.success) return 60_000;
  const { untilMs, regions } = parsed.data;
  const ends = [untilMs, ...regions.flatMap(({ shown }) => (shown.kind === 'item' ? [shown.untilMs] : []))];
  return Math.min(60_000, Math.max(1_000, Math.min(...ends) - serverNow() + 250));
}

/** The parts of the house's own layouts have names; another layout's keep theirs. */
function regionInWords(regionId: string, words: Words): string {
  return regionId === 'main' || regionId === 'ticker' || regionId === 'clock' ? words(`regions.${regionId}`) : regionId;
}

type AnswerProps = { answer: ExplainAnswer; names: Readonly<Record<string, string>>; releaseNumber: number; timeZone: string };

function Answer({ answer, names, releaseNumber, timeZone }: AnswerProps) {
  const words = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const lossInWords = useLossInWords(names, timeZone);
  const name = (id: string) => names[id] ?? id.slice(0, 8);
  const { winner, losers } = answer.reason;
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {formats.weekday(answer.atMs, timeZone)} · {words('explain.release', { number: releaseNumber })}
      </Text>
      <Box>
        <Group gap="xs">
          <Text fw={620}>{words('explain.winner', { entry: name(winner.entryId) })}</Text>
          <Mark>{words(`tiers.${winner.tier}`)}</Mark>
        </Group>
        <Text size="sm" c="dimmed">
          {words('explain.until', { until: formats.timeWithSeconds(answer.untilMs, timeZone) })} ·{' '}
          {words('explain.anchor', { anchor: words(`anchors.${winner.anchor}`), at: formats.dateTime(winner.anchorMs, timeZone) })}
        </Text>
      </Box>
      <ul style={{ margin: 0, paddingLeft: 20 }}>
        {answer.regions.map(({ regionId, shown }) => (
          <li key={regionId}>
            <Text size="sm" span>
              <strong>{regionInWords(regionId, words)}</strong>:{' '}
              {shown.kind === 'item' &&
                words('explain.item', {
                  item: name(shown.itemId),
                  languages: shown.languages
                    .map((tag) => (tag === 'zxx' ? words('content.wordless') : languageName(tag, language)))
                    .join(' + '),
                  from: formats.timeWithSeconds(shown.fromMs, timeZone),
                  until: formats.timeWithSeconds(shown.untilMs, timeZone),
                })}
              {shown.kind === 'item' && shown.isSubstitute && ` · ${words('explain.substitute')}`}
              {shown.kind === 'ticker' && words('explain.ticker', { items: shown.itemIds.map(name).join(' · ') })}
              {shown.kind === 'clock' && words('explain.clock')}
              {shown.kind === 'empty' && words('explain.emptyRegion')}
            </Text>
          </li>
        ))}
      </ul>
      {losers.length > 0 && (
        <ScrollTable label={words('explain.losers')} isSurface={false}>
          <Table aria-label={words('explain.losers')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words('explain.losers')}</Table.Th>
                <Table.Th>{words('explain.why')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {losers.map(({ entryId, why }) => (
                <Table.Tr key={entryId}>
                  <Table.Td fw={560}>{name(entryId)}</Table.Td>
                  <Table.Td>{lossInWords(why)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollTable>
      )}
    </Stack>
  );
}
