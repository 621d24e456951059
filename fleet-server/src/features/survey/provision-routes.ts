import { provisionRoutes, type Provision } from '@gatecast/protocol';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome } from '../../http/outcome.ts';
import { pageOf, readCursor } from '../../http/page-cursor.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { placeRefusal } from '../fleet/place-refusal.ts';
import { sitesOf, type Session } from '../people/session.ts';
import { refusalAt } from '../people/site-rules.ts';
import { editedMeanwhile } from '../revisions/store.ts';
import { gapOf } from './gap.ts';
import { listMeansRows, listProvisionRows, provisionOf, type ProvisionTable } from './store.ts';
import { isProvisionTaken, provisionTaken, writeProvision, type ProvisionWrite } from './write-provision.ts';

const cursorSchema = z.tuple([z.string(), z.int(), z.string()]);
const missing = refuse('not-found', 'no such line of the plan');
const act = { read: 'survey.read', act: 'survey.plan' } as const;

/** The plan of means: how many shall stand where by which year, and what is missing of that. */
export function registerProvisionRoutes(registerRoute: RegisterRoute, context: AppContext): void {
  const { truth, newId, audit, live, fleet } = context;

  registerRoute(provisionRoutes.listProvisions, async ({ query: { siteId, after, limit }, session }) => {
    const cursor = readCursor(after, cursorSchema);
    if (cursor.kind === 'problem') return cursor;
    const rows = await listProvisionRows(truth, { siteId, siteIds: sitesOf(session, 'survey.read') });
    const keyOf = ({ siteId: of, year, id }: ProvisionTable) => [of, year, id] as const;
    const { key } = cursor;
    const rest = key === null ? rows : rows.filter((row) => isBehind(keyOf(row), key));
    const page = pageOf(rest.slice(0, limit + 1), limit, keyOf);
    return ok({ provisions: page.rows.map(provisionOf), next: page.next });
  });

  registerRoute(provisionRoutes.createProvision, async ({ body: { siteId, ...after }, session }) =>
    save({ id: newId(), siteId, after }, session, async () => ok(null)),
  );
  registerRoute(provisionRoutes.putProvision, async ({ params: { provisionId }, body: { revision, ...after }, session }) => {
    const known = await truth.selectFrom('provisions').select('siteId').where('id', '=', provisionId).executeTakeFirst();
    if (known === undefined) return missing;
    return save({ id: provisionId, siteId: known.siteId, after }, session, (transaction) =>
      read(transaction, session, provisionId, revision),
    );
  });
  registerRoute(provisionRoutes.deleteProvision, async ({ params: { provisionId }, query, session }) => {
    const outcome = await truth.transaction().execute(async (transaction): Promise<Outcome<{}>> => {
      const before = await read(transaction, session, provisionId, query.revision, 'query.revision');
      if (before.kind === 'problem') return before;
      const { siteId, areaId, kind, year, wanted } = before.answer;
      await transaction.deleteFrom('provisions').where('id', '=', provisionId).execute();
      const detail = { areaId, kind, year, wanted };
      await audit(transaction, { actor: session.userId, action: 'provision-removed', subject: `provision:${provisionId}`, siteId, detail });
      return ok({});
    });
    if (outcome.kind === 'ok') live.emit('changed', ['provisions']);
    return outcome;
  });

  registerRoute(provisionRoutes.readGap, async ({ query: { siteId, year }, session }) => {
    const where = { siteId, siteIds: sitesOf(session, 'survey.read') };
    const found = { means: await listMeansRows(truth, where), provisions: await listProvisionRows(truth, where) };
    return ok(gapOf(found, fleet.current(), year));
  });

  /** The line as it stands, where the caller may change it and nobody was quicker. */
  async function read(
    transaction: Transaction<TruthSchema>,
    session: Session,
    id: string,
    revision: number,
    field = 'body.revision',
  ): Promise<Outcome<ProvisionTable>> {
    const row = await transaction.selectFrom('provisions').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined) return missing;
    const refusal = refusalAt(session, act, row.siteId, 'line of the plan');
    if (refusal !== null) return refusal;
    const edit = { what: 'line of the plan', audited: `provision:${id}`, revision: row.revision, read: revision, field };
    return (await editedMeanwhile(transaction, edit)) ?? ok(row);
  }
  async function save(
    write: Omit<ProvisionWrite, 'before'>,
    session: Session,
    readBefore: (transaction: Transaction<TruthSchema>) => Promise<Outcome<ProvisionTable | null>>,
  ): Promise<Outcome<Provision>> {
    const outcome = await truth.transaction().execute(async (transaction): Promise<Outcome<Provision>> => {
      const before = await readBefore(transaction);
      if (before.kind === 'problem') return before;
      const place = placeRefusal(fleet.current(), write.siteId, write.after.areaId, 'body.areaId');
      if (place !== null) return place;
      if (await isProvisionTaken(transaction, write)) return provisionTaken;
      await writeProvision(transaction, context, { ...write, before: before.answer }, { actor: session.userId });
      return ok(provisionOf(await transaction.selectFrom('provisions').selectAll().where('id', '=', write.id).executeTakeFirstOrThrow()));
    });
    if (outcome.kind === 'ok') live.emit('changed', ['provisions']);
    return outcome;
  }
}

/** Whether a row stands behind another in the order of the list: by site, year and id. */
function isBehind(row: readonly [string, number, string], key: readonly [string, number, string]): boolean {
  if (row[0] !== key[0]) return row[0] > key[0];
  return row[1] === key[1] ? row[2] > key[2] : row[1] > key[1];
}
