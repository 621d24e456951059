import { z } from 'zod';
import { areaIdSchema, playerIdSchema, screenIdSchema, siteIdSchema } from '../ids.ts';
import { exitPinSchema } from '../exit-pin.ts';
import { signedDocumentSchema } from '../signed-document.ts';
import { updateDocumentSchema, updateStageSchema } from '../update.ts';
import { liveUrlSettingsSchema } from '../live-url.ts';
import { localTimeSchema, rotationDegSchema, viewingSchema, wallSchema } from '../plan.ts';
import { hashSchema, instantSchema, languageSchema, queryInstantSchema, screenKindSchema, textSchema } from '../primitives.ts';
import { refusalReasonSchema, releaseStateSchema } from '../release.ts';
import { siteDownloadsSchema } from '../site-downloads.ts';
import { heartbeatSchema } from '../wire.ts';
import { answerSchema, explanationSchema } from './explanation.ts';
import { route } from './route.ts';

/** A name in the interface's and the site's languages; at least one. */
export const namesSchema = z
  .record(languageSchema, textSchema(1, 200))
  .refine((names) => Object.keys(names).length >= 1 && Object.keys(names).length <= 24, 'must hold 1 to 24 languages');

const siteFields = {
  names: namesSchema,
  /** IANA zone; unknown ones are refused. */
  timeZone: z.string().min(1).max(64),
  languages: z
    .array(languageSchema)
    .min(1)
    .max(24)
    .refine((list) => new Set(list).size === list.length, 'must not repeat a language'),
  dayStart: localTimeSchema.default('04:00'),
};
export const siteSchema = z.strictObject({ id: siteIdSchema, ...siteFields });
export type Site = z.infer<typeof siteSchema>;

export const areaSchema = z.strictObject({ id: areaIdSchema, siteId: siteIdSchema, parentId: areaIdSchema.nullable(), names: namesSchema });
export type Area = z.infer<typeof areaSchema>;

const screenFields = {
  name: textSchema(1, 100),
  siteId: siteIdSchema,
  areaId: areaIdSchema.nullable(),
  kind: screenKindSchema,
  widthPx: z.int().min(16).max(16_384),
  heightPx: z.int().min(16).max(16_384),
  tags: z
    .array(z.string().regex(/^[a-z0-9-]{1,32}$/))
    .max(32)
    .default([]),
  /** Of a part of a video wall: the canvas, and where on it the screen lies. */
  wall: wallSchema.exactOptional(),
  /** How far the picture is turned clockwise, where the panel is mounted turned and the system does not turn it. */
  rotationDeg: rotationDegSchema.exactOptional(),
  /** From where it is read, for the smallest size of its text. */
  viewing: viewingSchema.exactOptional(),
};

/** healthy: alive and as told; impaired: alive, but its stage, release or clock is not as told; unknown: the server has not listened for long enough. */
export const screenStateSchema = z.enum(['unpaired', 'healthy', 'impaired', 'offline', 'unknown']);
export type ScreenState = z.infer<typeof screenStateSchema>;

export const screenSchema = z.strictObject({
  id: screenIdSchema,
  ...screenFields,
  tags: z.array(z.string()),
  player: z.strictObject({ id: playerIdSchema, enrolledAtMs: instantSchema }).nullable(),
});
export type Screen = z.infer<typeof screenSchema>;

/** Where a part of a video wall does not lie within its canvas: the field of the wall and its limit. */
export function wallFaults(
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
  wall: z.infer<typeof wallSchema> | undefined,
): readonly { readonly field: 'xPx' | 'yPx'; readonly limit: number; readonly message: string }[] {
  if (wall === undefined) return [];
  const limits = { xPx: wall.widthPx - widthPx, yPx: wall.heightPx - heightPx };
  return (['xPx', 'yPx'] as const)
    .filter((field) => wall[field] > limits[field])
    .map((field) => ({ field, limit: limits[field], message: `the screen must lie within the canvas: at most ${limits[field]}` }));
}

const newScreenSchema = z
  .strictObject({ ...screenFields, areaId: areaIdSchema.nullable().default(null) })
  .superRefine((screen, context) => {
    for (const { field, message } of wallFaults(screen, screen.wall)) context.addIssue({ code: 'custom', path: ['wall', field], message });
  });

export const impairmentNames = [
  'stage-silent',
  'no-stage',
  'safe-mode',
  'item-failing',
  'wrong-release',
  'clock-untrusted',
  'clock-apart',
  'storage-low',
] as const;

