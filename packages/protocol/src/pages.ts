import { z } from 'zod';
import { mediaRefSchema } from './media-ref.ts';
import { hashSchema, textSchema } from './primitives.ts';

// Document pages: what a file such as a PDF says, as one picture a page. Nothing of the file itself goes to a screen, so that whatever
// it holds beside its pages (programs, links, attachments) is inert.

/** What document pages may be at most. */
export const pagesLimits = {
  /** Of one file, and of one variant. */
  pages: 60,
  /** Of the text that was found on a page. */
  textLength: 2_000,
  shortestPageMs: 2_000,
  longestPageMs: 300_000,
} as const;

export const pageNumberSchema = z.int().min(1).max(pagesLimits.pages);
export const pageMsSchema = z.int().min(pagesLimits.shortestPageMs).max(pagesLimits.longestPageMs);

/** Pages that follow one another, each for its own time; together they are one occurrence of their item. */
export const pagesContentSchema = z.strictObject({
  kind: z.literal('pages'),
  /** SHA-256 of the file that the pages were made of. It stays with the server; whoever has it can tell that it was this one. */
  source: hashSchema,
  pages: z
    .array(
      z.strictObject({
        /** In the file, from 1. */
        number: pageNumberSchema,
        media: mediaRefSchema,
        /** As it was found in the file; empty where the page is a picture. */
        text: textSchema(0, pagesLimits.textLength),
        durationMs: pageMsSchema,
      }),
    )
    .min(1)
    .max(pagesLimits.pages),
  /** What the document is, for people who cannot see it; empty where the language is `zxx`. */
  alternative: textSchema(0, 400),
});
export type PagesContent = z.infer<typeof pagesContentSchema>;

/** How long all pages take, one after another. */
export function pagesDurationMs({ pages }: Pick<PagesContent, 'pages'>): number {
  return pages.reduce((sum, { durationMs }) => sum + durationMs, 0);
}
