import { foldedText } from '@gatecast/protocol';
import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { areaPath } from '../fleet/area-path.ts';
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

/** Areas are told from the outermost to the innermost. */
export const areaSeparator = ' > ';
export const mostLines = 10_000;
const mostRecordCharacters = 8_192;

/**
 * Screens as CSV (RFC 4180, UTF-8 with BOM, which spreadsheets need to see that it is UTF-8). A cell that a spreadsheet would take for a
 * formula gets an apostrophe before it.
 */
export function csvOfScreens(fleet: Fleet, screens: readonly ScreenRow[]): string {
  const rows = screens.map((screen): Record<CsvColumn, string> => {
    const areas = areaPath(fleet, screen.areaId).map((id) => nameOf(fleet.areas.get(id)?.names ?? {}));
    return {
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
  });
  return stringify(rows, { bom: true, header: true, columns, escape_formulas: true, record_delimiter: '\r\n' });
}

export type CsvLine = { readonly line: number; readonly cells: ReadonlyMap<CsvColumn, string> };
export type CsvFault = { readonly line: number; readonly field: string; readonly message: string };

/** Reads what `csvOfScreens` writes, and what people make of it: comma, semicolon or tab, columns in any order, some left out. */
export function linesOfCsv(text: string): { readonly lines: readonly CsvLine[]; readonly faults: readonly CsvFault[] } {
  const fault = (line: number, field: string, message: string) => ({ lines: [], faults: [{ line, field, message }] });
  type Read = { readonly record: readonly string[]; readonly info: { readonly lines: number } };
  // `info` wraps each record, which the library's type does not follow through an object that is spread
  let read: readonly Read[];
  try {
    read = parse(text, {
      ...{ bom: true, info: true, delimiter: [',', ';', '\t'], skip_empty_lines: true, relax_column_count: true },
      ...{ max_record_size: mostRecordCharacters, to: mostLines + 2 },
    }) as unknown as readonly Read[];
  } catch (error) {
    if (error instanceof CsvError) return fault(typeof error['lines'] === 'number' ? error['lines'] : 1, '', `is not CSV: ${error.code}`);
    throw error;
  }
  const [head, ...rows] = read;
  if (head === undefined) return fault(1, '', 'holds no line');
  if (rows.length > mostLines) return fault(mostLines + 2, '', `must hold at most ${mostLines} screens`);
  const named = head.record.map(columnOf);
  const unknownAt = named.findIndex((column, at) => column === null && head.record[at]?.trim() !== '');
  if (unknownAt >= 0) return fault(1, head.record[unknownAt] ?? '', `is no column; there are ${columns.join(', ')}`);
  const twice = named.find((column, at) => column !== null && named.indexOf(column) !== at);
  if (twice !== undefined && twice !== null) return fault(1, twice, 'stands there twice');
  return {
    lines: rows
      // a line of separators only is what a spreadsheet leaves of an emptied one
      .filter(({ record }) => record.some((cell) => cell.trim() !== ''))
      .map(({ record, info }) => {
        const cells = named.flatMap((column, at): [CsvColumn, string][] => {
          const cell = record[at];
          return column === null || cell === undefined ? [] : [[column, unescaped(cell.trim())]];
        });
        return { line: info.lines, cells: new Map(cells) };
      }),
    faults: [],
  };
}

function columnOf(told: string): CsvColumn | null {
  const name = foldedText(told.trim());
  return columns.find((column) => csvColumns[column].some((one) => foldedText(one) === name)) ?? null;
}

/** What was written with an apostrophe, so that no spreadsheet takes it for a formula, is read without it. */
function unescaped(cell: string): string {
  return /^'[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell) ? cell.slice(1) : cell;
}
