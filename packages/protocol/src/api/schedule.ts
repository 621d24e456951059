import { z } from 'zod';
import {
  areaIdSchema,
  calendarIdSchema,
  daypartIdSchema,
  entryIdSchema,
  layoutIdSchema,
  playlistIdSchema,
  publicationIdSchema,
  screenIdSchema,
  siteIdSchema,
  userIdSchema,
} from '../ids.ts';
import {
  daypartExceptionSchema,
  daypartSpansSchema,
  localDateSchema,
  localDateTimeSchema,
  modeSchema,
  shareBpSchema,
  tierSchema,
  transitionSchema,
  turnMsSchema,
  whenSchema,
} from '../plan.ts';
import { hashSchema, instantSchema, textSchema } from '../primitives.ts';
import { refusalReasonSchema, releaseStateSchema } from '../release.ts';
import { planFaultSchema, planFindingsSchema } from './conflict.ts';
import { owner, ownerOfNew } from './owner.ts';
import { nextPage, pageQuery, searchQuery, wholeOrPageQuery } from './page.ts';
import { removedRevision } from './revision.ts';
import { route } from './route.ts';
import { workIdSchema } from './works.ts';

const exceptionsSchema = z
  .array(
    daypartExceptionSchema.extend({
      on: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('date'), date: localDateSchema }),
        z.strictObject({ kind: z.literal('calendar'), calendarId: calendarIdSchema }),
      ]),
    }),
  )
  .max(400);
export const daypartDraftSchema = z.strictObject({
  name: textSchema(1, 200),
  spans: daypartSpansSchema,
  /** What stands in the place of the spans on certain dates; no spans: closed. */
  exceptions: exceptionsSchema.default([]),
});
export const storedDaypartSchema = z.strictObject({
  id: daypartIdSchema,
  ...owner,
  ...daypartDraftSchema.shape,
  exceptions: exceptionsSchema,
  /** Counts edits. */
  revision: z.int().min(1),
});
export type StoredDaypart = z.infer<typeof storedDaypartSchema>;

/** A target is a whole site, an area with everything in it, or one screen. */
export const targetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('site'), siteId: siteIdSchema }),
  z.strictObject({ kind: z.literal('area'), areaId: areaIdSchema }),
  z.strictObject({ kind: z.literal('screen'), screenId: screenIdSchema }),
]);
export type Target = z.infer<typeof targetSchema>;

const recurringSchema = whenSchema.options[2];

export const entryDraftSchema = z.strictObject({
  name: textSchema(1, 200),
  tier: tierSchema,
  mode: modeSchema.default('replace'),
  /** Of a `replace`: it takes turns of this length with those it ties with, if all of them are so marked. */
  turnMs: turnMsSchema.nullable().default(null),
  /** Of an `interrupt`, and required there: its share of the time. */
  shareBp: shareBpSchema.nullable().default(null),
  /** Of an `interrupt`: overlays are away while it speaks. */
  isAlone: z.boolean().default(false),
  /** How its items come in over those before them; absent: at once. */
  transition: transitionSchema.exactOptional(),
  targets: z.array(targetSchema).min(1).max(200),
  playlistId: playlistIdSchema,
  /** null: the playlist fills the screen; an overlay has one, an interrupt has none */
  layoutId: layoutIdSchema.nullable().default(null),
  /** What the layout's ticker region runs; only with a layout that has one. */
  tickerPlaylistId: playlistIdSchema.nullable().default(null),
  when: whenSchema,
  daypartIds: z.array(daypartIdSchema).max(50).default([]),
  /** On only on the dates of one of these; none: no restriction. */
  calendarIds: z.array(calendarIdSchema).max(50).default([]),
  /** Off on the dates of these. */
  exceptCalendarIds: z.array(calendarIdSchema).max(50).default([]),
});
export type EntryDraft = z.output<typeof entryDraftSchema>;
export const storedEntrySchema = z.strictObject({
  id: entryIdSchema,
  ...entryDraftSchema.shape,
  mode: modeSchema,
  turnMs: turnMsSchema.nullable(),
  shareBp: shareBpSchema.nullable(),
  isAlone: z.boolean(),
  layoutId: layoutIdSchema.nullable(),
  tickerPlaylistId: playlistIdSchema.nullable(),
  daypartIds: z.array(daypartIdSchema),
  calendarIds: z.array(calendarIdSchema),
  exceptCalendarIds: z.array(calendarIdSchema),
  /** Counts edits; the ETag of the entry. */
  revision: z.int().min(1),
  changedAtMs: instantSchema,
  /** Changed since the last publication that holds it. */
  isPublished: z.boolean(),
});
export type StoredEntry = z.infer<typeof storedEntrySchema>;

