import type { StripSpanName } from '../../api/health-queries.ts';
import { useFormats } from '../../instants/formats.ts';
import classes from './health.module.css';

const quarterMs = 900_000;

type Props = { fromMs: number; untilMs: number; span: StripSpanName; timeZone: string };

/** The times above strips: every six hours of the site's clock, or its days. */
export function StripAxis({ fromMs, untilMs, span, timeZone }: Props) {
  const formats = useFormats();
  const marks: { readonly atMs: number; readonly label: string }[] = [];
  // no zone is off by less than a quarter of an hour
  for (let atMs = Math.ceil(fromMs / quarterMs) * quarterMs; atMs < untilMs; atMs += quarterMs) {
    const time = formats.time(atMs, timeZone);
    if (span === 'week' ? time === '00:00' : /^(00|06|12|18):00$/.test(time))
      marks.push({ atMs, label: span === 'week' ? formats.weekdayShort(atMs, timeZone) : time });
  }
  return (
    <div className={classes['axis']} aria-hidden>
      {marks.map(({ atMs, label }) => (
        <span key={atMs} style={{ insetInlineStart: `${((atMs - fromMs) / (untilMs - fromMs)) * 100}%` }}>
          {label}
        </span>
      ))}
    </div>
  );
}
