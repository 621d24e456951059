import { z } from 'zod';
import { bundleLimits, fileRefSchema } from './bundle.ts';
import { feedContentSchema } from './feed.ts';
import { noticeContentSchema } from './notice.ts';
import { liveUrlSchema } from './live-url.ts';
import { mediaRefSchema } from './media-ref.ts';
import { pagesContentSchema } from './pages.ts';
import { basisPointsSchema, languageSchema, textSchema } from './primitives.ts';

// What a variant says: the body that a second person approves. Its canonical bytes are an object of
// the release, and their SHA-256 is the name that an approval signs.

export const articleBlockSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), text: textSchema(1, 200) }),
  z.strictObject({ kind: z.literal('paragraph'), text: textSchema(1, 4_000) }),
  z.strictObject({ kind: z.literal('list'), items: z.array(textSchema(1, 1_000)).min(1).max(50) }),
  z.strictObject({ kind: z.literal('steps'), items: z.array(textSchema(1, 1_000)).min(1).max(50) }),
]);

export const articleContentSchema = z.strictObject({
  kind: z.literal('article'),
  title: textSchema(1, 160),
  summary: textSchema(1, 400),
  blocks: z.array(articleBlockSchema).min(1).max(200),
});

export const imageContentSchema = z.strictObject({
  kind: z.literal('image'),
  media: mediaRefSchema,
  /** What the picture shows, for people who cannot see it; empty where the language is `zxx`. */
  alternative: textSchema(0, 400),
});

/** Basis points of full loudness; nothing is silence. */
export const soundLevelSchema = basisPointsSchema.min(1);

export const videoContentSchema = z.strictObject({
  kind: z.literal('video'),
  media: mediaRefSchema,
  alternative: textSchema(0, 400),
  /** How loud it is, in basis points of full; absent: silent. */
  levelBp: soundLevelSchema.exactOptional(),
});

/** As many clocks as are told apart at a glance from across a hall. */
export const mostClockZones = 8;
const clockZoneSchema = z.strictObject({
  /** IANA name. Its offsets come with the release. */
  zone: z
    .string()
    .max(64)
    .regex(/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/, 'must be an IANA name such as Europe/Paris'),
  /** Whose time it is, as the variant's language names it. */
  place: textSchema(1, 40).refine((place) => !place.includes('\n'), 'must be one line'),
});

/** The time, its date written in the variant's language; of `zxx` in every language of the site. */
export const clockContentSchema = z.strictObject({
  kind: z.literal('clock'),
  /** Places whose clocks stand side by side, in this order; absent: one clock, of the site. */
  zones: z.array(clockZoneSchema).min(1).max(mostClockZones).exactOptional(),
});

/** A page of its own, shown in a frame that reaches nothing but the files of its manifest. */
export const bundleContentSchema = z.strictObject({
  kind: z.literal('bundle'),
  manifest: fileRefSchema.extend({ sizeBytes: z.int().min(2).max(bundleLimits.manifestBytes) }),
  /** What it shows, for people who cannot see it; empty where the language is `zxx`. */
  alternative: textSchema(0, 400),
  /** How loud its films and sounds are at most; absent: silent. */
  levelBp: soundLevelSchema.exactOptional(),
});

/** A page of another server, where the site allows its host; nothing of it but the address is approved. */
export const liveUrlContentSchema = z.strictObject({ kind: z.literal('live-url'), url: liveUrlSchema, alternative: textSchema(0, 400) });

export const variantContentSchema = z.discriminatedUnion('kind', [
  noticeContentSchema,
  articleContentSchema,
  imageContentSchema,
  videoContentSchema,
  pagesContentSchema,
  clockContentSchema,
  bundleContentSchema,
  liveUrlContentSchema,
  feedContentSchema,
]);
export type ClockContent = z.infer<typeof clockContentSchema>;
export type ArticleContent = z.infer<typeof articleContentSchema>;
export type ArticleBlock = z.infer<typeof articleBlockSchema>;
export type VariantContent = z.infer<typeof variantContentSchema>;

/** The object that an approver approves: one revision of one variant, whole. */
export const variantDocumentSchema = z.strictObject({
  version: z.literal(1),
  kind: z.literal('variant'),
  itemId: z.string().min(1).max(64),
  language: languageSchema,
  revision: z.int().min(1),
  /** The lead revision that this one translates; its own where it is the lead. */
  leadRevision: z.int().min(1),
  content: variantContentSchema,
});
export type VariantDocument = z.infer<typeof variantDocumentSchema>;
