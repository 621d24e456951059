import { z } from 'zod';
import { hashSchema } from '../primitives.ts';
import { fieldChangeSchema } from './screens.ts';
import { workIdSchema } from './works.ts';

// Tables that people fill in elsewhere and bring back: CSV, or XLSX as spreadsheets write it.

/** As many lines as one file may hold. */
export const mostSheetLines = 5_000;
const mostCsvCharacters = 2_000_000;
/** Of the file itself; base64 makes a third more of it. */
export const mostXlsxBytes = 2_000_000;

/** A file of a table, and the token of its preview (null: only a preview, which writes nothing). */
export const sheetImportSchema = z.strictObject({
  file: z.discriminatedUnion('format', [
    /** UTF-8, with or without BOM; the first line names the columns, in English or Vietnamese. */
    z.strictObject({ format: z.literal('csv'), text: z.string().min(1).max(mostCsvCharacters) }),
    /** The first sheet of a workbook, base64. */
    z.strictObject({
      format: z.literal('xlsx'),
      base64: z
        .base64()
        .min(1)
        .max(Math.ceil(mostXlsxBytes / 3) * 4),
    }),
  ]),
  token: hashSchema.nullable().default(null),
  /** By which it is watched and called off. */
  workId: workIdSchema.exactOptional(),
});
export type SheetFile = z.infer<typeof sheetImportSchema>['file'];

/** What is wrong with a cell, so that a window can say it in the person's language; `limit` is what it must keep to. */
export const sheetFaultSchema = z.strictObject({
  line: z.int(),
  /** The column, as the API calls it; empty: the line or file itself. */
  field: z.string(),
  code: z.enum([
    'missing',
    'unknown',
    'ambiguous',
    'not-permitted',
    'too-long',
    'too-large',
    'too-small',
    'not-valid',
    'twice',
    'fixed',
    'unreadable',
    'no-column',
  ]),
  limit: z.union([z.string(), z.number()]).nullable(),
  /** The same as a sentence in English, for programs and logs. */
  message: z.string(),
});
export type SheetFault = z.infer<typeof sheetFaultSchema>;

export const sheetImportAnswerSchema = z.strictObject({
  token: hashSchema,
  isDone: z.boolean(),
  /** Lines that are as wanted already. */
  sameCount: z.int(),
  lines: z.array(
    z.strictObject({ line: z.int(), act: z.enum(['adds', 'changes']), name: z.string(), changes: z.array(fieldChangeSchema) }),
  ),
  /** While there are any, nothing can be imported. */
  faults: z.array(sheetFaultSchema),
});
export type SheetImportAnswer = z.infer<typeof sheetImportAnswerSchema>;

/** How a table leaves; `language` names its columns and values. */
export const sheetFormatSchema = z.enum(['csv', 'xlsx']);
export type SheetFormat = z.infer<typeof sheetFormatSchema>;
