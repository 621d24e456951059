import { z } from 'zod';
import { alertSeveritySchema, alertTextsSchema } from '../alert.ts';
import { alertIdSchema, areaIdSchema, playerIdSchema, screenIdSchema, siteIdSchema } from '../ids.ts';
import { exitPinSchema } from '../exit-pin.ts';
import { signedDocumentSchema } from '../signed-document.ts';
import { updateDocumentSchema, updateStageSchema } from '../update.ts';
import { liveUrlSettingsSchema } from '../live-url.ts';
import { localTimeSchema, rotationDegSchema, viewingSchema, wallSchema } from '../plan.ts';
import { hashSchema, instantSchema, languageSchema, queryInstantSchema, screenKindSchema, textSchema } from '../primitives.ts';
import { refusalReasonSchema, releaseStateSchema } from '../release.ts';
import { siteDownloadsSchema } from '../site-downloads.ts';
import { heartbeatSchema } from '../wire.ts';
import { answerSchema, comingEntrySchema, explanationSchema } from './explanation.ts';
import { nextPage, pageQuery, wholeOrPageQuery, searchQuery } from './page.ts';
import { readRevision, removedRevision, revision } from './revision.ts';
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
export const siteSchema = z.strictObject({ id: siteIdSchema, ...siteFields, ...revision });
export type Site = z.infer<typeof siteSchema>;

export const areaSchema = z.strictObject({
  id: areaIdSchema,
  siteId: siteIdSchema,
  parentId: areaIdSchema.nullable(),
  names: namesSchema,
  ...revision,
});
export type Area = z.infer<typeof areaSchema>;

