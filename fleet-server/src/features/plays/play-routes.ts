import {
  allPlaysCsvPath,
  fileRoutes,
  longestPlaySpanMs,
  momentRoutes,
  playFilter,
  playPicturesTold,
  playRoutes,
  playsCsvPath,
  screenIdSchema,
  type StoredPlay,
} from '@gatecast/protocol';
import type { FastifyInstance } from 'fastify';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import { badInputOf } from '../../http/bad-input.ts';
import type { Guard } from '../../http/guard.ts';
import { ok, refuse, type Refusal } from '../../http/outcome.ts';
import { cursorOf, readCursor } from '../../http/page-cursor.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { sendProblem } from '../../http/send-problem.ts';
import { csvOf } from '../../sheets/csv-of.ts';
import type { Screenshots } from '../fleet/screenshots.ts';
import { maySee, type Session } from '../people/session.ts';
import { selectPlays, toldPlays } from './read-plays.ts';
import { walkPlays, type PlayPage, type PlayPlace } from './walk-plays.ts';

const querySchema = z.strictObject(playFilter);
type Filter = z.output<typeof querySchema>;
type AllFilter = z.output<typeof fileRoutes.exportAllPlays.query>;
const cursorSchema = z.tuple([z.int(), z.string(), z.int()]);

const portion = 1_000;
/** No exposure is longer: a loop begins anew with the site's day. */
const longestPlayMs = 25 * 3_600_000;
/** Of all regions of a layout, its overlays, and players that took turns at one screen. */
const mostAtOnce = 50;
const columns = ['from', 'until', 'item', 'title', 'languages', 'ended', 'region', 'entry', 'release', 'clock', 'frames shown'];
const proofColumns = ['frames dropped', 'lost before', 'player', 'chain', 'sequence'];

/** What was shown: the play records of a screen as a list and as CSV. Each was stored with the signed run that it came in. */
export function registerPlayRoutes(
  http: FastifyInstance,
  guard: Guard,
  registerRoute: RegisterRoute,
  context: AppContext,
  screenshots: Pick<Screenshots, 'takenWithin'>,
): void {
  const { telemetry } = context;

  registerRoute(playRoutes.listPlays, async ({ params: { screenId }, query: { skip, limit, ...filter } }) => {
    const wrong = spanProblem(filter);
    if (wrong !== null) return wrong;
    const plays = await readPlays(context, screenId, filter, { skip, limit: limit + 1 });
    const chains = await telemetry
      .selectFrom('play_records')
      .select(['playerId', 'chainId'])
      .select((eb) => [eb.fn.min('sequence').as('first'), eb.fn.max('sequence').as('last'), eb.fn.countAll<number>().as('count')])
      .where('screenId', '=', screenId)
      .where('fromMs', '>=', filter.fromMs)
      .where('fromMs', '<', filter.untilMs)
      .groupBy(['playerId', 'chainId'])
      .execute();
    const picturesAtMs = await screenshots.takenWithin(screenId, filter.fromMs, filter.untilMs);
    return ok({
      plays: plays.slice(0, limit),
      isMore: plays.length > limit,
      chains: chains.map((chain) => ({ ...chain, isWhole: chain.last - chain.first + 1 === chain.count })),
      picturesAtMs: [...picturesAtMs.slice(-playPicturesTold)],
    });
  });

  registerRoute(playRoutes.listAllPlays, async ({ query: { siteId, after, limit, ...filter }, session }) => {
    const wrong = spanProblem(filter);
    if (wrong !== null) return wrong;
    const cursor = readCursor(after, cursorSchema);
    if (cursor.kind === 'problem') return cursor;
    const page = await walkPlays(context, screensOf(context, session, siteId), { ...filter, after: cursor.key, limit });
    const plays = (await toldPlays(context, page.rows)).map((play) => ({ ...play, screenId: screenIdSchema.parse(play.screenId) }));
    return ok({ plays, next: page.next === null ? null : cursorOf(page.next) });
  });

  http.get(allPlaysCsvPath, { onRequest: guard.onRequest('fleet.read', 'handler') }, async (request, reply) => {
    const session = guard.sessionOf(request);
    if (session === null) throw new Error('a guarded route has a session');
    const query = fileRoutes.exportAllPlays.query.safeParse(request.query);
    if (!query.success) return sendProblem(reply, badInputOf('query', query.error));
    const wrong = spanProblem(query.data);
    if (wrong !== null) return sendProblem(reply, wrong.problem);
    const lines = linesOfAll(context, screensOf(context, session, query.data.siteId), query.data);
    return reply
      .header('cache-control', 'private, no-store')
      .header('content-disposition', 'attachment; filename="gatecast-plays.csv"')
      .type('text/csv; charset=utf-8')
      .send(Readable.from(lines, { objectMode: false }));
  });

  registerRoute(momentRoutes.playsAt, async ({ params: { screenId }, query: { atMs } }) => {
    const begun = { fromMs: Math.max(atMs - longestPlayMs, 0), untilMs: atMs + 1 };
    const plays = await readPlays(context, screenId, begun, { skip: 0, limit: mostAtOnce, stillOnMs: atMs });
    const fromMs = Math.min(...plays.map((play) => play.fromMs));
    const untilMs = Math.max(...plays.map((play) => play.untilMs));
    const taken = plays.length === 0 ? [] : await screenshots.takenWithin(screenId, fromMs, untilMs);
    const ofThese = taken.filter((takenMs) => plays.some((play) => play.fromMs <= takenMs && takenMs < play.untilMs));
    const [nearest = null] = ofThese.toSorted((one, other) => Math.abs(one - atMs) - Math.abs(other - atMs));
    return ok({ plays: [...plays], pictureAtMs: nearest });
  });

  http.get<{ Params: { screenId: string } }>(
    playsCsvPath(':screenId'),
    { onRequest: guard.onRequest('fleet.read', 'params.screenId') },
    async (request, reply) => {
      const query = querySchema.safeParse(request.query);
      if (!query.success) return sendProblem(reply, badInputOf('query', query.error));
      const wrong = spanProblem(query.data);
      if (wrong !== null) return sendProblem(reply, wrong.problem);
      return reply
        .header('cache-control', 'private, no-store')
        .header('content-disposition', 'attachment; filename="gatecast-plays.csv"')
        .type('text/csv; charset=utf-8')
        .send(Readable.from(linesOf(context, request.params.screenId, query.data), { objectMode: false }));
    },
  );
}

