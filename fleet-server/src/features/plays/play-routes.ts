import {
  longestPlaySpanMs,
  momentRoutes,
  playFilter,
  playRecordSchema,
  playRoutes,
  playsCsvPath,
  type StoredPlay,
} from '@gatecast/protocol';
import type { FastifyInstance } from 'fastify';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import { badInputOf } from '../../http/bad-input.ts';
import type { Guard } from '../../http/guard.ts';
import { ok, refuse, type Refusal } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { sendProblem } from '../../http/send-problem.ts';
import { csvOf } from '../../sheets/csv-of.ts';

const querySchema = z.strictObject(playFilter);
type Filter = z.output<typeof querySchema>;

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
  takenAtMs: (screenId: string) => number | null,
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
    const pictureAtMs = takenAtMs(screenId);
    const isWithin = pictureAtMs !== null && pictureAtMs >= filter.fromMs && pictureAtMs < filter.untilMs;
    return ok({
      plays: plays.slice(0, limit),
      isMore: plays.length > limit,
      chains: chains.map((chain) => ({ ...chain, isWhole: chain.last - chain.first + 1 === chain.count })),
      pictureAtMs: isWithin ? pictureAtMs : null,
    });
  });

  registerRoute(momentRoutes.playsAt, async ({ params: { screenId }, query: { atMs } }) => {
    const begun = { fromMs: Math.max(atMs - longestPlayMs, 0), untilMs: atMs + 1 };
    const plays = await readPlays(context, screenId, begun, { skip: 0, limit: mostAtOnce, stillOnMs: atMs });
    const takenMs = takenAtMs(screenId);
    const isOfThese = takenMs !== null && plays.some(({ fromMs, untilMs }) => fromMs <= takenMs && takenMs < untilMs);
    return ok({ plays: [...plays], pictureAtMs: isOfThese ? takenMs : null });
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

/** In order of time, and within one instant in that of the chain. */
async function readPlays(
  { telemetry, truth }: AppContext,
  screenId: string,
  { fromMs, untilMs, itemId, ended }: Filter,
  { skip, limit, stillOnMs }: { readonly skip: number; readonly limit: number; readonly stillOnMs?: number },
): Promise<readonly StoredPlay[]> {
  let select = telemetry
    .selectFrom('play_records')
    .select(['playerId', 'chainId', 'record'])
    .where('screenId', '=', screenId)
    .where('fromMs', '>=', fromMs)
    .where('fromMs', '<', untilMs)
    .orderBy('fromMs')
    .orderBy('chainId')
    .orderBy('sequence')
    .offset(skip)
    .limit(limit);
  if (itemId !== undefined) select = select.where('itemId', '=', itemId);
  if (stillOnMs !== undefined) select = select.where('untilMs', '>', stillOnMs);
  // the word stands in the record as it was signed, and is one of a closed list
  if (ended !== undefined) select = select.where('record', 'like', `%"ended":"${ended}"%`);
  const rows = await select.execute();
  const records = rows.map(({ playerId, chainId, record }) => ({ ...playRecordSchema.parse(JSON.parse(record)), playerId, chainId }));
  const ids = [...new Set(records.map((record) => record.itemId))];
  const items = ids.length === 0 ? [] : await truth.selectFrom('items').select(['id', 'title']).where('id', 'in', ids).execute();
  const titles = new Map(items.map(({ id, title }) => [id, title]));
  return records.map((record) => ({ ...record, title: titles.get(record.itemId) ?? '' }));
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
