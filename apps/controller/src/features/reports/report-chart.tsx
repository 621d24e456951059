import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import type { ReportSection } from '@gatecast/protocol';
import { useCellText } from './cell-text.ts';
import { durationTicks } from './duration-ticks.ts';

/** As many bars as can be read; the table has all. */
const mostBars = 12;
const stateColours = new Map([
  ['healthy', 'teal.7'],
  ['impaired', 'orange.5'],
  ['offline', 'red.6'],
  ['unknown', 'gray.4'],
  ['approved', 'teal.7'],
  ['stale', 'orange.5'],
  ['waiting', 'gray.5'],
  ['missing', 'red.6'],
  ['confirmed', 'teal.7'],
  ['painted', 'teal.7'],
  ['received', 'teal.4'],
  ['expected', 'gray.5'],
  ['addressed', 'gray.5'],
]);
const hourMs = 3_600_000;

/** The first rows of a section as bars; its figures stand in the table beneath, which is for those who cannot see it. */
export function ReportChart({ section, timeZone }: { section: ReportSection; timeZone: string }) {
  const cellText = useCellText(timeZone);
  const { chart, columns, rows } = section;
  if (chart === null) return null;
  const shown = rows.slice(0, mostBars);
  const isDuration = columns[chart.series[0] ?? 0]?.unit === 'duration';
  const data = shown.map((cells, index) => ({
    // two rows may have one name, and each is a bar
    label: `${labelOf(section, cells)}${'\u200B'.repeat(index)}`,
    ...Object.fromEntries(
      chart.series.map((at) => {
        const cell = cells[at];
        return [columns[at]?.key ?? '', typeof cell === 'number' ? (isDuration ? cell / hourMs : cell) : 0];
      }),
    ),
  }));
  const sums = shown.map((cells) => {
    const figures = chart.series.map((at) => Number(cells[at] ?? 0));
    return chart.isStacked ? figures.reduce((sum, one) => sum + one, 0) : Math.max(...figures);
  });
  const ticks = isDuration ? durationTicks(Math.max(0, ...sums)).map((ms) => ms / hourMs) : null;
  return (
    <figure aria-hidden style={{ margin: 0 }} data-report-chart={section.key}>
      <BarChart
        h={Math.max(120, data.length * (chart.isStacked || chart.series.length === 1 ? 40 : 40 + 10 * chart.series.length) + 70)}
        data={data}
        dataKey="label"
        orientation="vertical"
        withLegend={chart.series.length > 1}
        yAxisProps={{ width: 190 }}
        xAxisProps={ticks === null ? { allowDecimals: false } : { ticks, domain: [0, ticks.at(-1) ?? 0] }}
        valueFormatter={(value) => (isDuration ? cellText(value * hourMs, 'duration') : cellText(value, 'count'))}
        barProps={{ isAnimationActive: false }}
        barChartProps={{ accessibilityLayer: false }}
        {...(chart.isStacked ? { type: 'stacked' as const } : {})}
        series={chart.series.map((at) => {
          const { key = '', name = '' } = columns[at] ?? {};
          return { name: key, label: name, color: stateColours.get(key) ?? 'teal.7' };
        })}
      />
    </figure>
  );
}

/** What a bar is called: its label, and where that is a language or screen of some site, the site too. */
function labelOf({ chart, columns }: ReportSection, cells: readonly (string | number | null)[]): string {
  const own = `${cells[chart?.label ?? 0] ?? ''}`;
  const siteAt = columns.findIndex(({ key }) => key === 'site');
  return siteAt < 0 || siteAt === chart?.label || columns[chart?.label ?? 0]?.key !== 'language' ? own : `${cells[siteAt] ?? ''} · ${own}`;
}
