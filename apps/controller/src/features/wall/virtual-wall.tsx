import type { StoredAlert, WallScreen } from '@gatecast/protocol';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useSitesAndAreas } from '../../parts/places.ts';
import { areSame, useSame } from '../../parts/use-same.ts';
import { SmallTile } from './small-tile.tsx';
import { Tile } from './tile.tsx';
import { wallRows, type WallGroup } from './wall-rows.ts';
import classes from './wall.module.css';

export type TileSize = 'large' | 'small';

/** The narrowest that a tile may be, and about how high its row is before it has been measured. */
const tiles = { large: { widthPx: 250, heightPx: 342 }, small: { widthPx: 180, heightPx: 68 } } as const;
const gapPx = 12;
const headingPx = 36;

/** A wall of any size: only the rows that people look at, and a few beside them, are drawn. */
export function VirtualWall({
  groups,
  size,
  scale,
  alerts,
  isPart,
}: {
  groups: readonly WallGroup[];
  size: TileSize;
  /** How many times as wide tiles are: a control room's are read from afar. */
  scale: number;
  alerts: readonly StoredAlert[];
  /** There is more than was read yet: nobody knows how much stands in a group. */
  isPart: boolean;
}) {
  const { ref: measured, width: measuredPx } = useElementSize<HTMLDivElement>();
  const [top, setTop] = useState(0);
  const [firstPx, setFirstPx] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  // observers tell after the first paint, which would be of a wall of one column
  const width = measuredPx || firstPx;
  useLayoutEffect(() => setFirstPx(box.current?.clientWidth ?? 0), []);
  const ref = useMergedRef(measured, box);
  const widthPx = tiles[size].widthPx * scale;
  const heightPx = tiles[size].heightPx * scale;
  const columns = Math.max(1, Math.floor((width + gapPx) / (widthPx + gapPx)));
  const rows = useMemo(() => wallRows(groups, columns), [groups, columns]);
  // what was measured stays so while the same rows stand, whatever is told of their screens
  const keys = useSame(useMemo(() => rows.map(({ key }) => key), [rows]));
  const keyOf = useCallback((index: number) => keys[index] ?? index, [keys]);
  const alertsAt = useAlertsAt(alerts);
  useLayoutEffect(() => setTop(box.current?.offsetTop ?? 0), [width, rows]);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => (rows[index]?.kind === 'heading' ? headingPx : heightPx + gapPx),
    getItemKey: keyOf,
    overscan: 4,
    scrollMargin: top,
  });
  return (
    <div ref={ref}>
      <div style={{ position: 'relative', height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <div
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              style={{ position: 'absolute', insetInline: 0, top: 0, transform: `translateY(${item.start - top}px)` }}
            >
              {row.kind === 'heading' ? (
                <h2 className={classes['rowHeading']}>
                  {row.title} {!isPart && <span>{row.count}</span>}
                </h2>
              ) : (
                <Row screens={row.screens} columns={columns} size={size} alertsAt={alertsAt} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

type AlertsAt = (siteId: string) => readonly StoredAlert[];
const noAlerts: readonly StoredAlert[] = [];

/** The alerts of a site; the same list until one of them changes. */
function useAlertsAt(alerts: readonly StoredAlert[]): AlertsAt {
  return useMemo(() => {
    const bySite = Map.groupBy<string, StoredAlert>(alerts, ({ siteId }) => siteId);
    return (siteId) => bySite.get(siteId) ?? noAlerts;
  }, [alerts]);
}

type RowProps = { screens: readonly WallScreen[]; columns: number; size: TileSize; alertsAt: AlertsAt };

const Row = memo(
  function Row({ screens, columns, size, alertsAt }: RowProps) {
    const places = useSitesAndAreas();
    return (
      <ul className={classes['row']} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
        {screens.map((screen) => {
          const told = { screen, place: places.areaPath(screen.areaId), alerts: alertsAt(screen.siteId) };
          return (
            <li key={screen.id}>
              {size === 'small' ? <SmallTile {...told} /> : <Tile {...told} timeZone={places.zoneOf(screen.siteId)} />}
            </li>
          );
        })}
      </ul>
    );
  },
  (a, b) => areSame(a.screens, b.screens) && a.columns === b.columns && a.size === b.size && a.alertsAt === b.alertsAt,
);
