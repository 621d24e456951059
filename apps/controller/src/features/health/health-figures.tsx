import type { HealthFigure, RouteAnswer, healthRoutes, ScreenId } from '@gatecast/protocol';
import { Box, SimpleGrid, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { screenFiguresQuery, type HealthSpanName } from '../../api/health-queries.ts';
import { useFormats } from '../../instants/formats.ts';
import { Fault } from '../../parts/fault.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useWords } from '../../words/words.ts';
import { FigureChart } from './figure-chart.tsx';
import { divisorOf, summaryOf } from './figure-scale.ts';
import { useFigureText } from './figure-text.ts';
import { ticksOf } from './ticks-of.ts';

type Answer = RouteAnswer<typeof healthRoutes.getScreenFigures>;

/** What a screen told of its storage, memory, temperature and clock over a span: a chart for each that it ever told, and all of it as a table. */
export function HealthFigures({ screenId, span, timeZone }: { screenId: ScreenId; span: HealthSpanName; timeZone: string }) {
  const words = useWords();
  const { data, error, isPending, refetch } = useQuery(screenFiguresQuery(screenId, span));
  const told = data?.figures.filter(({ points }) => points.some((point) => point !== null)) ?? [];
  return (
    <Box mt="md" component="section" aria-label={words('health.figures.title')}>
      <Title order={3}>{words('health.figures.title')}</Title>
      <Text size="xs" c="dimmed" mb="xs">
        {words('health.figures.about')}
      </Text>
      <Fault error={error} retry={() => void refetch()} />
      {isPending && <Loading />}
      {data !== undefined && told.length === 0 && <Text size="sm">{words('health.figures.none')}</Text>}
      {data !== undefined && told.length > 0 && (
        <>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
            {told.map((one) => (
              <OneFigure key={one.figure} one={one} answer={data} span={span} timeZone={timeZone} />
            ))}
          </SimpleGrid>
          <FigureTable answer={data} told={told} span={span} timeZone={timeZone} />
        </>
      )}
    </Box>
  );
}

type Shown = { readonly answer: Answer; readonly span: HealthSpanName; readonly timeZone: string };

function OneFigure({ one: { figure, limit, points }, answer, span, timeZone }: Shown & { one: Answer['figures'][number] }) {
  const words = useWords();
  const formats = useFormats();
  const { text, stepText } = useFigureText();
  const whenOf = useWhen(span, timeZone);
  const summary = summaryOf(points);
  if (summary === null) return null;
  const { low, high, last } = summary;
  const divisor = divisorOf(figure, Math.max(high, limit?.value ?? 0));
  const limitText =
    limit && words(`health.figures.${limit.isBadAbove ? 'limitAbove' : 'limitBelow'}`, { value: text(figure, limit.value) });
  return (
    <div data-figure={figure}>
      <Text size="sm" fw={560}>
        {words(`health.figures.names.${figure}`)}
      </Text>
      <Text size="xs" c="dimmed">
        {words('health.figures.summary', { last: text(figure, last), low: text(figure, low), high: text(figure, high) })}
        {limitText !== null && ` · ${limitText}`}
      </Text>
      <FigureChart
        points={answer.parts.map(({ fromMs }, at) => ({ atMs: fromMs, point: points[at] ?? null }))}
        span={answer}
        ticks={ticksOf(answer.parts, span, formats, timeZone)}
        scale={{ divisor, text: stepText(figure, divisor) }}
        limit={limit === null || limitText === null ? null : { value: limit.value, text: limitText }}
        whenOf={whenOf}
        textOf={(value) => text(figure, value)}
      />
    </div>
  );
}

function FigureTable({ answer: { parts }, told, span, timeZone }: Shown & { told: Answer['figures'] }) {
  const words = useWords();
  const { text } = useFigureText();
  const whenOf = useWhen(span, timeZone);
  const cell = (figure: HealthFigure, point: Answer['figures'][number]['points'][number] | undefined): string => {
    if (!point) return '–';
    const [low, high] = [text(figure, point.low), text(figure, point.high)];
    return low === high ? low : words('health.figures.range', { low, high });
  };
  const rows = parts.flatMap(({ fromMs }, at) => (told.some(({ points }) => points[at]) ? [{ fromMs, at }] : []));
  return (
    <details>
      <Text component="summary" size="sm" mt={6}>
        {words('health.figures.table', { count: rows.length })}
      </Text>
      <ScrollTable label={words('health.figures.title')}>
        <Table verticalSpacing={4} fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words('health.from')}</Table.Th>
              {told.map(({ figure }) => (
                <Table.Th key={figure}>{words(`health.figures.names.${figure}`)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.toReversed().map(({ fromMs, at }) => (
              <Table.Tr key={fromMs}>
                <Table.Td className="tabular">{whenOf(fromMs)}</Table.Td>
                {told.map(({ figure, points }) => (
                  <Table.Td key={figure} className="tabular">
                    {cell(figure, points[at])}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollTable>
    </details>
  );
}

function useWhen(span: HealthSpanName, timeZone: string) {
  const formats = useFormats();
  return (atMs: number) => (span === 'season' ? formats.day(atMs, timeZone) : formats.dateTime(atMs, timeZone));
}
