import {
  localOf,
  type Answer,
  type Explanation,
  type ItemAbsence,
  type LossReason,
  type Plan,
  type ShownRegion,
} from '@gatecast/schedules';

/** What a plan shows at an instant and why, for people: times are those of the plan's site. */
export function answerInWords(plan: Plan, { answer, winner, losers }: Explanation): string {
  const { zone } = plan.screen;
  const day = dayOf(localOf(zone, answer.atMs));
  /** The time of day, with its date where that is another than the one asked about. */
  const time = (ms: number) => {
    const local = localOf(zone, ms);
    return dayOf(local) === day ? timeOf(local) : `${dayOf(local)} ${timeOf(local)}`;
  };
  const regionWidth = Math.max(...answer.regions.map(({ regionId }) => regionId.length));
  const names = losers.map(({ entryId }) => nameOf(plan, entryId));
  const since = answer.occurrenceStartMs === 0 ? 'always on' : `on since ${time(answer.occurrenceStartMs)}`;
  const nameWidth = Math.min(32, Math.max(0, ...names.map((name) => name.length)));
  return [
    `${weekdayOf(day)} ${day} ${timeOf(localOf(zone, answer.atMs))} in ${zone.name} (${new Date(answer.atMs).toISOString()})`,
    '',
    `${nameOf(plan, answer.entryId)} until ${time(answer.untilMs)}: ${winner.tier}, for ${targetOf(winner.specificity)}, ${since}`,
    ...answer.regions.map(({ regionId, shown }) => `  ${regionId.padEnd(regionWidth)}  ${shownInWords(shown, time)}`),
    `  The loop is counted from ${time(winner.anchorMs)}: ${anchors[winner.anchor]}.`,
    ...(losers.length === 0 ? [] : ['', 'Not shown:']),
    ...losers.map(
      ({ entryId, why }, index) => `  ${(names[index] ?? '').padEnd(nameWidth)}  ${lossInWords(plan, entryId, why, winner, time)}`,
    ),
    '',
  ].join('\n');
}

const anchors: Readonly<Record<Answer['reason']['winner']['anchor'], string>> = {
  occurrence: 'the entry came on',
  daypart: 'its daypart began',
  calendar: 'its day of the calendar began',
  turn: 'its turn began',
  'day-start': "the site's day began",
  'items-changed': 'the items or languages changed',
};

function shownInWords(shown: ShownRegion['shown'], time: (ms: number) => string): string {
  switch (shown.kind) {
    case 'item': {
      const standIn = shown.isSubstitute ? ', standing in for a missing language' : '';
      return `item ${shown.itemId} in ${shown.languages.join(' + ')}, ${time(shown.fromMs)} to ${time(shown.untilMs)}${standIn}`;
    }
    case 'ticker':
      return `a running line of ${shown.itemIds.length} item${shown.itemIds.length === 1 ? '' : 's'}: ${shown.itemIds.join(', ')}`;
    case 'clock':
      return 'the clock';
    case 'empty':
      return `nothing: ${absencesInWords(shown.items)}`;
  }
}

function lossInWords(
  plan: Plan,
  entryId: string,
  why: LossReason,
  winner: Answer['reason']['winner'],
  time: (ms: number) => string,
): string {
  const entry = plan.entries.find(({ id }) => id === entryId);
  switch (why.kind) {
    case 'outside-span': {
      const next = why.nextStartMs === null ? 'not again within 366 days' : `next at ${time(why.nextStartMs)}`;
      return `is not on, ${next}${emptied(why.emptiedAtMs, time)}`;
    }
    case 'outside-daypart': {
      const names = why.daypartIds.map((id) => plan.dayparts.find((daypart) => daypart.id === id)?.name ?? id);
      return `is outside its daypart${names.length === 1 ? '' : 's'} ${names.join(', ')}${emptied(why.emptiedAtMs, time)}`;
    }
    case 'outside-calendar':
      return 'is off on this date of its calendars';
    case 'turn-of-another':
      return why.nextTurnMs === null ? 'takes turns with the winner' : `takes turns with the winner, next at ${time(why.nextTurnMs)}`;
    case 'lower-tier':
      return `is ${entry?.tier ?? 'lower'}, below ${why.winnerTier}`;
    case 'less-specific':
      return `is for ${targetOf(entry?.specificity ?? 0)}, less close than ${targetOf(winner.specificity)}`;
    case 'earlier-start':
      return `came on earlier than the winner (${time(why.winnerStartMs)})`;
    case 'later-id':
      return 'ties with the winner in all; its id comes later';
    case 'nothing-to-show':
      return `has nothing to show: ${absencesInWords(why.items)}`;
  }
}

function emptied(atMs: number | undefined, time: (ms: number) => string): string {
  return atMs === undefined ? '' : `; the change of clocks at ${time(atMs)} left an occurrence empty`;
}

const absences: Readonly<Record<ItemAbsence['reason'], string>> = {
  'not-yet-valid': 'is not valid yet',
  expired: 'has expired',
  'no-variant': 'has no variant in these languages',
  'media-missing': 'lacks its media',
};

function absencesInWords(items: readonly ItemAbsence[]): string {
  if (items.length === 0) return 'its playlist is empty';
  return items.map(({ itemId, reason }) => `${itemId} ${absences[reason]}`).join(', ');
}

function targetOf(specificity: number): string {
  if (specificity === 0) return 'the site';
  return specificity >= 1_000 ? 'this screen' : `an area at depth ${specificity}`;
}

function nameOf(plan: Plan, entryId: string): string {
  const name = plan.entries.find(({ id }) => id === entryId)?.name ?? '';
  return name === '' ? entryId : `"${name}"`;
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const weekdayOf = (day: string) => weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';
const dayOf = (local: string) => local.slice(0, local.indexOf('T'));
/** With seconds, which the engine leaves out where they are 0. */
const timeOf = (local: string) => local.slice(local.indexOf('T') + 1).padEnd(8, ':00');
