import { z } from 'zod';
import { auditSealSchema } from './audit.ts';
import { bundleLimits, fileRefSchema } from './bundle.ts';
import { mediaRefSchema } from './media-ref.ts';
import { hashedPinSchema } from './exit-pin.ts';
import { liveHostSchema, mostLiveHosts } from './live-url.ts';
import { pagesLimits } from './pages.ts';
import {
  calendarSchema,
  daypartSchema,
  durationMsSchema,
  entrySchema,
  itemKindSchema,
  layoutSchema,
  missingRuleSchema,
  planScreenSchema,
  playlistSchema,
  semanticsSchema,
  validitySchema,
  zoneSchema,
} from './plan.ts';
import { hashSchema, instantSchema, languageSchema, numberSchema, screenKindSchema, textSchema } from './primitives.ts';

// A release: a small signed envelope over a tree of objects. An object is canonical JSON named by its SHA-256;
// no screen id stands inside one, so screens share them, and a change costs the path to it.

/** The most names that one tree node holds. */
export const treeFanOut = 64;

/** What the assembly key signs, for one screen. */
export const releaseEnvelopeSchema = z.strictObject({
  version: z.literal(1),
  type: z.literal('release'),
  /** That of the plan in the tree: a player that does not know it refuses before it fetches anything. */
  semantics: semanticsSchema,
  number: numberSchema,
  issuedAtMs: instantSchema,
  screenId: z.string().min(1).max(64),
  siteId: z.string().min(1).max(64),
  /** The areas the screen stands in, innermost first: alerts are addressed by them. */
  areaIds: z.array(z.string().min(1).max(64)).max(16),
  screenKind: screenKindSchema,
  publicationId: z.string().min(1).max(64),
  rootNumber: z.int().min(1),
  tree: hashSchema,
  /** Prepared before, and activated at this instant of the server's clock; left out: as soon as it is prepared. */
  activateAtMs: instantSchema.exactOptional(),
  /** How far the server's audit was sealed when this was signed: once it is on devices, nobody rewrites what stands before it unseen. */
  auditHead: auditSealSchema.exactOptional(),
  /** Bounds for the device's planning, not proofs. */
  objectCount: z.int().min(1).max(200_000),
  mediaBytes: z.int().min(0),
});
export type ReleaseEnvelope = z.infer<typeof releaseEnvelopeSchema>;

/** What the assembly key signs for the portal: the approved articles of every site. */
export const portalReleaseEnvelopeSchema = z.strictObject({
  version: z.literal(1),
  type: z.literal('portal-release'),
  number: numberSchema,
  issuedAtMs: instantSchema,
  publicationId: z.string().min(1).max(64),
  rootNumber: z.int().min(1),
  languages: z.array(languageSchema).min(1).max(24),
  tree: hashSchema,
  objectCount: z.int().min(1).max(200_000),
});
export type PortalReleaseEnvelope = z.infer<typeof portalReleaseEnvelopeSchema>;

const nameOf = z.strictObject({
  name: hashSchema,
  sizeBytes: z
    .int()
    .min(2)
    .max(1024 * 1024),
});

/**
 * A node of the tree: a hash trie over the parts' keys. With at most 64 parts a node lists them, sorted by key;
 * with more, part `k` stands in branch number (the next six bits of SHA-256(k)).
 */
export const treeNodeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    version: z.literal(1),
    kind: z.literal('leaves'),
    leaves: z.array(nameOf.extend({ key: z.string().min(1).max(200) })).max(treeFanOut),
  }),
  z.strictObject({
    version: z.literal(1),
    kind: z.literal('branches'),
    branches: z
      .array(
        nameOf.extend({
          slot: z
            .int()
            .min(0)
            .max(treeFanOut - 1),
        }),
      )
      .min(1)
      .max(treeFanOut),
  }),
]);
export type TreeNode = z.infer<typeof treeNodeSchema>;

