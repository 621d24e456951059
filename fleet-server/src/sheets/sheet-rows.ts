import { mostSheetLines, type SheetFault } from '@gatecast/protocol';
import { CsvError, parse } from 'csv-parse/sync';

/** A line of a file as it was read: where it stands, and its cells as text. */
export type SheetRow = { readonly line: number; readonly cells: readonly string[] };
export type ReadRows =
  | { readonly kind: 'rows'; readonly rows: readonly SheetRow[] }
  | { readonly kind: 'fault'; readonly fault: SheetFault };

const mostRecordCharacters = 8_192;

/** The rows of CSV with comma, semicolon or tab, as spreadsheets and people write it; its head is the first. */
export function rowsOfCsv(text: string, mostLines: number): ReadRows {
  type Read = { readonly record: readonly string[]; readonly info: { readonly lines: number } };
  // `info` wraps each record, which the library's type does not follow through an object that is spread
  let read: readonly Read[];
  try {
    read = parse(text, {
      ...{ bom: true, info: true, delimiter: [',', ';', '\t'], skip_empty_lines: true, relax_column_count: true },
      ...{ max_record_size: mostRecordCharacters, to: mostLines + 2 },
    }) as unknown as readonly Read[];
  } catch (error) {
    if (error instanceof CsvError) return unreadable(typeof error['lines'] === 'number' ? error['lines'] : 1, `is not CSV: ${error.code}`);
    throw error;
  }
  return boundedRows(
    read.map(({ record, info }) => ({ line: info.lines, cells: record })),
    mostLines,
  );
}

/** What is left of rows once it is known that they are not too many. */
export function boundedRows(rows: readonly SheetRow[], mostLines: number = mostSheetLines): ReadRows {
  if (rows.length === 0) return unreadable(1, 'holds no line');
  if (rows.length <= mostLines + 1) return { kind: 'rows', rows };
  const message = `must hold at most ${mostLines} lines`;
  return { kind: 'fault', fault: { line: mostLines + 2, field: '', code: 'too-large', limit: mostLines, message } };
}

/** A file that cannot be read at all. */
export function unreadable(line: number, message: string): ReadRows {
  return { kind: 'fault', fault: { line, field: '', code: 'unreadable', limit: null, message } };
}
