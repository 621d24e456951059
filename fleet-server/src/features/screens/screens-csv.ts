import { csvOf } from '../../sheets/csv-of.ts';
import { namedLines, type NamedLine } from '../../sheets/named-lines.ts';
import { rowsOfCsv } from '../../sheets/sheet-rows.ts';
import { areaPath } from '../fleet/area-path.ts';
import { areaSeparator } from '../fleet/places-by-name.ts';
import { nameOf } from '../fleet/name-of.ts';
import type { Fleet, ScreenRow } from '../fleet/store.ts';

/** The columns, and what else they may be called: in Vietnamese, as a spreadsheet of ours is passed around. Compared without case and diacritics. */
export const csvColumns = {
  id: ['id', 'mã'],
  site: ['site', 'địa điểm'],
  area: ['area', 'khu vực'],
  name: ['name', 'tên', 'tên màn hình'],
  kind: ['kind', 'loại'],
  widthPx: ['widthPx', 'rộng (px)', 'chiều rộng (px)'],
  heightPx: ['heightPx', 'cao (px)', 'chiều cao (px)'],
  tags: ['tags', 'nhãn'],
  rotationDeg: ['rotationDeg', 'góc xoay'],
  distanceMm: ['distanceMm', 'khoảng cách xem (mm)'],
  glassWidthMm: ['glassWidthMm', 'bề rộng mặt kính (mm)'],
} as const;
export type CsvColumn = keyof typeof csvColumns;
const columns = Object.keys(csvColumns) as CsvColumn[];

export const mostLines = 10_000;

/** Screens as CSV. */
export function csvOfScreens(fleet: Fleet, screens: readonly ScreenRow[]): string {
  const rows = screens.map((screen) => {
    const areas = areaPath(fleet, screen.areaId).map((id) => nameOf(fleet.areas.get(id)?.names ?? {}));
    const cells: Record<CsvColumn, string> = {
      id: screen.id,
      site: nameOf(fleet.sites.get(screen.siteId)?.names ?? {}),
      area: areas.toReversed().join(areaSeparator),
      name: screen.name,
      kind: screen.kind,
      widthPx: `${screen.widthPx}`,
      heightPx: `${screen.heightPx}`,
      tags: screen.tags.join(' '),
      rotationDeg: `${screen.rotationDeg ?? ''}`,
      distanceMm: `${screen.viewing?.distanceMm ?? ''}`,
      glassWidthMm: `${screen.viewing?.glassWidthMm ?? ''}`,
    };
    return columns.map((column) => cells[column]);
  });
  return csvOf([columns, ...rows], { isFirst: true });
}

export type CsvLine = NamedLine<CsvColumn>;
export type CsvFault = { readonly line: number; readonly field: string; readonly message: string };

/** Reads what `csvOfScreens` writes, and what people make of it: comma, semicolon or tab, columns in any order, some left out. */
export function linesOfCsv(text: string): { readonly lines: readonly CsvLine[]; readonly faults: readonly CsvFault[] } {
  const read = rowsOfCsv(text, mostLines);
  const named = read.kind === 'rows' ? namedLines(read.rows, csvColumns) : { lines: [], faults: [read.fault] };
  return { lines: named.lines, faults: named.faults.map(({ line, field, message }) => ({ line, field, message })) };
}
