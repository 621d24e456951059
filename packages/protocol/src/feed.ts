import { z } from 'zod';
import { instantSchema, numberSchema, textSchema } from './primitives.ts';

// Feeds: values that change by themselves, drawn as text within a frame that two persons approved. A source gives a table of typed cells and
// nothing else: no markup, no address, no layout. Values are no release; they travel in a lane of their own, per site one signed state.

export const feedLimits = {
  columns: 8,
  rows: 100,
  cellCharacters: 160,
  /** Of one site, those of the whole organisation among them. */
  sourcesPerSite: 24,
  stateBytes: 64 * 1024,
} as const;

/** `number` cells are decimal text, as signed documents hold no fractions; `time` cells are instants. */
export const feedColumnTypeSchema = z.enum(['text', 'number', 'time']);
export type FeedColumnType = z.infer<typeof feedColumnTypeSchema>;

export const feedColumnKeySchema = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be a key such as waiting-time');

/**
 * What a cell of text must not hold: control characters, line ends, and what turns the direction of the text around it or hides in it
 * (embeddings, overrides and isolates of UAX 9, interlinear marks, tags).
 */
const unfit = /[\p{Cc}\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/u;
const cellSchemas = {
  text: z
    .string()
    .max(feedLimits.cellCharacters)
    .refine((text) => !unfit.test(text) && text === text.normalize('NFC'), 'must be one line of plain text in NFC'),
  number: z.string().regex(/^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/, 'must be a decimal number'),
  time: instantSchema,
} as const satisfies Record<FeedColumnType, z.ZodType>;

export const feedCellSchema = z.union([z.string(), z.int()]).nullable();
export type FeedCell = z.infer<typeof feedCellSchema>;

/** A cell that has no value is null. */
export function isFeedCell(type: FeedColumnType, cell: unknown): cell is FeedCell {
  return cell === null || cellSchemas[type].safeParse(cell).success;
}

export const feedColumnSchema = z.strictObject({ key: feedColumnKeySchema, type: feedColumnTypeSchema });

/** The values of one source, with the instant that they are of. */
export const feedTableSchema = z
  .strictObject({
    sourceId: z.string().min(1).max(64),
    asOfMs: instantSchema,
    columns: z.array(feedColumnSchema).min(1).max(feedLimits.columns),
    rows: z.array(z.array(feedCellSchema).max(feedLimits.columns)).max(feedLimits.rows),
  })
  .superRefine(({ columns, rows }, context) => {
    for (const [row, cells] of rows.entries()) {
      const wrong = columns.findIndex(({ type }, column) => !isFeedCell(type, cells[column]));
      const isWhole = cells.length === columns.length && wrong === -1;
      if (!isWhole)
        context.addIssue({ code: 'custom', path: ['rows', row, Math.max(wrong, 0)], message: 'must have a cell of each column’s type' });
    }
  });
export type FeedTable = z.infer<typeof feedTableSchema>;

/** What the assembly key signs for a site: the last good values of all its sources. */
export const feedStateSchema = z.strictObject({
  version: z.literal(1),
  type: z.literal('feed-state'),
  siteId: z.string().min(1).max(64),
  revision: numberSchema,
  issuedAtMs: instantSchema,
  feeds: z.array(feedTableSchema).max(feedLimits.sourcesPerSite),
});
export type FeedState = z.infer<typeof feedStateSchema>;

/** How the cells of a column are written; numbers, dates and times follow the variant's language and the site's zone. */
export const feedFormatSchema = z.discriminatedUnion('as', [
  z.strictObject({ as: z.literal('text') }),
  z.strictObject({ as: z.literal('number'), decimals: z.int().min(0).max(6), unit: textSchema(0, 16) }),
  z.strictObject({ as: z.literal('time'), style: z.enum(['time', 'date', 'date-and-time']) }),
]);
export type FeedFormat = z.infer<typeof feedFormatSchema>;

const longestAgeS = 7 * 86_400;

/** The frame that is approved: which columns of which source, with what words, and what is said when no new values come. */
export const feedContentSchema = z
  .strictObject({
    kind: z.literal('feed'),
    title: textSchema(1, 120),
    sourceId: z.string().min(1).max(64),
    columns: z
      .array(z.strictObject({ key: feedColumnKeySchema, label: textSchema(0, 40), format: feedFormatSchema }))
      .min(1)
      .max(6)
      .refine((columns) => new Set(columns.map(({ key }) => key)).size === columns.length, 'must not repeat a column'),
    mostRows: z.int().min(1).max(feedLimits.rows),
    /** From this age on values are marked as old. */
    oldAfterS: z.int().min(30).max(longestAgeS),
    /** From this age on they are not shown any more. */
    goneAfterS: z.int().min(30).max(longestAgeS),
    /** What is shown instead: approved words, or nothing of this item. */
    whenGone: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('text'), text: textSchema(1, 300) }),
      z.strictObject({ kind: z.literal('skip') }),
    ]),
  })
  .refine(({ oldAfterS, goneAfterS }) => goneAfterS >= oldAfterS, { path: ['goneAfterS'], message: 'must not be less than oldAfterS' });
export type FeedContent = z.infer<typeof feedContentSchema>;

/** `fresh`, `old`: shown with their time; `gone`: too old, never come, or not of the form that was approved. */
export type FeedAge = 'fresh' | 'old' | 'gone';

/** How values stand to their frame at an instant of the server's time. Values of the future count as fresh: a device's clock may be behind. */
export function feedAge(content: FeedContent, table: FeedTable | null, nowMs: number): FeedAge {
  if (table === null || table.rows.length === 0 || columnsIn(content, table) === null) return 'gone';
  const ageMs = nowMs - table.asOfMs;
  if (ageMs >= content.goneAfterS * 1_000) return 'gone';
  return ageMs >= content.oldAfterS * 1_000 ? 'old' : 'fresh';
}

/** Where in a table's rows the columns of a frame stand; null where the table has not all of them, each of its type. */
export function columnsIn({ columns }: FeedContent, table: Pick<FeedTable, 'columns'>): readonly number[] | null {
  const found = columns.map(({ key, format }) => table.columns.findIndex((column) => column.key === key && column.type === format.as));
  return found.includes(-1) ? null : found;
}

/** Where the signed state of a site's feeds is fetched from the server. */
export function feedStatePath(siteId: string): string {
  return `/api/feed-states/${encodeURIComponent(siteId)}`;
}
