// The plan: everything the engine needs for one screen, as plain JSON. Its zod schema is in
// packages/protocol (a test there holds the two against each other). Instants are UTC milliseconds, wall-clock
// times are local to the screen's zone, shares are basis points, languages are BCP 47 tags. Optional fields came with
// semantics 2, the item kind `pages` with 3, `zones` with 4; a plan without what came later means what it meant, and its bytes stay the same.

/** `YYYY-MM-DDTHH:MM` or `YYYY-MM-DDTHH:MM:SS`, in the zone of the plan's screen. */
export type LocalDateTime = string;
/** `YYYY-MM-DD`. */
export type LocalDate = string;
/** `HH:MM`, `00:00` to `24:00`. */
export type LocalTime = string;
export type Weekday = 'MO' | 'TU' | 'WE' | 'TH' | 'FR' | 'SA' | 'SU';

/** Offsets of an IANA zone as the publishing side computed them, so that no device needs tzdata. */
export type Zone = {
  /** IANA name, for people; the engine never looks it up. */
  readonly name: string;
  /** The release of the time zone database that the transitions were read from, for example `2026a`; for people. */
  readonly tzdata?: string;
  /** Local time minus UTC before the first transition. */
  readonly initialOffsetMs: number;
  /** Ascending by `atMs`; from `atMs` on, local time minus UTC is `offsetMs`. */
  readonly transitions: readonly { readonly atMs: number; readonly offsetMs: number }[];
};

export type PlanScreen = {
  readonly widthPx: number;
  readonly heightPx: number;
  /** The site's languages in order, the lead language first. */
  readonly languages: readonly string[];
  readonly zone: Zone;
  /** When the site's day begins, `04:00` unless set. */
  readonly dayStart: LocalTime;
  /** From where the screen is read, and how wide its picture is: how small its text may be. The engine asks for neither. */
  readonly viewing?: { readonly distanceMm: number; readonly glassWidthMm: number };
  /** The canvas of a video wall and where on it this screen lies: layouts divide the canvas, and the screen shows its part. */
  readonly wall?: { readonly widthPx: number; readonly heightPx: number; readonly xPx: number; readonly yPx: number };
  /** How far the picture is turned clockwise, as the panel is mounted turned; the size above is as people see it. */
  readonly rotationDeg?: 90 | 180 | 270;
};

/** A named set of dates, ascending: public holidays, match days. */
export type Calendar = { readonly id: string; readonly name: string; readonly dates: readonly LocalDate[] };

/** A named wall-clock span. `to` at or before `from` means over midnight; a span belongs to the day it starts on. */
export type Daypart = {
  readonly id: string;
  readonly name: string;
  readonly spans: readonly {
    readonly days: readonly Weekday[];
    readonly from: LocalTime;
    readonly to: LocalTime;
  }[];
  /** What stands in the place of the spans on certain dates; none: closed. A date goes before a calendar, then the first that fits counts. */
  readonly exceptions?: readonly DaypartException[];
};

export type DaypartException = {
  readonly on: { readonly kind: 'date'; readonly date: LocalDate } | { readonly kind: 'calendar'; readonly calendarId: string };
  readonly spans: readonly { readonly from: LocalTime; readonly to: LocalTime }[];
};

export type When =
  | { readonly kind: 'always' }
  | {
      readonly kind: 'once';
      readonly start: LocalDateTime;
      /** null: never ends */
      readonly end: LocalDateTime | null;
    }
  | {
      readonly kind: 'recurring';
      /** DTSTART and DTEND of the first occurrence, RFC 5545 */
      readonly start: LocalDateTime;
      readonly end: LocalDateTime;
      /** RRULE values without the `RRULE:` label, for example `FREQ=WEEKLY;BYDAY=MO,WE` */
      readonly rules: readonly string[];
      readonly excludedStarts: readonly LocalDateTime[];
      readonly addedStarts: readonly LocalDateTime[];
    };

/** The fixed order of entries, lowest first; alerts stand above all of them, in a lane of their own. */
export type Tier = 'fallback' | 'regular' | 'campaign' | 'priority';

/**
 * How an entry speaks: `replace` competes for the screen, `interrupt` takes the main region of the winner for one item at a time,
 * `overlay` lies over the winner.
 */
export type Mode = 'replace' | 'interrupt' | 'overlay';

