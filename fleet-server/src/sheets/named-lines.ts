import { foldedText, type SheetFault } from '@gatecast/protocol';
import type { SheetRow } from './sheet-rows.ts';

/** A line with its cells by the names of their columns; a column that the file has not is not there. */
export type NamedLine<C extends string> = { readonly line: number; readonly cells: ReadonlyMap<C, string> };
export type NamedLines<C extends string> = { readonly lines: readonly NamedLine<C>[]; readonly faults: readonly SheetFault[] };

/**
 * Rows under the columns that their first one names: in any order, some left out, in whatever of the `known` names, compared without case and
 * diacritics. A column that nobody knows is refused, so that nothing is left out unseen.
 */
export function namedLines<C extends string>(rows: readonly SheetRow[], known: Readonly<Record<C, readonly string[]>>): NamedLines<C> {
  const columns = Object.keys(known) as C[];
  const columnOf = (told: string): C | null => {
    const name = foldedText(told.trim());
    return columns.find((column) => [column, ...known[column]].some((one) => foldedText(one) === name)) ?? null;
  };
  const [head, ...body] = rows;
  const named = (head?.cells ?? []).map(columnOf);
  const line = head?.line ?? 1;
  const unknownAt = named.findIndex((column, at) => column === null && head?.cells[at]?.trim() !== '');
  if (unknownAt >= 0) {
    const limit = columns.join(', ');
    const fault = {
      line,
      field: head?.cells[unknownAt] ?? '',
      code: 'no-column' as const,
      limit,
      message: `is no column; there are ${limit}`,
    };
    return { lines: [], faults: [fault] };
  }
  const twice = named.find((column, at) => column !== null && named.indexOf(column) !== at);
  if (twice !== undefined && twice !== null)
    return { lines: [], faults: [{ line, field: twice, code: 'twice', limit: null, message: 'stands there twice' }] };
  return {
    lines: body
      // a line of separators only is what a spreadsheet leaves of an emptied one
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
      .map((row) => {
        const cells = named.flatMap((column, at): [C, string][] => {
          const cell = row.cells[at];
          return column === null || cell === undefined ? [] : [[column, unescaped(cell.trim())]];
        });
        return { line: row.line, cells: new Map(cells) };
      }),
    faults: [],
  };
}

/** What was written with an apostrophe, so that no spreadsheet takes it for a formula, is read without it. */
function unescaped(cell: string): string {
  return /^'[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell) ? cell.slice(1) : cell;
}