export const screenTagSchema = z.string().regex(/^[a-z0-9-]{1,32}$/, 'must be 1 to 32 small letters, digits and hyphens');
const screenFields = {
  name: textSchema(1, 100),
  siteId: siteIdSchema,
  areaId: areaIdSchema.nullable(),
  kind: screenKindSchema,
  widthPx: z.int().min(16).max(16_384),
  heightPx: z.int().min(16).max(16_384),
  tags: z.array(screenTagSchema).max(32).default([]),
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
  ...revision,
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

function mustLieInWall(screen: Parameters<typeof wallFaults>[0] & { readonly wall?: Screen['wall'] }, context: z.RefinementCtx): void {
  for (const { field, message } of wallFaults(screen, screen.wall)) context.addIssue({ code: 'custom', path: ['wall', field], message });
}
const newScreenSchema = z.strictObject({ ...screenFields, areaId: areaIdSchema.nullable().default(null) }).superRefine(mustLieInWall);
const { siteId: _, ...editedFields } = screenFields;
/** Everything about a screen but its site: it is told at enrolment, and another site has other keys, alerts and people. */
const screenEditSchema = z.strictObject({ ...editedFields, ...readRevision }).superRefine(mustLieInWall);

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

const siteParams = z.strictObject({ siteId: siteIdSchema });
const areaParams = z.strictObject({ areaId: areaIdSchema });
/** What a list, a bulk act or an export of screens is narrowed by. */
export const screenFilter = {
  siteId: siteIdSchema.optional(),
  /** With all areas inside it. */
  areaId: areaIdSchema.optional(),
  tag: screenTagSchema.optional(),
  kind: screenKindSchema.optional(),
  state: screenStateSchema.optional(),
  ...searchQuery,
};

const screenParams = z.strictObject({ screenId: screenIdSchema });

export const hangerKinds = [
  'screens',
  'areas',
  'entries',
  'alerts',
  'items',
  'media',
  'playlists',
  'dayparts',
  'calendars',
  'layouts',
  'alert-templates',
  'feed-sources',
  'grants',
  'players',
  'commands',
  'pre-enrolments',
  'known-good',
  'incidents',
  'means',
  'provisions',
  'site-plans',
] as const;
/** What a removal meets: what refuses it, by name, and what goes along with it, counted. */
export const removalSchema = z.strictObject({
  refusedBy: z.array(z.strictObject({ kind: z.enum(hangerKinds), id: z.string(), name: z.string() })),
  takesAlong: z.array(z.strictObject({ kind: z.enum(hangerKinds), count: z.int().min(1) })),
  ...revision,
});
export type Removal = z.infer<typeof removalSchema>;
/** What was read before it was decided to remove. */
const removalQuery = z.strictObject(removedRevision);

const announcedSchema = z.strictObject({
  announced: updateDocumentSchema.pick({ number: true, software: true, issuedAtMs: true }).extend({ stage: updateStageSchema }).nullable(),
  ...revision,
});

/** What a new house does first, each step by whether the server holds what it is about. */
export const firstStepsSchema = z.strictObject({
  site: z.boolean(),
  /** Somebody beside the first administrator has an account, or an invitation. */
  people: z.boolean(),
  screen: z.boolean(),
  player: z.boolean(),
  item: z.boolean(),
  approval: z.boolean(),
  entry: z.boolean(),
  publication: z.boolean(),
  'known-good': z.boolean(),
  template: z.boolean(),
});
export type FirstSteps = z.infer<typeof firstStepsSchema>;

/** How many of the entries that come are told with an explanation. */
export const mostComing = 3;

/** An alert that addresses a screen at an instant. */
export const alertOverSchema = z.strictObject({
  alertId: alertIdSchema,
  status: z.enum(['actual', 'exercise']),
  severity: alertSeveritySchema,
  style: z.enum(['full-screen', 'banner']),
  texts: alertTextsSchema,
  fromMs: instantSchema,
  /** When it was cleared or expired; of one that is active: when it expires by itself. */
  untilMs: instantSchema,
});
export type AlertOver = z.infer<typeof alertOverSchema>;

export const fleetRoutes = {
  listSites: route({
    method: 'GET',
    path: '/api/sites',
    summary: 'All sites with their areas',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'handler',
    query: z.strictObject(wholeOrPageQuery),
    answer: z.strictObject({ sites: z.array(siteSchema), areas: z.array(areaSchema), ...nextPage }),
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
  putSite: route({
    method: 'PUT',
    path: '/api/sites/:siteId',
    summary: 'Change a site: names, zone, languages, where its day starts; screens follow with the next publication',
    tag: 'fleet',
    access: 'fleet.edit',
    scope: 'params.siteId',
    params: siteParams,
    body: z.strictObject({ ...siteFields, ...readRevision }),
    ifMatch: 'revision',
    answer: siteSchema,
  }),
  siteRemoval: route({
    method: 'GET',
    path: '/api/sites/:siteId/removal',
    summary: 'What refuses the removal of a site, and what would go along with it',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'params.siteId',
    params: siteParams,
    answer: removalSchema,
  }),
  deleteSite: route({
    method: 'DELETE',
    path: '/api/sites/:siteId',
    summary: 'Remove a site in which nothing is left; what was shown there stays in the evidence',
    tag: 'fleet',
    access: 'fleet.edit',
    params: siteParams,
    query: removalQuery,
    ifMatch: 'revision',
    answer: z.strictObject({}),
  }),
  getLiveUrls: route({
    method: 'GET',
    path: '/api/sites/:siteId/live-urls',
    summary: 'Whether screens of a site may show live URLs, and of which hosts',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'params.siteId',
    params: siteParams,
    answer: liveUrlSettingsSchema.extend(revision),
  }),
  putLiveUrls: route({
    method: 'PUT',
    path: '/api/sites/:siteId/live-urls',
    summary: 'Allow or forbid live URLs at a site; screens learn of it with the next publication',
    tag: 'fleet',
    access: 'fleet.allow-live',
    scope: 'params.siteId',
    params: siteParams,
    body: liveUrlSettingsSchema.extend(readRevision),
    ifMatch: 'revision',
    answer: liveUrlSettingsSchema.extend(revision),
  }),
  getExitPin: route({
    method: 'GET',
    path: '/api/sites/:siteId/exit-pin',
    summary: 'Whether a site has a PIN that lets technicians out of the kiosk',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'params.siteId',
    params: siteParams,
    answer: z.strictObject({ isSet: z.boolean(), ...revision }),
  }),
  putExitPin: route({
    method: 'PUT',
    path: '/api/sites/:siteId/exit-pin',
    summary: 'Set or remove the PIN that lets technicians out of the kiosk; screens learn of it with the next publication',
    tag: 'fleet',
    access: 'fleet.edit',
    scope: 'params.siteId',
    params: siteParams,
    body: z.strictObject({ pin: exitPinSchema.nullable(), ...readRevision }),
    ifMatch: 'revision',
    answer: z.strictObject({ isSet: z.boolean(), ...revision }),
  }),
  getDownloads: route({
    method: 'GET',
    path: '/api/sites/:siteId/downloads',
    summary: 'How players of a site use its network',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'params.siteId',
    params: siteParams,
    answer: siteDownloadsSchema.extend(revision),
  }),
  putDownloads: route({
    method: 'PUT',
    path: '/api/sites/:siteId/downloads',
    summary: 'Set how players of a site use its network: rate, hours, jitter; players that are connected follow at once',
    tag: 'fleet',
    access: 'fleet.edit',
    scope: 'params.siteId',
    params: siteParams,
    body: siteDownloadsSchema.extend(readRevision),
    ifMatch: 'revision',
    answer: siteDownloadsSchema.extend(revision),
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
    body: z.strictObject({ document: signedDocumentSchema, stage: updateStageSchema, ...readRevision }),
    ifMatch: 'revision',
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
  putArea: route({
    method: 'PUT',
    path: '/api/areas/:areaId',
    summary: 'Rename an area, or move it with all that lies in it to another place of its site',
    tag: 'fleet',
    access: 'fleet.edit',
    scope: 'handler',
    params: areaParams,
    body: z.strictObject({ parentId: areaIdSchema.nullable(), names: namesSchema, ...readRevision }),
    ifMatch: 'revision',
    answer: areaSchema,
  }),
  areaRemoval: route({
    method: 'GET',
    path: '/api/areas/:areaId/removal',
    summary: 'What refuses the removal of an area',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'handler',
    params: areaParams,
    answer: removalSchema,
  }),
  deleteArea: route({
    method: 'DELETE',
    path: '/api/areas/:areaId',
    summary: 'Remove an area in which nothing lies and to which nothing is aimed',
    tag: 'fleet',
    access: 'fleet.edit',
    scope: 'handler',
    params: areaParams,
    query: removalQuery,
    ifMatch: 'revision',
    answer: z.strictObject({}),
  }),
  listScreens: route({
    method: 'GET',
    path: '/api/screens',
    summary: 'The wall: screens with their state, filtered, sorted, in pages',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'handler',
    query: z.strictObject({
      ...screenFilter,
      /** `place`: site, then area by area, then name. `state`: who needs somebody first. */
      sort: z.enum(['place', 'name', 'state', 'last-seen']).default('place'),
      ...pageQuery({ usual: 1_000, most: 1_000 }),
    }),
    answer: z.strictObject({
      serverTimeMs: instantSchema,
      screens: z.array(wallScreenSchema),
      ...nextPage,
      /** Of all pages. */
      total: z.int(),
      /** How many the filter would leave in each state, if it asked for none. */
      counts: z.record(screenStateSchema, z.int()),
    }),
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
  putScreen: route({
    method: 'PUT',
    path: '/api/screens/:screenId',
    summary: 'Change a screen: name, area, tags, kind, resolution, mounting, viewing; its player follows with the next publication',
    tag: 'fleet',
    access: 'fleet.edit',
    scope: 'params.screenId',
    params: screenParams,
    body: screenEditSchema,
    ifMatch: 'revision',
    answer: screenSchema,
  }),
  screenRemoval: route({
    method: 'GET',
    path: '/api/screens/:screenId/removal',
    summary: 'What refuses the removal of a screen, and what would go along with it',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'params.screenId',
    params: screenParams,
    answer: removalSchema,
  }),
  deleteScreen: route({
    method: 'DELETE',
    path: '/api/screens/:screenId',
    summary: 'Remove a screen that nothing is aimed at; its player is revoked with it, its records and releases stay in the evidence',
    tag: 'fleet',
    access: 'fleet.edit',
    scope: 'params.screenId',
    params: screenParams,
    query: removalQuery,
    ifMatch: 'revision',
    answer: z.strictObject({}),
  }),
  putMounting: route({
    method: 'PUT',
    path: '/api/screens/:screenId/mounting',
    summary: 'How a screen is mounted: as a part of a video wall, turned. Its player learns of it with the next publication',
    tag: 'fleet',
    access: 'fleet.edit',
    scope: 'params.screenId',
    params: screenParams,
    body: z.strictObject({ wall: wallSchema.exactOptional(), rotationDeg: rotationDegSchema.exactOptional(), ...readRevision }),
    ifMatch: 'revision',
    answer: z.strictObject({ ...revision }),
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
    summary: "What the screen's current release shows at an instant, why, what comes after it, and which alerts lie over all of it",
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
      /** Which entries win after that, in order; as far as is known now, within 366 days of each other. */
      next: z.array(comingEntrySchema).max(mostComing).readonly(),
      /** What is over the plan at that instant, whatever it says; the one that stands first comes first. */
      alerts: z.array(alertOverSchema).readonly(),
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
  getFirstSteps: route({
    method: 'GET',
    path: '/api/first-steps',
    summary: 'How far the way from an empty server to a screen that plays has come',
    tag: 'fleet',
    access: 'people.read',
    answer: firstStepsSchema,
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
