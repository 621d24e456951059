import type { z } from 'zod';
import { refuse, type Refusal } from './outcome.ts';

/** The place behind a row in the order of its list, as callers hand it back. */
export function cursorOf(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** A cursor as the list's schema has it; `key` null: the first page is asked for. A cursor of another list, or of none, is refused. */
export function readCursor<S extends z.ZodType>(
  after: string | undefined,
  schema: S,
): Refusal | { readonly kind: 'cursor'; readonly key: z.output<S> | null } {
  if (after === undefined) return { kind: 'cursor', key: null };
  const field = 'query.after';
  let told: unknown;
  try {
    told = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
  } catch {
    // no JSON: it never was a cursor of ours
    return refuse('bad-input', `${field}: is no cursor of this list`, { field });
  }
  const parsed = schema.safeParse(told);
  if (!parsed.success) return refuse('bad-input', `${field}: is no cursor of this list`, { field });
  return { kind: 'cursor', key: parsed.data };
}

/** Of rows that were read one beyond the limit: the page, and its `next`. */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  keyOf: (row: T) => readonly (string | number)[],
): { readonly rows: readonly T[]; readonly next: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next: rows.length > limit && last !== undefined ? cursorOf(keyOf(last)) : null };
}