/** A tile of the wall. */
export const wallScreenSchema = screenSchema.extend({
  state: screenStateSchema,
  isConnected: z.boolean(),
  /** Why impaired, for people to word. */
  impairments: z.array(z.enum(impairmentNames)),
  lastSeenMs: instantSchema.nullable(),
  heartbeat: heartbeatSchema.nullable(),
  release: z
    .strictObject({
      number: z.int(),
      state: releaseStateSchema,
      changedAtMs: instantSchema,
      reason: refusalReasonSchema.nullable(),
    })
    .nullable(),
  /** When the last screenshot was taken; its picture is at `/api/screens/:id/screenshot`. */
  screenshotAtMs: instantSchema.nullable(),
});
export type WallScreen = z.infer<typeof wallScreenSchema>;

const screenParams = z.strictObject({ screenId: screenIdSchema });

const announcedSchema = z.strictObject({
  announced: updateDocumentSchema.pick({ number: true, software: true, issuedAtMs: true }).extend({ stage: updateStageSchema }).nullable(),
});

export const fleetRoutes = {
  listSites: route({
    method: 'GET',
    path: '/api/sites',
    summary: 'All sites with their areas',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'handler',
    answer: z.strictObject({ sites: z.array(siteSchema), areas: z.array(areaSchema) }),
  }),
  createSite: route({
    method: 'POST',
    path: '/api/sites',
    summary: 'Add a site',
    tag: 'fleet',
    access: 'fleet.edit',
    body: z.strictObject(siteFields),
    answer: siteSchema,
  }),
  getLiveUrls: route({
    method: 'GET',
    path: '/api/sites/:siteId/live-urls',
    summary: 'Whether screens of a site may show live URLs, and of which hosts',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'params.siteId',
    params: z.strictObject({ siteId: siteIdSchema }),
    answer: liveUrlSettingsSchema,
  }),
  putLiveUrls: route({
    method: 'PUT',
    path: '/api/sites/:siteId/live-urls',
    summary: 'Allow or forbid live URLs at a site; screens learn of it with the next publication',
    tag: 'fleet',
    access: 'fleet.allow-live',
    scope: 'params.siteId',
    params: z.strictObject({ siteId: siteIdSchema }),
    body: liveUrlSettingsSchema,
    answer: liveUrlSettingsSchema,
  }),
  getExitPin: route({
    method: 'GET',
    path: '/api/sites/:siteId/exit-pin',
    summary: 'Whether a site has a PIN that lets technicians out of the kiosk',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'params.siteId',
    params: z.strictObject({ siteId: siteIdSchema }),
    answer: z.strictObject({ isSet: z.boolean() }),
  }),
  putExitPin: route({
    method: 'PUT',
    path: '/api/sites/:siteId/exit-pin',
    summary: 'Set or remove the PIN that lets technicians out of the kiosk; screens learn of it with the next publication',
    tag: 'fleet',
    access: 'fleet.edit',
    scope: 'params.siteId',
    params: z.strictObject({ siteId: siteIdSchema }),
    body: z.strictObject({ pin: exitPinSchema.nullable() }),
    answer: z.strictObject({ isSet: z.boolean() }),
  }),
  getDownloads: route({
    method: 'GET',
    path: '/api/sites/:siteId/downloads',
    summary: 'How players of a site use its network',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'params.siteId',
    params: z.strictObject({ siteId: siteIdSchema }),
    answer: siteDownloadsSchema,
  }),
  putDownloads: route({
    method: 'PUT',
    path: '/api/sites/:siteId/downloads',
    summary: 'Set how players of a site use its network: rate, hours, jitter; players that are connected follow at once',
    tag: 'fleet',
    access: 'fleet.edit',
    scope: 'params.siteId',
    params: z.strictObject({ siteId: siteIdSchema }),
    body: siteDownloadsSchema,
    answer: siteDownloadsSchema,
  }),
  uploadPackage: route({
    method: 'POST',
    path: '/api/software/packages',
    summary: 'Upload one package of the player software as multipart/form-data, part `file`',
    tag: 'fleet',
    access: 'fleet.update',
    answer: z.strictObject({ hash: hashSchema, sizeBytes: z.int() }),
  }),
  getSoftware: route({
    method: 'GET',
    path: '/api/software',
    summary: 'Which software is announced to players, and to whom',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'handler',
    answer: announcedSchema,
  }),
  announceSoftware: route({
    method: 'PUT',
    path: '/api/software',
    summary: 'Announce software that the offline role signed to a share of the players; its packages are uploaded before',
    tag: 'fleet',
    access: 'fleet.update',
    body: z.strictObject({ document: signedDocumentSchema, stage: updateStageSchema }),
    answer: announcedSchema,
  }),
  createArea: route({
    method: 'POST',
    path: '/api/areas',
    summary: 'Add an area to a site, or inside another area',
    tag: 'fleet',
    access: 'fleet.edit',
    scope: 'body.siteId',
    body: z.strictObject({ siteId: siteIdSchema, parentId: areaIdSchema.nullable().default(null), names: namesSchema }),
    answer: areaSchema,
  }),
  listScreens: route({
    method: 'GET',
    path: '/api/screens',
    summary: 'The wall: every screen with its state',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'handler',
    query: z.strictObject({ siteId: siteIdSchema.optional() }),
    answer: z.strictObject({ serverTimeMs: instantSchema, screens: z.array(wallScreenSchema) }),
  }),
  createScreen: route({
    method: 'POST',
    path: '/api/screens',
    summary: 'Add a screen',
    tag: 'fleet',
    access: 'fleet.edit',
    scope: 'body.siteId',
    body: newScreenSchema,
    answer: screenSchema,
  }),
  getScreen: route({
    method: 'GET',
    path: '/api/screens/:screenId',
    summary: 'One screen with its state',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'params.screenId',
    params: screenParams,
    answer: wallScreenSchema,
  }),
  putMounting: route({
    method: 'PUT',
    path: '/api/screens/:screenId/mounting',
    summary: 'How a screen is mounted: as a part of a video wall, turned. Its player learns of it with the next publication',
    tag: 'fleet',
    access: 'fleet.edit',
    scope: 'params.screenId',
    params: screenParams,
    body: z.strictObject({ wall: wallSchema.exactOptional(), rotationDeg: rotationDegSchema.exactOptional() }),
    answer: z.strictObject({}),
  }),
  claimEnrolment: route({
    method: 'POST',
    path: '/api/enrolments',
    summary: 'Give the device that shows this pairing code its identity as the player of a screen',
    tag: 'fleet',
    access: 'fleet.enrol',
    scope: 'body.screenId',
    body: z.strictObject({
      code: z
        .string()
        .transform((code) => code.toUpperCase().replaceAll(/[\s-]/g, ''))
        .pipe(z.string().regex(/^[A-Z2-9]{8}$/, 'must be the 8 letters and digits that the screen shows')),
      screenId: screenIdSchema,
      /** Replace the screen's present player; its key dies in the same transaction. */
      replace: z.boolean().default(false),
    }),
    answer: z.strictObject({ playerId: playerIdSchema, screenId: screenIdSchema, rootFingerprint: z.string() }),
  }),
  revokePlayer: route({
    method: 'DELETE',
    path: '/api/screens/:screenId/player',
    summary: "Revoke the screen's player; an open connection ends at once",
    tag: 'fleet',
    access: 'fleet.enrol',
    scope: 'params.screenId',
    params: screenParams,
    answer: z.strictObject({}),
  }),
  explainScreen: route({
    method: 'GET',
    path: '/api/screens/:screenId/explain',
    summary: "What the screen's current release shows at an instant, and why",
    tag: 'fleet',
    access: 'schedule.read',
    scope: 'params.screenId',
    params: screenParams,
    query: z.strictObject({ atMs: queryInstantSchema.optional() }),
    answer: z.strictObject({
      releaseNumber: z.int(),
      explanation: explanationSchema,
      /** When another entry wins; null: none within 366 days. */
      winnerUntilMs: z.int().nullable(),
      /** What people call the things whose ids stand in the explanation. */
      names: z.record(z.string(), z.string()),
    }),
  }),
  screenTimeline: route({
    method: 'GET',
    path: '/api/screens/:screenId/timeline',
    summary: "What the screen's current release shows from one instant to another: at most 48 hours and 2,000 segments",
    tag: 'fleet',
    access: 'schedule.read',
    scope: 'params.screenId',
    params: screenParams,
    query: z
      .strictObject({ fromMs: queryInstantSchema, untilMs: queryInstantSchema })
      .refine(({ fromMs, untilMs }) => untilMs > fromMs && untilMs - fromMs <= 48 * 3_600_000, {
        path: ['untilMs'],
        message: 'must come after fromMs, by 48 hours at most',
      }),
    answer: z.strictObject({
      releaseNumber: z.int(),
      segments: z.array(answerSchema).readonly(),
      /** Where the segments end: `untilMs`, or earlier where there are too many. */
      untilMs: instantSchema,
      names: z.record(z.string(), z.string()),
    }),
  }),
  getRoot: route({
    method: 'GET',
    path: '/api/root',
    summary: 'The short fingerprint of the root document that players receive at pairing',
    tag: 'fleet',
    access: 'session',
    answer: z.strictObject({ number: z.int(), fingerprint: z.string() }),
  }),
} as const;
