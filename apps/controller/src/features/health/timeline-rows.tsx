import type { HealthTally, ScreenId, SiteId, WallScreen } from '@gatecast/protocol';
import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import type { StripSpanName } from '../../api/health-queries.ts';
import { useAge } from '../../instants/age.ts';
import { Mark } from '../../parts/mark.tsx';
import { useWords } from '../../words/words.ts';
import classes from './health.module.css';
import { Strip } from './strip.tsx';
import { minutesMs, useUptimeText } from './uptime-text.ts';

export type TimelineRow = HealthTally & {
  readonly screenId: ScreenId;
  readonly name: string;
  readonly place: string;
  readonly state: WallScreen['state'] | null;
};
type Props = { rows: readonly TimelineRow[]; siteId: SiteId; span: StripSpanName; timeZone: string; label: string };

const aboutPx = 62;

/** One row for each screen; of a large site only those in view are drawn, and only their strips are asked for. */
export function TimelineRows({ rows, siteId, span, timeZone, label }: Props) {
  const box = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(box.current?.offsetTop ?? 0), [rows]);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => aboutPx,
    getItemKey: (index) => rows[index]?.screenId ?? index,
    overscan: 6,
    scrollMargin: top,
  });
  return (
    <ul ref={box} className={classes['rows']} style={{ height: virtual.getTotalSize() }} aria-label={label}>
      {virtual.getVirtualItems().map((item) => {
        const row = rows[item.index];
        if (row === undefined) return null;
        return (
          <li
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            aria-posinset={item.index + 1}
            aria-setsize={rows.length}
            className={classes['row']}
            style={{ transform: `translateY(${item.start - top}px)` }}
          >
            <Row row={row} siteId={siteId} span={span} timeZone={timeZone} />
          </li>
        );
      })}
    </ul>
  );
}

function Row({ row, siteId, span, timeZone }: { row: TimelineRow; siteId: SiteId; span: StripSpanName; timeZone: string }) {
  const words = useWords();
  const age = useAge();
  const uptimeText = useUptimeText();
  const unwell = (['offline', 'impaired', 'unknown'] as const).filter((state) => row[state] > 0);
  return (
    <>
      <div className={classes['who']}>
        <Link to="/screens/$screenId" params={{ screenId: row.screenId }} className="text-link">
          {row.name}
        </Link>
        {row.state !== null && <Mark look={row.state}>{words(`states.${row.state}`)}</Mark>}
        <Text size="xs" c="dimmed" className={classes['place'] ?? ''}>
          {row.place}
        </Text>
      </div>
      <Strip siteId={siteId} screenId={row.screenId} span={span} timeZone={timeZone} />
      <div className={classes['sums']}>
        <strong>{uptimeText(row)}</strong>
        <Text size="xs" c="dimmed">
          {unwell.map((state) => `${words(`states.${state}`)} ${age(minutesMs(row[state]))}`).join(' · ')}
        </Text>
      </div>
    </>
  );
}
