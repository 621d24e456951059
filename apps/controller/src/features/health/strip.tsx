import type { ScreenId, SiteId } from '@gatecast/protocol';
import { useQuery } from '@tanstack/react-query';
import { healthStripQuery, type StripSpanName } from '../../api/health-queries.ts';
import { useFormats } from '../../instants/formats.ts';
import { useWords } from '../../words/words.ts';
import classes from './health.module.css';
import { runsOf } from './strip-runs.ts';
import { minutesMs } from './uptime-text.ts';

type Props = { siteId: SiteId; screenId: ScreenId; span: StripSpanName; timeZone: string };

/** How a screen was, part by part, as a strip. Its sums stand beside it in words, so it is hidden from whoever cannot see it. */
export function Strip({ siteId, screenId, span, timeZone }: Props) {
  const words = useWords();
  const formats = useFormats();
  const { data } = useQuery(healthStripQuery(siteId, screenId, span));
  if (data === undefined || data === null) return <div className={classes['strip']} data-waiting aria-hidden />;
  const { fromMs, untilMs, stepMs, parts } = data;
  const at = (part: number) => Math.min(fromMs + part * stepMs, untilMs);
  // browsers draw nothing further out than 2^25 units, which is nine hours of milliseconds
  const across = (atMs: number) => (atMs - fromMs) / minutesMs(1);
  return (
    <svg className={classes['strip']} viewBox={`0 0 ${across(untilMs)} 10`} preserveAspectRatio="none" aria-hidden data-strip={parts}>
      {runsOf(parts).map(({ state, from, until }) => (
        <rect key={from} className={classes[state]} x={across(at(from))} width={across(at(until)) - across(at(from))} height={10}>
          <title>
            {words('health.run', {
              state: words(`states.${state}`),
              from: formats.dateTime(at(from), timeZone),
              until: formats.time(at(until), timeZone),
            })}
          </title>
        </rect>
      ))}
    </svg>
  );
}