/** A person's signature over the name of a variant's object; the list stays empty until keys are enrolled. */
export const approvalSignatureSchema = z.strictObject({
  role: z.enum(['approver', 'issuer', 'publisher']),
  keyid: z.string().min(1).max(64),
  sig: z.base64().max(1_024),
});

/** An item as players know it; what a variant says is an object of its own, named here. */
export const itemPartSchema = z.strictObject({
  version: z.literal(1),
  kind: z.literal('item'),
  id: z.string().min(1).max(64),
  itemKind: itemKindSchema,
  title: textSchema(1, 200),
  category: z.string().min(1).max(64),
  supplier: z.string().min(1).max(200),
  validity: validitySchema,
  missing: missingRuleSchema,
  variants: z
    .array(
      z.strictObject({
        language: languageSchema,
        durationMs: durationMsSchema,
        validity: validitySchema,
        /** Name of the variant document. */
        document: hashSchema,
        sizeBytes: z.int().min(2),
        /** Renditions; several where it is document pages. */
        media: z.array(mediaRefSchema).max(pagesLimits.pages),
        /** Of a bundle: its manifest and the files that it names. */
        files: z
          .array(fileRefSchema)
          .min(1)
          .max(bundleLimits.files + 1)
          .exactOptional(),
        approvals: z.array(approvalSignatureSchema).max(8),
      }),
    )
    .min(1)
    .max(32),
});
export type ItemPart = z.infer<typeof itemPartSchema>;

/** The screen's own part: names of the site as people read them, and what the engine needs of the screen. */
export const screenPartSchema = z.strictObject({
  version: z.literal(1),
  kind: z.literal('screen'),
  siteName: z.record(languageSchema, z.string().min(1).max(200)),
  screen: planScreenSchema,
  /** The hosts whose live URLs the site allows; left out where it allows none. */
  liveHosts: z.array(liveHostSchema).min(1).max(mostLiveHosts).exactOptional(),
  /** What lets a technician out of the kiosk; left out where the site has no PIN. */
  exitPin: hashedPinSchema.exactOptional(),
});
export type ScreenPart = z.infer<typeof screenPartSchema>;

/** The offsets of another place whose time some item of the release tells; named as the item says it. */
const zonePartSchema = z.strictObject({ version: z.literal(1), kind: z.literal('zone'), zone: zoneSchema });
const calendarPartSchema = z.strictObject({ version: z.literal(1), kind: z.literal('calendar'), calendar: calendarSchema });
const daypartPartSchema = z.strictObject({ version: z.literal(1), kind: z.literal('daypart'), daypart: daypartSchema });
const layoutPartSchema = z.strictObject({ version: z.literal(1), kind: z.literal('layout'), layout: layoutSchema });
const playlistPartSchema = z.strictObject({ version: z.literal(1), kind: z.literal('playlist'), playlist: playlistSchema });
/** The entries that share one set of targets, so that screens of an area share the object. */
const entriesPartSchema = z.strictObject({
  version: z.literal(1),
  kind: z.literal('entries'),
  entries: z.array(entrySchema).min(1).max(1_000),
});

export const releasePartSchema = z.discriminatedUnion('kind', [
  screenPartSchema,
  zonePartSchema,
  calendarPartSchema,
  daypartPartSchema,
  layoutPartSchema,
  playlistPartSchema,
  entriesPartSchema,
  itemPartSchema,
]);
export type ReleasePart = z.infer<typeof releasePartSchema>;

/** queued > delivered > prepared > active, or refused, superseded */
export const releaseStateSchema = z.enum(['queued', 'delivered', 'prepared', 'active', 'refused', 'superseded']);
export type ReleaseState = z.infer<typeof releaseStateSchema>;
export const refusalReasonSchema = z.enum([
  'bad-signature',
  'older-number',
  'other-screen',
  'bad-document',
  'plan-refused',
  'too-large',
  'bad-hash',
]);
export type RefusalReason = z.infer<typeof refusalReasonSchema>;
