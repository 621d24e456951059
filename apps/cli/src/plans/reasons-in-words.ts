import type {
  Answer,
  Explanation,
  ItemAbsence,
  ItemStanding,
  LossReason,
  Plan,
  ShownRegion,
  Standing,
  VariantStanding,
} from '@gatecast/schedules';
import type { SiteWords } from './site-words.ts';

type Winner = Explanation['winner'];

/** Why an entry lost to the winner. */
export function lossInWords(plan: Plan, entryId: string, why: LossReason, winner: Winner, words: SiteWords): string {
  const entry = plan.entries.find(({ id }) => id === entryId);
  switch (why.kind) {
    case 'turn-of-another':
      return why.nextTurnMs === null
        ? 'takes turns with the winner, not again while nothing else changes'
        : `takes turns with the winner, next at ${words.time(why.nextTurnMs)}`;
    case 'lower-tier':
      return `is ${entry?.tier ?? 'lower'}, below ${why.winnerTier}`;
    case 'less-specific':
      return `is for ${targetInWords(entry?.specificity ?? 0)}, less close than ${targetInWords(winner.specificity)}`;
    case 'earlier-start':
      return `came on earlier than the winner (${words.time(why.winnerStartMs)})`;
    case 'later-id':
      return 'ties with the winner in all; its id comes later';
    case 'outside-span':
    case 'outside-daypart':
    case 'outside-calendar':
    case 'nothing-to-show':
      return absenceInWords(why, words);
  }
}

/** How an interrupt or an overlay stands. */
export function standingInWords(plan: Plan, entryId: string, standing: Standing, words: SiteWords): string {
  switch (standing.kind) {
    case 'speaking':
      return 'is shown now';
    case 'waiting':
      return standing.nextPlayMs === null
        ? 'waits, and does not speak again within sight'
        : `waits, next at ${words.time(standing.nextPlayMs)}`;
    case 'hidden-by-interrupt':
      return `is hidden while ${words.entry(standing.interruptId)} speaks alone`;
    case 'lower-tier':
      return `is ${plan.entries.find(({ id }) => id === entryId)?.tier ?? 'lower'}, below ${standing.winnerTier}`;
    case 'outside-span':
    case 'outside-daypart':
    case 'outside-calendar':
    case 'nothing-to-show':
      return absenceInWords(standing, words);
  }
}

type Absence = Extract<LossReason, { kind: 'outside-span' | 'outside-daypart' | 'outside-calendar' | 'nothing-to-show' }>;

function absenceInWords(why: Absence, words: SiteWords): string {
  switch (why.kind) {
    case 'outside-span': {
      const next = why.nextStartMs === null ? 'not again within 366 days' : `next at ${words.time(why.nextStartMs)}`;
      return `is not on, ${next}${emptiedInWords(why.emptiedAtMs, words)}`;
    }
    case 'outside-daypart':
      return `is outside its daypart${plural(why.daypartIds)} ${why.daypartIds.map(words.daypart).join(', ')}${emptiedInWords(why.emptiedAtMs, words)}`;
    case 'outside-calendar': {
      const { calendarIds, exceptCalendarIds } = why;
      const only = calendarIds.length === 0 ? [] : [`is only for the dates of ${calendarIds.map(words.calendar).join(', ')}`];
      const except = exceptCalendarIds.length === 0 ? [] : [`is off on the dates of ${exceptCalendarIds.map(words.calendar).join(', ')}`];
      return [...only, ...except].join(' and ');
    }
    case 'nothing-to-show':
      return `has nothing to show: ${absencesInWords(why.items)}`;
  }
}

/** What a region shows. */
export function shownInWords(shown: ShownRegion['shown'], words: SiteWords): string {
  switch (shown.kind) {
    case 'item': {
      const standIn = shown.isSubstitute ? ', standing in for a missing language' : '';
      return `item ${shown.itemId} in ${shown.languages.join(' + ')}, ${words.time(shown.fromMs)} to ${words.time(shown.untilMs)}${standIn}`;
    }
    case 'ticker':
      return `a running line of ${shown.itemIds.length} item${plural(shown.itemIds)}: ${shown.itemIds.join(', ')}`;
    case 'clock':
      return 'the clock';
    case 'empty':
      return `nothing: ${absencesInWords(shown.items)}`;
  }
}

/** What is not as plain as it could be with an item: why it is away, or which languages others serve; null where nothing is. */
export function itemInWords({ state, languages }: ItemStanding): string | null {
  if (state !== 'shown' && state !== 'in-round') return absences[state];
  const served = languages.flatMap((one) => variantInWords(one) ?? []);
  return served.length === 0 ? null : served.join('; ');
}

function variantInWords({ language, served, because }: VariantStanding): string | null {
  const why = because === undefined ? '' : ` (its own ${variantAbsences[because]})`;
  switch (served) {
    case 'own':
    case 'wordless':
      return null;
    case 'substitute':
      return `${language} is served by the lead language${why}`;
    case 'skip':
      return `${language} is passed over${why}`;
  }
}

export const anchors: Readonly<Record<Answer['reason']['winner']['anchor'], string>> = {
  occurrence: 'the entry came on',
  daypart: 'its daypart began',
  calendar: 'its day of the calendar began',
  turn: 'its turn began',
  'day-start': "the site's day began",
  'items-changed': 'the items or languages changed',
};

export const deciders: Readonly<Record<Winner['decidedBy'], string>> = {
  alone: 'nothing else is on',
  tier: 'its tier is the highest',
  specificity: 'it is meant for this screen more closely than others of its tier',
  turn: 'it is its turn',
  'later-start': 'it came on later than those of its rank',
  'smaller-id': 'it ties with others in all, and its id comes first',
};

const absences: Readonly<Record<ItemAbsence['reason'], string>> = {
  'not-yet-valid': 'is not valid yet',
  expired: 'has expired',
  'no-variant': 'has no variant in these languages',
  'media-missing': 'lacks its media',
};

const variantAbsences: Readonly<Record<NonNullable<VariantStanding['because']>, string>> = {
  'no-variant': 'is missing',
  'not-yet-valid': 'is not valid yet',
  expired: 'has expired',
  'media-missing': 'lacks its media',
};

/** Whom an entry of this specificity is for. */
export function targetInWords(specificity: number): string {
  if (specificity === 0) return 'the site';
  return specificity >= 1_000 ? 'this screen' : `an area at depth ${specificity}`;
}

function absencesInWords(items: readonly ItemAbsence[]): string {
  if (items.length === 0) return 'its playlist is empty';
  return items.map(({ itemId, reason }) => `${itemId} ${absences[reason]}`).join(', ');
}

function emptiedInWords(atMs: number | undefined, words: SiteWords): string {
  return atMs === undefined ? '' : `; the change of clocks at ${words.time(atMs)} left an occurrence empty`;
}

const plural = (all: readonly unknown[]): string => (all.length === 1 ? '' : 's');
