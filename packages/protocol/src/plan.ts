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
import { mostRegions } from './layout-faults.ts';
import { basisPointsSchema, instantSchema, languageSchema } from './primitives.ts';

// The zod form of the plan that schedules/ defines. `satisfies` holds the two against each other. Fields that came with semantics 2 are
// `exactOptional`: where they are absent they stay absent, so that the bytes of what was released before are the bytes of today.

const idText = z.string().min(1).max(64);
const name = z.string().min(1).max(200).describe('For people');
const own = (what: string) => idText.describe(`Unique among the ${what} of the plan`);
const refTo = (what: string) => idText.describe(`Id of one of the ${what} of the plan`);

export const localDateTimeSchema = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, 'must be YYYY-MM-DDTHH:MM')
  .describe('YYYY-MM-DDTHH:MM or YYYY-MM-DDTHH:MM:SS on the clocks of the screen; a date that exists');
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

export const validitySchema = z
  .strictObject({
    fromMs: instantSchema.nullable().describe('UTC milliseconds; null: no beginning'),
    untilMs: instantSchema.nullable().describe('UTC milliseconds, not in it; null: no end'),
  })
  .describe('Half-open: with its beginning, without its end') satisfies z.ZodType<Validity>;

export const zoneSchema = z
  .strictObject({
    name: z.string().min(1).max(64).describe('IANA name, for people; times are computed from the offsets below alone'),
    tzdata: z
      .string()
      .min(1)
      .max(32)
      .describe('The release of the time zone database that the transitions were read from, such as 2026a; for people')
      .exactOptional(),
    initialOffsetMs: z.int().describe('Local time minus UTC before the first transition, less than a day'),
    transitions: z
      .array(
        z.strictObject({
          atMs: z.int().describe('UTC milliseconds'),
          offsetMs: z.int().describe('Local time minus UTC from then on, less than a day'),
        }),
      )
      .max(4_000)
      .describe('Changes of the offset, ascending by atMs'),
  })
  .describe('Offsets of a time zone; `gatecast zone NAME` prints them') satisfies z.ZodType<Zone>;

export const viewingSchema = z
  .strictObject({
    distanceMm: z.int().min(200).max(200_000).describe('From the eye to the glass, 0.2 to 200 m'),
    glassWidthMm: z.int().min(50).max(100_000).describe('Of the picture, edge to edge, in the direction of widthPx; 5 cm to 100 m'),
  })
  .describe('From where the screen is read, and how wide its picture is: how small its text may be');

/** The canvas of a video wall, and where on it the upper left corner of a screen lies. */
export const wallSchema = z.strictObject({
  widthPx: z.int().min(16).max(65_536).describe('Of the whole canvas'),
  heightPx: z.int().min(16).max(65_536).describe('Of the whole canvas'),
  xPx: z.int().min(0).max(65_536).describe('From the left edge of the canvas to that of the screen'),
  yPx: z.int().min(0).max(65_536).describe('From the upper edge of the canvas to that of the screen'),
});
export const rotationDegSchema = z.literal([90, 180, 270]);
export const transitionSchema = z.enum(['fade', 'slide']);

export const planScreenSchema = z.strictObject({
  widthPx: z.int().min(16).max(16_384),
  heightPx: z.int().min(16).max(16_384),
  wall: wallSchema.describe('The canvas that layouts divide, and where on it this screen lies; absent: the screen alone').exactOptional(),
  rotationDeg: rotationDegSchema.describe('How far the picture is turned clockwise, as the panel is mounted turned').exactOptional(),
  languages: z.array(languageSchema).min(1).max(24).describe("The site's languages in order, the lead language first"),
  zone: zoneSchema,
  dayStart: localTimeSchema.describe("When the site's day begins, HH:MM; loops begin anew then. 24:00 is midnight, as 00:00 is"),
  viewing: viewingSchema.exactOptional(),
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
  .strictObject({ id: own('calendars'), name, dates: calendarDatesSchema.describe('YYYY-MM-DD, ascending, each once') })
  .meta({ title: 'Calendar', description: 'A named set of dates' }) satisfies z.ZodType<Calendar>;

const spanFrom = localTimeSchema.describe('HH:MM, 00:00 to 23:59');
const spanTo = localTimeSchema.describe('HH:MM, 00:00 to 24:00; at or before `from`: over midnight');

export const daypartExceptionSchema = z.strictObject({
  on: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('date'), date: localDateSchema }),
      z.strictObject({ kind: z.literal('calendar'), calendarId: refTo('calendars') }),
    ])
    .describe('A date goes before a calendar, then the first that fits counts'),
  spans: z
    .array(z.strictObject({ from: spanFrom, to: spanTo }))
    .max(28)
    .describe('In the place of the spans of the week; none: closed'),
}) satisfies z.ZodType<DaypartException>;
const daypartExceptionsSchema = z.array(daypartExceptionSchema).max(400).describe('What holds on certain dates instead of the week');

