import { feedLimits } from '@gatecast/protocol';
import { CsvError, parse } from 'csv-parse/sync';
import type { RawRows } from './raw-rows.ts';

const mostColumns = 200;
const mostRecordCharacters = 64 * 1024;

/** Rows of CSV (RFC 4180), whose first line names the columns. A row too many is read, so that its limit is seen. */
export function csvRows(text: string, separator: string): RawRows {
  let lines: readonly (readonly string[])[];
  try {
    lines = parse(text, {
      delimiter: separator,
      bom: true,
      skip_empty_lines: true,
      relax_column_count: true,
      max_record_size: mostRecordCharacters,
      to: feedLimits.rows + 2,
    });
  } catch (error) {
    if (error instanceof CsvError) return { kind: 'unreadable', detail: `is not CSV: ${error.code}` };
    throw error;
  }
  const [head = [], ...rows] = lines;
  if (head.length === 0 || head.length > mostColumns) return { kind: 'unreadable', detail: `has a first line of ${head.length} columns` };
  // a map, as a column may be called __proto__
  const places = new Map(head.map((name, index) => [name.trim(), index]));
  return { kind: 'rows', rows: rows.map((cells) => (from) => cells[places.get(from) ?? -1]) };
}
