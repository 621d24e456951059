import { z } from 'zod';
import { textSchema } from './primitives.ts';

// A notice: a title with a text, with one of the templates, or with both, and perhaps an address to take along.

/** Arrows point as the traveller sees them from before the screen, in every language; the rest say by what one goes. */
export const directionSignSchema = z.enum([
  'up',
  'up-right',
  'right',
  'down-right',
  'down',
  'down-left',
  'left',
  'up-left',
  'lift',
  'stairs',
  'bus',
  'train',
  'taxi',
  'plane',
]);
export type DirectionSign = z.infer<typeof directionSignSchema>;

export const noticeTemplateSchema = z.discriminatedUnion('kind', [
  /** What to do, one after another; the numbers are drawn. */
  z.strictObject({ kind: z.literal('steps'), steps: z.array(textSchema(1, 160)).min(1).max(8) }),
  z.strictObject({
    kind: z.literal('fees'),
    rows: z
      .array(z.strictObject({ name: textSchema(1, 80), amount: textSchema(1, 40) }))
      .min(1)
      .max(12),
    note: textSchema(1, 200).exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('directions'),
    rows: z
      .array(
        z.strictObject({
          sign: directionSignSchema,
          place: textSchema(1, 80),
          /** How far, in the words of the language: “300 m”, “5 minutes on foot”. */
          distance: textSchema(1, 40).exactOptional(),
        }),
      )
      .min(1)
      .max(8),
  }),
]);
export type NoticeTemplate = z.infer<typeof noticeTemplateSchema>;

/** Where a QR code leads. Only what is seen when it is read out: https, no user name, ASCII. */
export const qrTargetSchema = z.strictObject({
  url: z
    .string()
    .max(300)
    .regex(/^https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?([/?#][!-~]*)?$/, 'must be an https address in ASCII'),
  /** What one finds there. */
  caption: textSchema(1, 80),
});
export type QrTarget = z.infer<typeof qrTargetSchema>;

export const noticeContentSchema = z
  .strictObject({
    kind: z.literal('notice'),
    title: textSchema(1, 120),
    /** Only a notice with a template may do without. */
    body: textSchema(0, 600),
    template: noticeTemplateSchema.exactOptional(),
    qr: qrTargetSchema.exactOptional(),
  })
  .superRefine(({ body, template }, context) => {
    if (body === '' && template === undefined)
      context.addIssue({ code: 'too_small', origin: 'string', minimum: 1, inclusive: true, path: ['body'], input: body });
  });
export type NoticeContent = z.infer<typeof noticeContentSchema>;
