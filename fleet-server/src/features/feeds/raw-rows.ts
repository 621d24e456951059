import type { FeedIntake } from '@gatecast/protocol';
import { csvRows } from './csv-rows.ts';
import { followPath } from './follow-path.ts';
import { readJson } from './read-json.ts';
import { syndicationRows } from './syndication-rows.ts';

/** A row before its cells are judged: what a column's `from` leads to. */
export type RawRow = (from: string) => unknown;

export type RawRows =
  | { readonly kind: 'rows'; readonly rows: readonly RawRow[]; readonly asOf?: unknown }
  | { readonly kind: 'unreadable'; readonly detail: string };

/** The rows of a document as its source sends it. Nothing of it is believed yet. */
export function rawRows(text: string, intake: Exclude<FeedIntake, { kind: 'push' }>): RawRows {
  switch (intake.kind) {
    case 'json': {
      const read = readJson(text);
      if (read.kind === 'unreadable') return read;
      const list = rowsIn(followPath(read.value, intake.rowsPath));
      if (list === null) return { kind: 'unreadable', detail: `there are no rows at “${intake.rowsPath}”` };
      const asOf = intake.asOfPath === undefined ? {} : { asOf: followPath(read.value, intake.asOfPath) ?? '' };
      return { kind: 'rows', rows: list.map(rowOfObject), ...asOf };
    }
    case 'csv':
      return csvRows(text, intake.separator);
    case 'syndication':
      return syndicationRows(text);
  }
}

/** What was pushed is parsed already. */
export function rowOfObject(value: unknown): RawRow {
  return (from) => followPath(value, from);
}

/** Rows of a list, or the entries of an object with their names. */
function rowsIn(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null) return null;
  return Object.entries(value).map(([key, entry]) => ({ '@key': key, '@value': entry as unknown }));
}
