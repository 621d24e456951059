import type {
  Calendar,
  Daypart,
  DaypartException,
  Entry,
  Layout,
  Plan,
  PlanItem,
  PlanScreen,
  Playlist,
  Region,
  Validity,
  When,
  Zone,
} from '@gatecast/schedules';
import { z } from 'zod';
import { basisPointsSchema, instantSchema, languageSchema } from './primitives.ts';

// The zod form of the plan that schedules/ defines. `satisfies` holds the two against each other. Fields that came with semantics 2 are
// `exactOptional`: where they are absent they stay absent, so that the bytes of what was released before are the bytes of today.

const idText = z.string().min(1).max(64);
const name = z.string().min(1).max(200);

export const localDateTimeSchema = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, 'must be YYYY-MM-DDTHH:MM');
/** A day of the civil calendar that exists. */
export const localDateSchema = z.iso.date('must be a date that exists, YYYY-MM-DD');
export const localTimeSchema = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be HH:MM, 00:00 to 24:00');
export const weekdaySchema = z.enum(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']);
export const tierSchema = z.enum(['fallback', 'regular', 'campaign', 'priority']);
export const modeSchema = z.enum(['replace', 'interrupt', 'overlay']);
/** 1 s to a day. */
export const turnMsSchema = z.int().min(1_000).max(86_400_000);
/** Basis points of the time; nothing is no interrupt. */
export const shareBpSchema = basisPointsSchema.min(1);

export const validitySchema = z.strictObject({
  fromMs: instantSchema.nullable(),
  untilMs: instantSchema.nullable(),
}) satisfies z.ZodType<Validity>;

export const zoneSchema = z.strictObject({
  name: z.string().min(1).max(64),
  tzdata: z.string().min(1).max(32).exactOptional(),
  initialOffsetMs: z.int(),
  transitions: z.array(z.strictObject({ atMs: z.int(), offsetMs: z.int() })).max(4_000),
}) satisfies z.ZodType<Zone>;

export const planScreenSchema = z.strictObject({
  widthPx: z.int().min(16).max(16_384),
  heightPx: z.int().min(16).max(16_384),
  languages: z.array(languageSchema).min(1).max(24),
  zone: zoneSchema,
  dayStart: localTimeSchema,
}) satisfies z.ZodType<PlanScreen>;

/** The dates of a calendar, ascending, each once. */
export const calendarDatesSchema = z
  .array(localDateSchema)
  .max(4_000)
  .superRefine((dates, context) => {
    const at = dates.findIndex((date, index) => date <= (dates[index - 1] ?? ''));
    if (at >= 0) context.addIssue({ code: 'custom', path: [at], message: 'dates ascend, each once' });
  });

export const calendarSchema = z
  .strictObject({ id: idText, name, dates: calendarDatesSchema })
  .meta({ title: 'Calendar', description: 'A named set of dates' }) satisfies z.ZodType<Calendar>;

export const daypartExceptionSchema = z.strictObject({
  on: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('date'), date: localDateSchema }),
    z.strictObject({ kind: z.literal('calendar'), calendarId: idText }),
  ]),
  /** None: closed. */
  spans: z.array(z.strictObject({ from: localTimeSchema, to: localTimeSchema })).max(28),
}) satisfies z.ZodType<DaypartException>;
const daypartExceptionsSchema = z.array(daypartExceptionSchema).max(400);

export const daypartSpansSchema = z
  .array(
    z.strictObject({
      days: z.array(weekdaySchema).min(1).max(7),
      from: localTimeSchema,
      to: localTimeSchema,
    }),
  )
  .min(1)
  .max(28);

export const daypartSchema = z
  .strictObject({ id: idText, name, spans: daypartSpansSchema, exceptions: daypartExceptionsSchema.exactOptional() })
  .meta({ title: 'Daypart', description: 'A named wall-clock span, with exceptions by date' }) satisfies z.ZodType<Daypart>;

export const whenSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('always') }),
  z.strictObject({ kind: z.literal('once'), start: localDateTimeSchema, end: localDateTimeSchema.nullable() }),
  z.strictObject({
    kind: z.literal('recurring'),
    start: localDateTimeSchema,
    end: localDateTimeSchema,
    rules: z.array(z.string().min(1).max(500)).max(8),
    excludedStarts: z.array(localDateTimeSchema).max(400),
    addedStarts: z.array(localDateTimeSchema).max(400),
  }),
]) satisfies z.ZodType<When>;