/** How far each screen of a publication is, and when it came there; times are the player's in server time. */
export const publicationScreenSchema = z.strictObject({
  screenId: screenIdSchema,
  releaseNumber: z.int(),
  state: releaseStateSchema,
  /** When the server learned of the present state. */
  changedAtMs: instantSchema,
  queuedAtMs: instantSchema,
  deliveredAtMs: instantSchema.nullable(),
  preparedAtMs: instantSchema.nullable(),
  activeAtMs: instantSchema.nullable(),
  reason: refusalReasonSchema.nullable(),
  detail: z.string().nullable(),
});

/** What a publication puts on the screens. */
export const publicationSourceSchema = z.discriminatedUnion('kind', [
  /** What is planned now. */
  z.strictObject({ kind: z.literal('drafts') }),
  /** What each screen had once this earlier publication was made. */
  z.strictObject({ kind: z.literal('roll-back'), publicationId: publicationIdSchema }),
  /** What the screens had before this publication, where it is not active yet. */
  z.strictObject({ kind: z.literal('withdrawal'), publicationId: publicationIdSchema }),
]);
export type PublicationSource = z.infer<typeof publicationSourceSchema>;
/** What a publication was made of. */
export const publicationOriginSchema = z.discriminatedUnion('kind', [
  ...publicationSourceSchema.options,
  /** Nobody made it: a server that was restored from a backup gave screens again what they had, past what their players hold. */
  z.strictObject({ kind: z.literal('restored') }),
]);
export type PublicationOrigin = z.infer<typeof publicationOriginSchema>;
/** Of its screens, how many are in which state. */
export const publicationCountsSchema = z.record(releaseStateSchema, z.int().min(0));
export type PublicationCounts = z.infer<typeof publicationCountsSchema>;

/** A publication without its screens, as lists and live events have it. */
export const publicationSummarySchema = z.strictObject({
  id: publicationIdSchema,
  note: z.string(),
  publishedBy: userIdSchema,
  publishedAtMs: instantSchema,
  source: publicationOriginSchema,
  /** The common instant at which players activate it; null: as soon as they are ready. */
  activateAtMs: instantSchema.nullable(),
  /** The publication that took this one back from the screens where it was not active yet. */
  withdrawnById: publicationIdSchema.nullable(),
  /** Screens whose release this publication changed. */
  screenCount: z.int().min(0),
  counts: publicationCountsSchema,
  /** Screens that were looked at and stay as they are. */
  unchangedCount: z.int(),
  /** Screens that keep what they have, because interrupts are promised more than the whole there; the others went on. */
  refused: z.array(z.strictObject({ screenId: screenIdSchema, faults: z.array(planFaultSchema).readonly() })).readonly(),
});
export type PublicationSummary = z.infer<typeof publicationSummarySchema>;

/** Of its screens the first ones, by id; the others come in pages. */
export const mostPublicationScreens = 300;
export const publicationSchema = publicationSummarySchema.extend({ screens: z.array(publicationScreenSchema).max(mostPublicationScreens) });
export type Publication = z.infer<typeof publicationSchema>;

/** One thing that a plan would gain, lose or have otherwise. */
export const planChangeSchema = z.strictObject({
  kind: z.enum(['entry', 'item', 'playlist', 'layout', 'daypart', 'calendar', 'zone', 'screen']),
  change: z.enum(['added', 'removed', 'changed']),
  id: z.string(),
  name: z.string(),
  /** Of what is otherwise: its fields that differ. */
  fields: z.array(z.string()).readonly(),
  /** Of an item: the languages whose variants differ. */
  languages: z.array(z.string()).readonly(),
});
export type PlanChange = z.infer<typeof planChangeSchema>;

