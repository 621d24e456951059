import type { Clock } from '@gatecast/clock';
import type { AppContext } from '../../app-context.ts';
import { selectPlays, type PlayRow, type PlaysAsked } from './read-plays.ts';

const hourMs = 3_600_000;
/** One query reads about so many records at most; others get their turn between two. */
const portion = 4_000;
/** Of one screen, where what is asked for says nothing about the others that are read past. */
const usualAnHour = 400;
/** After so long a page ends as it is; where it ended stands in its `next`. */
const budgetMs = 1_500;

/** The place behind a record in the order of time. */
export type PlayPlace = readonly [fromMs: number, chainId: string, sequence: number];
/** `next` null: the span is over. A page may be short, or empty, and still have a next one, where what is asked for is rare. */
export type PlayPage = { readonly rows: readonly PlayRow[]; readonly next: PlayPlace | null };

/**
 * Records of many screens in order of time. There is no index by time alone, which every record would pay for: `play_hours` says in which
 * hours, and on which screens, there are any of what is asked, and those hours are read in slices that hold a few thousand records each.
 */
export async function walkPlays(
  context: Pick<AppContext, 'telemetry' | 'truth'> & { readonly clock: Clock },
  screenIds: readonly string[],
  asked: PlaysAsked & { readonly after: PlayPlace | null; readonly limit: number },
): Promise<PlayPage> {
  const { clock } = context;
  const { after, limit, untilMs } = asked;
  const found: PlayRow[] = [];
  const startedMs = clock.monotonicMs();
  const isBehind = (row: PlayRow) => after === null || comesAfter([row.fromMs, row.chainId, row.sequence], after);
  for (let atMs = after?.[0] ?? asked.fromMs; atMs < untilMs && screenIds.length > 0;) {
    const hour = await firstHourFrom(context, atMs - (atMs % hourMs), untilMs);
    if (hour === null) break;
    atMs = Math.max(atMs, hour);
    const endMs = Math.min(hour + hourMs, untilMs);
    const { screens, count } = await hourOf(context, screenIds, hour, asked);
    const sliceMs = Math.max(Math.floor(hourMs / Math.max(1, Math.ceil(Math.max(count, screens.length * usualAnHour) / portion))), 1);
    while (screens.length > 0 && atMs < endMs) {
      const sliceEndMs = Math.min(atMs + sliceMs, endMs);
      const rows = await selectPlays(context, screens, { ...asked, fromMs: atMs, untilMs: sliceEndMs }).execute();
      found.push(...rows.filter(isBehind));
      if (found.length > limit) return endedAt(found.slice(0, limit));
      atMs = sliceEndMs;
      if (clock.monotonicMs() - startedMs > budgetMs) break;
    }
    if (screens.length === 0) atMs = endMs;
    if (clock.monotonicMs() - startedMs > budgetMs && atMs < untilMs) return { rows: found, next: [atMs, '', 0] };
  }
  return { rows: found, next: null };
}

function endedAt(rows: readonly PlayRow[]): PlayPage {
  const last = rows.at(-1);
  return { rows, next: last === undefined ? null : [last.fromMs, last.chainId, last.sequence] };
}

function comesAfter(one: PlayPlace, other: PlayPlace): boolean {
  if (one[0] !== other[0]) return one[0] > other[0];
  return one[1] === other[1] ? one[2] > other[2] : one[1] > other[1];
}

/** The first hour from this one on in which any screen showed anything: most spans that people ask for have nights, or begin before the fleet did. */
async function firstHourFrom({ telemetry }: Pick<AppContext, 'telemetry'>, hour: number, untilMs: number): Promise<number | null> {
  const row = await telemetry
    .selectFrom('play_hours')
    .select('hourMs')
    .where('hourMs', '>=', hour)
    .where('hourMs', '<', untilMs)
    .orderBy('hourMs')
    .limit(1)
    .executeTakeFirst();
  return row?.hourMs ?? null;
}

/** On which of the screens there is something in an hour, and how much. */
async function hourOf(
  { telemetry }: Pick<AppContext, 'telemetry'>,
  screenIds: readonly string[],
  hour: number,
  { itemId, entryId }: PlaysAsked,
): Promise<{ readonly screens: readonly string[]; readonly count: number }> {
  let select = telemetry
    .selectFrom('play_hours')
    .select('screenId')
    .select((eb) => eb.fn.sum<number>('plays').as('plays'))
    .where('hourMs', '=', hour)
    .where('screenId', 'in', screenIds)
    .groupBy('screenId');
  if (itemId !== undefined) select = select.where('itemId', '=', itemId);
  if (entryId !== undefined) select = select.where('entryId', '=', entryId);
  const rows = await select.execute();
  return { screens: rows.map(({ screenId }) => screenId), count: rows.reduce((sum, { plays }) => sum + plays, 0) };
}
