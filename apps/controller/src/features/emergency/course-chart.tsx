import '@mantine/charts/styles.css';
import { LineChart } from '@mantine/charts';
import { alertRoutes, type StoredAlert } from '@gatecast/protocol';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { refetchIntervalMs } from '../../api/link-state.ts';
import { useAge } from '../../instants/age.ts';
import { useFormats } from '../../instants/formats.ts';
import { useWords } from '../../words/words.ts';

/** How many screens had received, painted and cleared an alert as time went on; step by step, not to scale. Its figures stand beside it in words. */
export function CourseChart({ alert }: { readonly alert: StoredAlert }) {
  const words = useWords();
  const formats = useFormats();
  const age = useAge();
  const { data } = useQuery({
    // below the reach of the alert, which says when receipts have come
    queryKey: ['alert-reach', alert.id, 'course'],
    queryFn: () => call(alertRoutes.alertCourse, { params: { alertId: alert.id } }),
    refetchInterval: refetchIntervalMs,
  });
  const points = data?.points ?? [];
  if (points.length < 2) return null;
  const sinceRaised = (ms: number) => (ms < 60_000 ? formats.seconds(ms) : age(ms));
  return (
    <figure aria-hidden style={{ margin: 0 }} data-alert-course>
      <LineChart
        h={200}
        data={points.map(({ atMs, ...counts }, index) => ({
          // two steps may be written alike, and each is one
          after: `${sinceRaised(Math.max(0, atMs - alert.effectiveMs))}${'\u200B'.repeat(index)}`,
          ...counts,
        }))}
        dataKey="after"
        curveType="stepAfter"
        withDots={points.length < 12}
        withLegend
        yAxisProps={{ allowDecimals: false, domain: [0, Math.max(1, alert.counts.told)], width: 40 }}
        xAxisProps={{ minTickGap: 24 }}
        lineProps={{ isAnimationActive: false }}
        lineChartProps={{ accessibilityLayer: false }}
        series={[
          { name: 'received', label: words('emergency.received'), color: 'blue.6', strokeDasharray: '2 3' },
          { name: 'painted', label: words('emergency.painted'), color: 'teal.7' },
          { name: 'cleared', label: words('emergency.clearedCount'), color: 'gray.6', strokeDasharray: '8 4' },
        ]}
      />
    </figure>
  );
}