export const daypartSpansSchema = z
  .array(
    z.strictObject({
      days: z.array(weekdaySchema).min(1).max(7).describe('The days on which it starts'),
      from: spanFrom,
      to: spanTo,
    }),
  )
  .min(1)
  .max(28)
  .describe('Of the week; each belongs to the day on which it starts');

export const daypartSchema = z
  .strictObject({ id: own('dayparts'), name, spans: daypartSpansSchema, exceptions: daypartExceptionsSchema.exactOptional() })
  .meta({ title: 'Daypart', description: 'A named wall-clock span, with exceptions by date' }) satisfies z.ZodType<Daypart>;

export const whenSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('always') }),
  z.strictObject({
    kind: z.literal('once'),
    start: localDateTimeSchema,
    end: localDateTimeSchema.nullable().describe('Not in it, after the start; null: it never ends'),
  }),
  z.strictObject({
    kind: z.literal('recurring'),
    start: localDateTimeSchema.describe('Of the first occurrence (DTSTART), which always takes place'),
    end: localDateTimeSchema.describe('Of the first occurrence (DTEND); all last as long on the clocks, at most 366 days'),
    rules: z
      .array(z.string().min(1).max(500))
      .max(8)
      .describe('RRULE values of RFC 5545 without the label, such as FREQ=WEEKLY;BYDAY=MO,WE'),
    excludedStarts: z.array(localDateTimeSchema).max(400).describe('Starts that do not take place (EXDATE)'),
    addedStarts: z.array(localDateTimeSchema).max(400).describe('Starts beside those of the rules (RDATE)'),
  }),
]) satisfies z.ZodType<When>;

export const entrySchema = z
  .strictObject({
    id: own('entries'),
    name,
    tier: tierSchema.describe('The higher tier wins: fallback, regular, campaign, priority'),
    specificity: z
      .int()
      .min(0)
      .max(1_000)
      .describe(
        'How closely the entry is meant for this screen; within a tier the higher wins. 0: its site, n: an area at depth n, 1000: the screen',
      ),
    mode: modeSchema.describe(
      'replace competes for the screen, interrupt takes its main region for an item at a time, overlay lies over it',
    ),
    turnMs: turnMsSchema
      .describe('Of a replace: it takes turns of this length with those it ties with, if all of them have one. 1 s to a day')
      .exactOptional(),
    shareBp: shareBpSchema
      .describe('Of an interrupt, and required there: its share of the time in basis points; 1000 is a tenth')
      .exactOptional(),
    isAlone: z.boolean().describe('Of an interrupt: overlays are away while it speaks').exactOptional(),
    playlistId: refTo('playlists').describe('Id of the playlist of the main region'),
    layoutId: idText.nullable().describe('Id of a layout; null: the full screen. An interrupt has none, an overlay has one'),
    transition: transitionSchema.describe('How its items come in over those before them; absent: at once').exactOptional(),
    when: whenSchema.describe('When the entry is on, before dayparts and calendars narrow it'),
    daypartIds: z.array(idText).max(50).describe('It is on only inside one of these; empty: no restriction'),
    calendarIds: z
      .array(idText)
      .max(50)
      .describe('It is on only on the dates of one of these; empty or absent: no restriction')
      .exactOptional(),
    exceptCalendarIds: z.array(idText).max(50).describe('It is off on the dates of these').exactOptional(),
  })
  .meta({ title: 'Entry', description: 'One line of a schedule' }) satisfies z.ZodType<Entry>;

