import '@mantine/charts/styles.css';
import { CompositeChart } from '@mantine/charts';
import type { HealthFigurePoint } from '@gatecast/protocol';
import { Paper, Text } from '@mantine/core';
import { axisTicksOf } from './figure-scale.ts';

type Row = { readonly atMs: number; readonly mean: number | null; readonly band: readonly [number, number] | null };
type Props = {
  readonly points: readonly { readonly atMs: number; readonly point: HealthFigurePoint | null }[];
  readonly span: { readonly fromMs: number; readonly untilMs: number };
  readonly ticks: readonly { readonly atMs: number; readonly label: string }[];
  /** How many of the figure's unit one step of the axis is: bytes are told by the gigabyte. */
  readonly scale: { readonly divisor: number; readonly text: (value: number) => string };
  readonly limit: { readonly value: number; readonly text: string } | null;
  readonly whenOf: (atMs: number) => string;
  readonly textOf: (value: number) => string;
};

/**
 * One figure over time: the mean as a line, from the lowest to the highest as a band around it, and the limit of its incident. Where nothing was told
 * the line ends. The figures stand in the table beneath, so this is hidden from screen readers.
 */
export function FigureChart({ points, span, ticks, scale, limit, whenOf, textOf }: Props) {
  const { divisor } = scale;
  const data = points.map(({ atMs, point }): Row => ({
    atMs,
    mean: point === null ? null : point.mean / divisor,
    band: point === null ? null : [point.low / divisor, point.high / divisor],
  }));
  const marks = axisTicksOf(data, limit === null ? null : limit.value / divisor, { isWhole: divisor === 1 });
  const labels = new Map(ticks.map(({ atMs, label }) => [atMs, label]));
  return (
    <figure aria-hidden style={{ margin: 0 }}>
      <CompositeChart
        h={150}
        data={data as Record<string, unknown>[]}
        dataKey="atMs"
        series={[
          { name: 'band', type: 'area', color: 'teal.5' },
          { name: 'mean', type: 'line', color: 'teal.7' },
        ]}
        connectNulls={false}
        curveType="linear"
        accessibilityLayer={false}
        // room for half of the topmost mark's text
        composedChartProps={{ accessibilityLayer: false, margin: { top: 10 } }}
        xAxisProps={{
          type: 'number',
          domain: [span.fromMs, span.untilMs],
          ticks: ticks.map(({ atMs }) => atMs),
          tickFormatter: (atMs: number) => labels.get(atMs) ?? '',
          interval: 'preserveStart',
        }}
        yAxisProps={{
          width: 66,
          ticks: [...marks],
          domain: [marks[0] ?? 0, marks.at(-1) ?? 1],
          interval: 0,
        }}
        valueFormatter={scale.text}
        areaProps={{ stroke: 'none', dot: false, activeDot: false }}
        lineProps={{ dot: (dot: Dot) => <LonePoint key={dot.index} {...dot} rows={data} /> }}
        {...(limit === null
          ? {}
          : {
              referenceLines: [
                { y: limit.value / divisor, color: 'red.6', label: limit.text, labelPosition: 'insideBottomRight' as const },
              ],
            })}
        tooltipProps={{
          content: ({ label }) => {
            const told = points.find(({ atMs }) => atMs === label);
            if (told === undefined || told.point === null) return null;
            const { low, mean, high } = told.point;
            return (
              <Paper withBorder p="xs">
                <Text size="xs">{whenOf(told.atMs)}</Text>
                <Text size="sm" fw={560}>
                  {textOf(mean)}
                </Text>
                {low !== high && <Text size="xs">{`${textOf(low)} – ${textOf(high)}`}</Text>}
              </Paper>
            );
          },
        }}
      />
    </figure>
  );
}

type Dot = { readonly index?: number; readonly cx?: number; readonly cy?: number };

/** A line needs two points: one between two gaps would not be seen. */
function LonePoint({ index = 0, cx, cy, rows }: Dot & { readonly rows: readonly Row[] }) {
  const isTold = (at: number): boolean => typeof rows[at]?.mean === 'number';
  if (cx === undefined || cy === undefined || !isTold(index) || isTold(index - 1) || isTold(index + 1)) return <g />;
  return <circle cx={cx} cy={cy} r={2.5} fill="var(--mantine-color-teal-7)" />;
}
