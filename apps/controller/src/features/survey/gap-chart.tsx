import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import type { GapTotal } from '@gatecast/protocol';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import classes from './survey.module.css';

/**
 * Planned against usable, faulty and out of use, a bar for each kind at each site. Its figures stand in the table beside it, which is for those who
 * cannot see it.
 */
export function GapChart({ totals }: { totals: readonly GapTotal[] }) {
  const words = useWords();
  const places = usePlaces();
  const data = totals.map(({ siteId, kind, wanted, usable, faulty, outOfUse }) => ({
    place: `${places.siteName(siteId)} · ${words(`kinds.${kind}`)}`,
    ...{ wanted: wanted ?? 0, usable, faulty, outOfUse },
  }));
  return (
    <figure className={classes['figure']} aria-hidden data-gap-chart>
      <BarChart
        h={Math.max(160, data.length * 46 + 70)}
        data={data}
        dataKey="place"
        orientation="vertical"
        withLegend
        yAxisProps={{ width: 190 }}
        xAxisProps={{ allowDecimals: false }}
        barProps={{ isAnimationActive: false }}
        barChartProps={{ accessibilityLayer: false }}
        series={[
          { name: 'wanted', label: words('survey.planned'), color: 'gray.5', stackId: 'planned' },
          { name: 'usable', label: words('survey.usable'), color: 'teal.7', stackId: 'found' },
          { name: 'faulty', label: words('survey.conditions.faulty'), color: 'red.6', stackId: 'found' },
          { name: 'outOfUse', label: words('survey.conditions.out-of-use'), color: 'orange.4', stackId: 'found' },
        ]}
      />
    </figure>
  );
}