export const regionSchema = z.strictObject({
  id: idText.describe('Unique in its layout'),
  frame: z
    .strictObject({
      xBp: basisPointsSchema,
      yBp: basisPointsSchema,
      widthBp: basisPointsSchema.min(1),
      heightBp: basisPointsSchema.min(1),
    })
    .describe("Place and size in basis points of the screen's width and height"),
  languages: z
    .discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('sequence').describe("Variants one after another, in the site's order"),
        maxAbsenceMs: z
          .int()
          .min(1_000)
          .max(86_400_000)
          .describe('A plan in which a language that the loop speaks could be away longer is refused')
          .exactOptional(),
      }),
      z.strictObject({ kind: z.literal('together').describe('Side by side, the lead language first') }),
      z.strictObject({ kind: z.literal('fixed'), language: languageSchema }),
    ])
    .describe('How the languages of an item share the region'),
  content: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('main').describe('The playlist of the entry; exactly one region of a layout has this') }),
      z.strictObject({ kind: z.literal('playlist'), playlistId: refTo('playlists') }),
      z.strictObject({ kind: z.literal('ticker').describe('All items as one running line of text'), playlistId: refTo('playlists') }),
      z.strictObject({ kind: z.literal('clock') }),
    ])
    .describe('What the region shows'),
}) satisfies z.ZodType<Region>;

export const layoutSchema = z
  .strictObject({
    id: own('layouts'),
    name,
    regions: z.array(regionSchema).min(1).max(mostRegions).describe('One of them shows the playlist of the entry'),
  })
  .meta({ title: 'Layout', description: 'A division of the screen into regions, one of them the main one' }) satisfies z.ZodType<Layout>;

const weight = z.int().min(1).max(100).describe('How often in a round, against the other slots; only their ratio counts');
export const playlistSlotSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('item'), itemId: refTo('items'), weight }),
  z.strictObject({
    kind: z.literal('playlist'),
    playlistId: refTo('playlists').describe('A playlist within this one, to a depth of 3; its turn is its whole round'),
    weight,
  }),
]);

export const playlistSchema = z
  .strictObject({
    id: own('playlists'),
    name,
    slots: z.array(playlistSlotSchema).max(1_000).describe('In order; weighted ones are spread evenly over the round'),
  })
  .meta({ title: 'Playlist', description: 'An ordered list of items or playlists with weights' }) satisfies z.ZodType<Playlist>;

export const itemKindSchema = z.enum(['notice', 'article', 'image', 'video', 'pages', 'bundle', 'live-url', 'feed', 'clock']);
export const missingRuleSchema = z.enum(['substitute', 'skip']);
/** An hour of one variant is longer than any loop an operator means; a day is the engine's own limit. */
export const durationMsSchema = z.int().min(1_000).max(3_600_000);

export const planItemSchema = z
  .strictObject({
    id: own('items'),
    kind: itemKindSchema.describe('What it is; the engine treats all alike, but that nothing can rest on a live-url or a feed'),
    validity: validitySchema,
    missing: missingRuleSchema.describe(
      "In a language without a variant: substitute shows the lead language's, marked; skip passes the item over",
    ),
    variants: z
      .array(
        z.strictObject({
          language: languageSchema.describe('BCP 47, or zxx: no words, serves every language'),
          durationMs: durationMsSchema.describe('How long it is shown, 1 s to an hour'),
          validity: validitySchema,
        }),
      )
      .min(1)
      .max(32)
      .describe('One a language'),
  })
  .meta({ title: 'Item', description: 'What the engine must know of one thing to say' }) satisfies z.ZodType<PlanItem>;

/** The meanings of a plan that this version knows; a document of a later one is refused whole. */
export const semanticsSchema = z.literal([1, 2, 3, 4]);

/** Of a plan, beside the screen's own. */
const mostZones = 600;

export const planSchema = z
  .strictObject({
    version: z.literal(1),
    semantics: semanticsSchema.describe(
      '2 where the plan has calendars, exceptions, turns, interrupts, overlays or stated absences; 3 where an item is document pages; ' +
        '4 where it carries zones',
    ),
    screen: planScreenSchema.describe('The screen that the plan is for'),
    zones: z
      .array(zoneSchema)
      .min(1)
      .max(mostZones)
      .describe('Of other places whose time some item tells, each by the name that the item says; what plays when follows none of them')
      .exactOptional(),
    calendars: z.array(calendarSchema).max(1_000).exactOptional(),
    dayparts: z.array(daypartSchema).max(1_000),
    layouts: z.array(layoutSchema).max(1_000),
    playlists: z.array(playlistSchema).max(2_000),
    items: z.array(planItemSchema).max(20_000),
    entries: z
      .array(entrySchema)
      .max(10_000)
      .describe('One at least is a fallback that is always on, with an item that never expires in the lead language or zxx'),
  })
  .meta({
    title: 'Gatecast plan',
    description:
      'Everything the engine needs for one screen. Instants are UTC milliseconds, wall-clock times are local to the zone of the screen, ' +
      'shares are basis points, languages are BCP 47 tags.',
  }) satisfies z.ZodType<Plan>;
