import { z } from 'zod';

// What the server and the child that reads a PDF say to each other, over the channel between the two processes.

/** `path` is the file; `fonts` and `wasmPath` are what the child may read beside it; `atMostPages` are measured. */
export const pdfOrderSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('open'),
    path: z.string(),
    wasmPath: z.string(),
    fonts: z.record(z.string(), z.string()),
    atMostPages: z.int(),
  }),
  /** Page `number`, counted from 1, at this size. */
  z.strictObject({ kind: z.literal('draw'), number: z.int(), widthPx: z.int(), heightPx: z.int() }),
]);
export type PdfOrder = z.infer<typeof pdfOrderSchema>;

export const pdfAnswerSchema = z.discriminatedUnion('kind', [
  /** Said once, unasked: what goes wrong from now on is the file's doing. */
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({
    kind: z.literal('opened'),
    pageCount: z.int().min(0),
    /** Sides in points of the first pages. */
    pages: z.array(z.strictObject({ width: z.number(), height: z.number() })),
  }),
  z.strictObject({
    kind: z.literal('drawn'),
    /** RGBA, row by row, upright. */
    pixels: z.instanceof(Uint8Array),
    /** As it stands in the file. */
    text: z.string(),
  }),
  z.strictObject({ kind: z.literal('refused'), why: z.enum(['locked', 'broken', 'page-broken']) }),
  /** Text that is drawn with a font which is not in the file, and which none of ours can draw. */
  z.strictObject({ kind: z.literal('undrawable'), font: z.string(), characters: z.string() }),
]);
export type PdfAnswer = z.infer<typeof pdfAnswerSchema>;
