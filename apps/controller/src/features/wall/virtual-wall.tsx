import type { StoredAlert, WallScreen } from '@gatecast/protocol';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { usePlaces } from '../../parts/places.ts';
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
export function VirtualWall({ groups, size, alerts }: { groups: readonly WallGroup[]; size: TileSize; alerts: readonly StoredAlert[] }) {
  const { ref: measured, width } = useElementSize<HTMLDivElement>();
  const [top, setTop] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(measured, box);
  const { widthPx, heightPx } = tiles[size];
  const columns = Math.max(1, Math.floor((width + gapPx) / (widthPx + gapPx)));
  const rows = useMemo(() => wallRows(groups, columns), [groups, columns]);
  useLayoutEffect(() => setTop(box.current?.offsetTop ?? 0), [width, rows]);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => (rows[index]?.kind === 'heading' ? headingPx : heightPx + gapPx),
    getItemKey: (index) => rows[index]?.key ?? index,
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
                  {row.title} <span>{row.count}</span>
                </h2>
              ) : (
                <ul className={classes['row']} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
                  {row.screens.map((screen) => (
                    <li key={screen.id}>
                      <PlacedTile screen={screen} size={size} alerts={alerts} />
                    </li>
                  ))}
                </ul>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function PlacedTile({ screen, size, alerts }: { screen: WallScreen; size: TileSize; alerts: readonly StoredAlert[] }) {
  const places = usePlaces();
  const place = places.areaPath(screen.areaId);
  const here = useMemo(() => alerts.filter(({ siteId }) => siteId === screen.siteId), [alerts, screen.siteId]);
  if (size === 'small') return <SmallTile screen={screen} place={place} alerts={here} />;
  return <Tile screen={screen} place={place} timeZone={places.zoneOf(screen.siteId)} alerts={here} />;
}