export const entrySchema = z
  .strictObject({
    id: idText,
    name,
    tier: tierSchema,
    specificity: z.int().min(0).max(1_000),
    mode: modeSchema,
    turnMs: turnMsSchema.exactOptional(),
    shareBp: shareBpSchema.exactOptional(),
    isAlone: z.boolean().exactOptional(),
    playlistId: idText,
    layoutId: idText.nullable(),
    when: whenSchema,
    daypartIds: z.array(idText).max(50),
    calendarIds: z.array(idText).max(50).exactOptional(),
    exceptCalendarIds: z.array(idText).max(50).exactOptional(),
  })
  .meta({ title: 'Entry', description: 'One line of a schedule' }) satisfies z.ZodType<Entry>;

export const regionSchema = z.strictObject({
  id: idText,
  frame: z.strictObject({
    xBp: basisPointsSchema,
    yBp: basisPointsSchema,
    widthBp: basisPointsSchema.min(1),
    heightBp: basisPointsSchema.min(1),
  }),
  languages: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('sequence'), maxAbsenceMs: z.int().min(1_000).max(86_400_000).exactOptional() }),
    z.strictObject({ kind: z.literal('together') }),
    z.strictObject({ kind: z.literal('fixed'), language: languageSchema }),
  ]),
  content: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('main') }),
    z.strictObject({ kind: z.literal('playlist'), playlistId: idText }),
    z.strictObject({ kind: z.literal('ticker'), playlistId: idText }),
    z.strictObject({ kind: z.literal('clock') }),
  ]),
}) satisfies z.ZodType<Region>;

export const layoutSchema = z
  .strictObject({ id: idText, name, regions: z.array(regionSchema).min(1).max(16) })
  .meta({ title: 'Layout', description: 'A division of the screen into regions, one of them the main one' }) satisfies z.ZodType<Layout>;

export const playlistSlotSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('item'), itemId: idText, weight: z.int().min(1).max(100) }),
  z.strictObject({ kind: z.literal('playlist'), playlistId: idText, weight: z.int().min(1).max(100) }),
]);

export const playlistSchema = z
  .strictObject({ id: idText, name, slots: z.array(playlistSlotSchema).max(1_000) })
  .meta({ title: 'Playlist', description: 'An ordered list of items or playlists with weights' }) satisfies z.ZodType<Playlist>;

export const itemKindSchema = z.enum(['notice', 'article', 'image', 'video', 'bundle', 'feed', 'clock']);
export const missingRuleSchema = z.enum(['substitute', 'skip']);
/** An hour of one variant is longer than any loop an operator means; a day is the engine's own limit. */
export const durationMsSchema = z.int().min(1_000).max(3_600_000);

export const planItemSchema = z
  .strictObject({
    id: idText,
    kind: itemKindSchema,
    validity: validitySchema,
    missing: missingRuleSchema,
    variants: z
      .array(z.strictObject({ language: languageSchema, durationMs: durationMsSchema, validity: validitySchema }))
      .min(1)
      .max(32),
  })
  .meta({ title: 'Item', description: 'What the engine must know of one thing to say' }) satisfies z.ZodType<PlanItem>;

/** The meanings of a plan that this version knows; a document of a later one is refused whole. */
export const semanticsSchema = z.literal([1, 2]);

export const planSchema = z
  .strictObject({
    version: z.literal(1),
    semantics: semanticsSchema,
    screen: planScreenSchema,
    calendars: z.array(calendarSchema).max(1_000).exactOptional(),
    dayparts: z.array(daypartSchema).max(1_000),
    layouts: z.array(layoutSchema).max(1_000),
    playlists: z.array(playlistSchema).max(2_000),
    items: z.array(planItemSchema).max(20_000),
    entries: z.array(entrySchema).max(10_000),
  })
  .meta({
    title: 'Gatecast plan',
    description:
      'Everything the engine needs for one screen. Instants are UTC milliseconds, wall-clock times are local to the zone of the screen, ' +
      'shares are basis points, languages are BCP 47 tags.',
  }) satisfies z.ZodType<Plan>;