/** What would change on screens that have one plan and would get another. */
export const planDifferenceSchema = z.strictObject({
  /** Entries first, then what they play; the first 200. */
  changes: z.array(planChangeSchema).readonly(),
  changeCount: z.int(),
  /** The first instant at which the picture would be another; null: none was found before `lookedUntilMs`. */
  fromMs: instantSchema.nullable(),
  lookedUntilMs: instantSchema,
});
export type PlanDifference = z.infer<typeof planDifferenceSchema>;

/** What a publication would do, without doing it. */
export const publicationPreviewSchema = z.strictObject({
  changed: z.array(
    z.strictObject({
      screenId: screenIdSchema,
      newObjects: z.int(),
      newBytes: z.int(),
      /** Which of `differences` it is; null: the screen has nothing yet, or only its place changes. */
      difference: z.int().min(0).nullable(),
    }),
  ),
  differences: z.array(planDifferenceSchema).readonly(),
  unchangedCount: z.int(),
  /** Publications that are not active yet on screens which would change: they would be overtaken. */
  overtakes: z.array(z.strictObject({ publicationId: publicationIdSchema, activateAtMs: instantSchema.nullable(), screenCount: z.int() })),
  /** Screens that would keep what they have. */
  refused: z.array(
    z.strictObject({
      screenId: screenIdSchema,
      faults: z.array(planFaultSchema),
      /** Nothing at all is published while this is here; otherwise only this screen is passed over. */
      isStopping: z.boolean(),
    }),
  ),
  /** Of the plans that would change, those about which there is something to say; ties must be accepted to be published. */
  findings: z.array(planFindingsSchema).readonly(),
  /** Of all that whoever looked would publish, screen by screen: who publishes with it puts on the screens what was previewed, or learns that it is another by now. */
  token: hashSchema,
});
export type PublicationPreview = z.infer<typeof publicationPreviewSchema>;

/** What an entry would do to the screens that it addresses, before it is saved. */
export const entryCheckSchema = z.strictObject({
  /** The id that stands for the entry in what follows: its own, or one made for a draft that has none yet. */
  entryId: entryIdSchema,
  /** Plans in which the entry is party to a conflict or named by a warning. */
  findings: z.array(planFindingsSchema).readonly(),
  /** Plans that would be refused. */
  refused: z
    .array(z.strictObject({ screenIds: z.array(screenIdSchema).readonly(), faults: z.array(planFaultSchema).readonly() }))
    .readonly(),
});
export type EntryCheck = z.infer<typeof entryCheckSchema>;

const daypartParams = z.strictObject({ daypartId: daypartIdSchema });
const entryParams = z.strictObject({ entryId: entryIdSchema });
const publicationParams = z.strictObject({ publicationId: publicationIdSchema });
const publishBodySchema = z.strictObject({
  note: textSchema(0, 500).default(''),
  /** Publish although entries tie: the answer then rests on a tie-break. The audit row says who accepted what. */
  acceptConflicts: z.boolean().default(false),
  /** The common instant at which players activate it, at most 366 days on; null: as soon as each is ready. */
  activateAtMs: instantSchema.nullable().default(null),
  /** Of the preview that was looked at: where something else would go out by now, nothing does (`edited-meanwhile`). Left out: whatever stands at that moment. */
  token: hashSchema.exactOptional(),
  /** By which it is watched, and called off while it is in the making. */
  workId: workIdSchema.exactOptional(),
});