/** How an item comes in over the one before, where it need not be there at once. */
export type Transition = 'fade' | 'slide';

export type Entry = {
  readonly id: string;
  readonly name: string;
  readonly tier: Tier;
  /** How closely the entry's best target fits this screen: 0 site, n area at depth n, 1000 the screen itself. */
  readonly specificity: number;
  readonly mode: Mode;
  /** Of a `replace`: it takes turns of this length with those it ties with, if all of them are so marked. */
  readonly turnMs?: number;
  /** Of an `interrupt`, and required there: the share of the time, in basis points. */
  readonly shareBp?: number;
  /** Of an `interrupt`: overlays are away while it speaks. */
  readonly isAlone?: boolean;
  /** The playlist of the main region; `layoutId` null is the full screen. An interrupt has no layout, an overlay has one. */
  readonly playlistId: string;
  readonly layoutId: string | null;
  /** How its items come in; absent: at once. For the glass only: what plays when stays the same. */
  readonly transition?: Transition;
  readonly when: When;
  /** The entry is on only inside one of these; empty: no restriction. */
  readonly daypartIds: readonly string[];
  /** The entry is on only on the dates of one of these; absent or empty: no restriction. */
  readonly calendarIds?: readonly string[];
  /** The entry is off on the dates of these. */
  readonly exceptCalendarIds?: readonly string[];
};

export type RegionLanguages =
  /**
   * An occurrence of an item shows its variants one after another, in the site's order. `maxAbsenceMs`: a plan in which a language that
   * the loop speaks could stay away longer than this is refused.
   */
  | { readonly kind: 'sequence'; readonly maxAbsenceMs?: number }
  /** side by side, the lead language first */
  | { readonly kind: 'together' }
  | { readonly kind: 'fixed'; readonly language: string };

export type Region = {
  readonly id: string;
  /** Position and size in basis points of the screen's width and height. */
  readonly frame: {
    readonly xBp: number;
    readonly yBp: number;
    readonly widthBp: number;
    readonly heightBp: number;
  };
  readonly languages: RegionLanguages;
  readonly content:
    /** the playlist of the winning entry; exactly one region of a layout has this */
    | { readonly kind: 'main' }
    | { readonly kind: 'playlist'; readonly playlistId: string }
    /** all items of the playlist as one running line of text; the engine gives the line's members, not positions */
    | { readonly kind: 'ticker'; readonly playlistId: string }
    | { readonly kind: 'clock' };
};

export type Layout = { readonly id: string; readonly name: string; readonly regions: readonly Region[] };

export type Playlist = {
  readonly id: string;
  readonly name: string;
  readonly slots: readonly (
    | { readonly kind: 'item'; readonly itemId: string; readonly weight: number }
    | { readonly kind: 'playlist'; readonly playlistId: string; readonly weight: number }
  )[];
};

/** Half-open [fromMs, untilMs); null is unbounded. */
export type Validity = { readonly fromMs: number | null; readonly untilMs: number | null };

/** What the engine must know of an item; the item document of packages/protocol carries more. */
export type PlanItem = {
  readonly id: string;
  readonly kind: 'notice' | 'article' | 'image' | 'video' | 'pages' | 'bundle' | 'live-url' | 'feed' | 'clock';
  readonly validity: Validity;
  /** What happens in a language without a variant: the lead language's is shown, marked, or the item is passed over. */
  readonly missing: 'substitute' | 'skip';
  readonly variants: readonly {
    /** BCP 47, or `zxx`: no words, serves every language */
    readonly language: string;
    readonly durationMs: number;
    readonly validity: Validity;
  }[];
};

export type Plan = {
  readonly version: 1;
  /** The meaning of this document's fields; raised when a change would show something else, or cannot be understood without. */
  readonly semantics: 1 | 2 | 3 | 4;
  readonly screen: PlanScreen;
  /** Of other places, whose time some item tells; each by the name by which the item asks for it. What plays when follows the screen's alone. */
  readonly zones?: readonly Zone[];
  readonly calendars?: readonly Calendar[];
  readonly dayparts: readonly Daypart[];
  readonly layouts: readonly Layout[];
  readonly playlists: readonly Playlist[];
  readonly items: readonly PlanItem[];
  readonly entries: readonly Entry[];
};
