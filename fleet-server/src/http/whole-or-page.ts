import { z } from 'zod';
import type { Refusal } from './outcome.ts';
import { pageOf, readCursor } from './page-cursor.ts';

const cursorSchema = z.tuple([z.string()]);

/** Of a list that is short as a rule: all of it in its own order, or, where a `limit` was asked for, a page of it in the order of ids. */
export function wholeOrPage<T extends { readonly id: string }>(
  rows: readonly T[],
  { limit, after }: { readonly limit?: number | undefined; readonly after?: string | undefined },
): Refusal | { readonly kind: 'page'; readonly rows: T[]; readonly next: string | null } {
  const cursor = readCursor(after, cursorSchema);
  if (cursor.kind === 'problem') return cursor;
  if (limit === undefined && cursor.key === null) return { kind: 'page', rows: [...rows], next: null };
  const behind = cursor.key?.[0] ?? '';
  const wanted = rows.filter(({ id }) => id > behind).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const page = pageOf(wanted, limit ?? wanted.length, ({ id }) => [id]);
  return { kind: 'page', rows: [...page.rows], next: page.next };
}