export const scheduleRoutes = {
  listDayparts: route({
    method: 'GET',
    path: '/api/dayparts',
    summary: 'All dayparts',
    tag: 'schedule',
    access: 'schedule.read',
    scope: 'handler',
    query: z.strictObject(wholeOrPageQuery),
    answer: z.strictObject({ dayparts: z.array(storedDaypartSchema), ...nextPage }),
  }),
  createDaypart: route({
    method: 'POST',
    path: '/api/dayparts',
    summary: 'Add a daypart',
    tag: 'schedule',
    access: 'schedule.edit',
    scope: 'handler',
    body: daypartDraftSchema.extend(ownerOfNew),
    answer: storedDaypartSchema,
  }),
  putDaypart: route({
    method: 'PUT',
    path: '/api/dayparts/:daypartId',
    summary: 'Change a daypart; `revision` is the one that was read',
    tag: 'schedule',
    access: 'schedule.edit',
    scope: 'handler',
    params: daypartParams,
    body: daypartDraftSchema.extend({ revision: z.int().min(1) }),
    ifMatch: 'revision',
    answer: storedDaypartSchema,
  }),
  deleteDaypart: route({
    method: 'DELETE',
    path: '/api/dayparts/:daypartId',
    summary: 'Remove a daypart that no entry uses',
    tag: 'schedule',
    access: 'schedule.edit',
    scope: 'handler',
    params: daypartParams,
    query: z.strictObject(removedRevision),
    ifMatch: 'revision',
    answer: z.strictObject({}),
  }),
  listEntries: route({
    method: 'GET',
    path: '/api/entries',
    summary: 'All entries',
    tag: 'schedule',
    access: 'schedule.read',
    scope: 'handler',
    query: z.strictObject(wholeOrPageQuery),
    answer: z.strictObject({ entries: z.array(storedEntrySchema), ...nextPage }),
  }),
  createEntry: route({
    method: 'POST',
    path: '/api/entries',
    summary: 'Add an entry',
    tag: 'schedule',
    access: 'schedule.edit',
    scope: 'handler',
    body: entryDraftSchema,
    answer: storedEntrySchema,
  }),
  checkEntry: route({
    method: 'POST',
    path: '/api/entries/check',
    summary: 'What an entry would do to its screens over the next 366 days, without saving it',
    tag: 'schedule',
    access: 'schedule.edit',
    scope: 'handler',
    body: z.strictObject({
      /** The entry that the draft changes; null: a new one. */
      entryId: entryIdSchema.nullable().default(null),
      draft: entryDraftSchema,
      /** What another entry keeps of its recurrence where the draft takes the rest of it. */
      kept: z.strictObject({ entryId: entryIdSchema, when: recurringSchema }).exactOptional(),
    }),
    answer: entryCheckSchema,
  }),
  nextStarts: route({
    method: 'POST',
    path: '/api/entries/next-starts',
    summary:
      'The next starts of a recurrence by the wall clock, without dayparts and calendars; a rule that the engine refuses is told by its field',
    tag: 'schedule',
    access: 'schedule.edit',
    scope: 'none',
    body: z.strictObject({ when: recurringSchema, from: localDateTimeSchema }),
    /** At most five, none before `from`. */
    answer: z.strictObject({ starts: z.array(localDateTimeSchema).readonly() }),
  }),
  putEntry: route({
    method: 'PUT',
    path: '/api/entries/:entryId',
    summary: 'Change an entry; `revision` is the one that was read',
    tag: 'schedule',
    access: 'schedule.edit',
    scope: 'handler',
    params: entryParams,
    body: entryDraftSchema.extend({ revision: z.int().min(1) }),
    ifMatch: 'revision',
    answer: storedEntrySchema,
  }),
  splitEntry: route({
    method: 'POST',
    path: '/api/entries/:entryId/split',
    summary: 'Take one occurrence, or all from one on, out of an entry and plan them as an entry of their own: both or neither',
    tag: 'schedule',
    access: 'schedule.edit',
    scope: 'handler',
    params: entryParams,
    body: entryDraftSchema.extend({
      /** Of the entry that is split, as it was read. */
      revision: z.int().min(1),
      /** When it is on from now on. */
      kept: recurringSchema,
    }),
    ifMatch: 'revision',
    answer: z.strictObject({ kept: storedEntrySchema, made: storedEntrySchema }),
  }),
  deleteEntry: route({
    method: 'DELETE',
    path: '/api/entries/:entryId',
    summary: 'Remove an entry',
    tag: 'schedule',
    access: 'schedule.edit',
    scope: 'handler',
    params: entryParams,
    query: z.strictObject(removedRevision),
    ifMatch: 'revision',
    answer: z.strictObject({}),
  }),
  editEntries: route({
    method: 'POST',
    path: '/api/entries/edit-together',
    summary: 'Add, change and remove a few entries: all of it or none',
    tag: 'schedule',
    access: 'schedule.edit',
    scope: 'handler',
    body: z.strictObject({
      edits: z
        .array(
          z.discriminatedUnion('kind', [
            z.strictObject({ kind: z.literal('create'), draft: entryDraftSchema }),
            z.strictObject({ kind: z.literal('change'), entryId: entryIdSchema, revision: z.int().min(1), draft: entryDraftSchema }),
            z.strictObject({ kind: z.literal('remove'), entryId: entryIdSchema, revision: z.int().min(1) }),
          ]),
        )
        .min(1)
        .max(20),
    }),
    /** One for each edit, as it stands afterwards; null: it was removed. */
    answer: z.strictObject({ entries: z.array(storedEntrySchema.nullable()) }),
  }),
  previewPublication: route({
    method: 'POST',
    path: '/api/publications/preview',
    summary: 'Which screens a publication would change, and what refuses; its token, sent when publishing, holds the publication to it',
    tag: 'schedule',
    access: 'schedule.read',
    scope: 'handler',
    body: z.strictObject({ source: publicationSourceSchema.default({ kind: 'drafts' }) }),
    answer: publicationPreviewSchema,
  }),
  publish: route({
    method: 'POST',
    path: '/api/publications',
    summary: 'Compile, sign and push releases to every screen that changes',
    tag: 'schedule',
    access: 'schedule.publish',
    scope: 'handler',
    body: publishBodySchema,
    answer: publicationSchema,
  }),
  rollBack: route({
    method: 'POST',
    path: '/api/publications/:publicationId/roll-back',
    summary:
      'Publish anew, under new numbers, what each screen had once this earlier publication was made; screens whose release of then is not kept any more are named and keep what they have',
    tag: 'schedule',
    access: 'schedule.publish',
    scope: 'handler',
    params: publicationParams,
    body: publishBodySchema,
    answer: publicationSchema,
  }),
  withdraw: route({
    method: 'POST',
    path: '/api/publications/:publicationId/withdraw',
    summary: 'Take a publication back from the screens where it is not active yet: they are given again what they had before',
    tag: 'schedule',
    access: 'schedule.publish',
    scope: 'handler',
    params: publicationParams,
    body: z.strictObject({ note: textSchema(0, 500).default('') }),
    answer: publicationSchema,
  }),
  listPublications: route({
    method: 'GET',
    path: '/api/publications',
    summary: 'Publications, newest first, in pages; `search` looks at their notes',
    tag: 'schedule',
    access: 'schedule.read',
    scope: 'handler',
    query: z.strictObject({ ...searchQuery, ...pageQuery({ usual: 50, most: 200 }) }),
    answer: z.strictObject({ publications: z.array(publicationSummarySchema), ...nextPage }),
  }),
  getPublication: route({
    method: 'GET',
    path: '/api/publications/:publicationId',
    summary: `One publication with the states of its first ${mostPublicationScreens} screens`,
    tag: 'schedule',
    access: 'schedule.read',
    scope: 'handler',
    params: publicationParams,
    answer: publicationSchema,
  }),
  listPublicationScreens: route({
    method: 'GET',
    path: '/api/publications/:publicationId/screens',
    summary: 'How far each screen of a publication is, by id, in pages',
    tag: 'schedule',
    access: 'schedule.read',
    scope: 'handler',
    params: publicationParams,
    query: z.strictObject({ state: releaseStateSchema.exactOptional(), ...pageQuery({ usual: 300, most: 1_000 }) }),
    answer: z.strictObject({ screens: z.array(publicationScreenSchema), ...nextPage }),
  }),
} as const;
