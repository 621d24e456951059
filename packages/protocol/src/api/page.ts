import { z } from 'zod';

// Lists come in pages: `limit` says how many at most, `next` of an answer is the `after` of the next page, and null at the end. A cursor is no
// number of a page: what is added or removed meanwhile neither repeats nor hides a row. What it holds is the server's own affair.

const searchSchema = z.string().max(100);

/** The query of a list in pages. */
export function pageQuery({ usual, most }: { readonly usual: number; readonly most: number }) {
  return { limit: z.coerce.number().int().min(1).max(most).default(usual), after: z.string().min(1).max(400).optional() };
}
/** The query of a list that is short as a rule and comes whole; with `limit` it comes in pages, in the order of ids. */
export const wholeOrPageQuery = {
  limit: z.coerce.number().int().min(1).max(1_000).optional(),
  after: z.string().min(1).max(400).optional(),
};
/** Words that must all stand in a row, without case and diacritics. */
export const searchQuery = { search: searchSchema.optional() };
/** What comes along with a page. */
export const nextPage = { next: z.string().nullable() };