function spanProblem({ fromMs, untilMs }: Filter): Refusal | null {
  if (untilMs > fromMs && untilMs - fromMs <= longestPlaySpanMs) return null;
  return refuse('bad-input', 'query.untilMs: must be after fromMs, by 31 days at most', {
    field: 'query.untilMs',
    limit: fromMs + longestPlaySpanMs,
  });
}

async function readPlays(
  context: AppContext,
  screenId: string,
  filter: Filter,
  { skip, limit, stillOnMs }: { readonly skip: number; readonly limit: number; readonly stillOnMs?: number },
): Promise<readonly StoredPlay[]> {
  let select = selectPlays(context, [screenId], filter).offset(skip).limit(limit);
  if (stillOnMs !== undefined) select = select.where('untilMs', '>', stillOnMs);
  return (await toldPlays(context, await select.execute())).map(({ screenId: _screenId, ...play }) => play);
}

/** The screens of a site, or of every one, that a caller may see. */
function screensOf({ fleet }: AppContext, session: Session, siteId: string | undefined): readonly string[] {
  const seen = [...fleet.current().screens.values()].filter((screen) => maySee(session, 'fleet.read', screen.siteId));
  return seen.filter((screen) => siteId === undefined || screen.siteId === siteId).map(({ id }) => id);
}

async function* linesOfAll(context: AppContext, screenIds: readonly string[], filter: AllFilter): AsyncGenerator<string> {
  yield csvOf([['screen', 'screen name', ...columns, ...proofColumns]], { isFirst: true });
  const { screens } = context.fleet.current();
  for (let after: PlayPlace | null = null, isMore = true; isMore;) {
    const page: PlayPage = await walkPlays(context, screenIds, { ...filter, after, limit: portion });
    after = page.next;
    isMore = after !== null;
    const plays = await toldPlays(context, page.rows);
    const lines = plays.map((play) => [play.screenId, screens.get(play.screenId)?.name ?? '', ...cellsOf(play)]);
    if (lines.length > 0) yield csvOf(lines, { isFirst: false });
  }
}

async function* linesOf(context: AppContext, screenId: string, filter: Filter): AsyncGenerator<string> {
  yield csvOf([[...columns, ...proofColumns]], { isFirst: true });
  for (let skip = 0, isMore = true; isMore; skip += portion) {
    const plays = await readPlays(context, screenId, filter, { skip, limit: portion });
    isMore = plays.length === portion;
    if (plays.length > 0) yield csvOf(plays.map(cellsOf), { isFirst: false });
  }
}

function cellsOf(play: StoredPlay): readonly (string | number)[] {
  const { itemId, title, languages, ended, regionId, entryId, releaseNumber, clock, frames, lostBefore, playerId, chainId, sequence } =
    play;
  const instants = [play.fromMs, play.untilMs].map((atMs) => new Date(atMs).toISOString());
  return [
    ...[...instants, itemId, title, languages.join(' '), ended, regionId, entryId, releaseNumber, clock],
    ...[frames?.shown ?? '', frames?.dropped ?? '', lostBefore ?? '', playerId, chainId, sequence],
  ];
}
