import { stringify } from 'csv-stringify/sync';

type Cell = string | number | null;

/**
 * Rows as CSV: RFC 4180, UTF-8; with BOM, which spreadsheets need to see that it is UTF-8, where these are the first. A cell that a spreadsheet
 * would take for a formula gets an apostrophe before it.
 */
export function csvOf(rows: readonly (readonly Cell[])[], { isFirst }: { readonly isFirst: boolean }): string {
  return stringify(
    rows.map((cells) => [...cells]),
    { bom: isFirst, escape_formulas: true, record_delimiter: '\r\n' },
  );
}
