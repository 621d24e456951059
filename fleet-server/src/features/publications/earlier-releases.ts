import type { Kysely, Transaction } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { inPortions } from './in-portions.ts';
import type { NewestRelease } from './store.ts';

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

/** States in which a release is on its way; one that was refused is not on the glass either. */
const waiting: ReadonlySet<NewestRelease['state']> = new Set(['queued', 'delivered', 'prepared', 'refused']);

/** What screens are given again. */
export type EarlierTrees = {
  readonly trees: ReadonlyMap<string, string>;
  /** Screens whose release of then was never active there and is not kept, or of which nobody can say any more which one it was. */
  readonly goneIds: readonly string[];
};

/** The tree that each screen had been given last when a publication was made, by screen. */
export async function treesOnceMade(db: Db, publishedAtMs: number): Promise<EarlierTrees> {
  const last = await db
    .selectFrom('releases as r')
    .innerJoin('publications as p', 'p.id', 'r.publicationId')
    .where('p.publishedAtMs', '<=', publishedAtMs)
    .select('r.screenId')
    .select((eb) => [eb.fn.max('r.number').as('number'), eb.fn.max('p.publishedAtMs').as('publishedAtMs')])
    .groupBy('r.screenId')
    .execute();
  const kept = numbersBy(db).innerJoin('publications as p', 'p.id', 'r.publicationId').where('p.publishedAtMs', '<=', publishedAtMs);
  const collected = await db
    .selectFrom('collected_releases as c')
    .innerJoin('publications as p', 'p.id', 'c.publicationId')
    .where('p.publishedAtMs', '<=', publishedAtMs)
    .select('c.screenId')
    .select((eb) => eb.fn.max('c.number').as('number'))
    .groupBy('c.screenId')
    .execute();
  const { trees, goneIds } = await withCollected(db, await treesOf(db, kept), last, collected);
  // of what was collected before it was remembered nobody knows the screens: only what is as new as that is certain
  const { forgottenAtMs } = await db
    .selectFrom('forgotten_releases as f')
    .innerJoin('publications as p', 'p.id', 'f.publicationId')
    .where('p.publishedAtMs', '<=', publishedAtMs)
    .select((eb) => eb.fn.max('p.publishedAtMs').as('forgottenAtMs'))
    .executeTakeFirstOrThrow();
  if (forgottenAtMs === null) return { trees, goneIds };
  const uncertain = new Set(last.flatMap((one) => (one.publishedAtMs < forgottenAtMs && trees.has(one.screenId) ? [one.screenId] : [])));
  return { trees: new Map([...trees].filter(([id]) => !uncertain.has(id))), goneIds: [...new Set([...goneIds, ...uncertain])] };
}

type NumberOf = { readonly screenId: string; readonly number: number };

/** Where what was collected is newer than what is kept, its tree counts: it is here as long as another release has it too. */
async function withCollected(
  db: Db,
  kept: ReadonlyMap<string, string>,
  keptNumbers: readonly NumberOf[],
  collected: readonly NumberOf[],
): Promise<EarlierTrees> {
  const numbers = new Map(keptNumbers.map(({ screenId, number }) => [screenId, number]));
  const newer = collected.filter(({ screenId, number }) => number > (numbers.get(screenId) ?? 0));
  const trees = new Map(kept);
  const goneIds: string[] = [];
  for (const piece of inPortions(newer, 250)) {
    const rows = await db
      .selectFrom('collected_releases as c')
      .where((eb) => eb.or(piece.map(({ screenId, number }) => eb.and([eb('c.screenId', '=', screenId), eb('c.number', '=', number)]))))
      .select(['c.screenId', 'c.tree'])
      .select((eb) => eb.exists(eb.selectFrom('releases as r').select('r.number').whereRef('r.tree', '=', 'c.tree')).as('isHere'))
      .execute();
    for (const { screenId, tree, isHere } of rows) {
      if (isHere) trees.set(screenId, tree);
      else {
        trees.delete(screenId);
        goneIds.push(screenId);
      }
    }
  }
  return { trees, goneIds };
}

/** What the screens where a publication is not active yet had before it: the last that was active, else the last at all. */
export async function treesBefore(
  db: Db,
  publicationId: string,
  newest: (screenId: string) => NewestRelease | null,
): Promise<EarlierTrees & { readonly waitingIds: readonly string[] }> {
  const own = await db.selectFrom('releases').select(['screenId', 'number']).where('publicationId', '=', publicationId).execute();
  const waitingIds = own
    .filter(({ screenId, number }) => {
      const last = newest(screenId);
      return last?.number === number && waiting.has(last.state);
    })
    .map(({ screenId }) => screenId);
  const before = db
    .selectFrom('releases as r')
    .innerJoin('releases as mine', (join) =>
      join.onRef('mine.screenId', '=', 'r.screenId').on('mine.publicationId', '=', publicationId).onRef('r.number', '<', 'mine.number'),
    )
    .select('r.screenId')
    .select((eb) => eb.fn.max('r.number').as('number'))
    .groupBy('r.screenId');
  const active = await treesOf(db, before.where('r.activeAtMs', 'is not', null));
  const collected = await db
    .selectFrom('collected_releases as c')
    .innerJoin('releases as mine', (join) =>
      join.onRef('mine.screenId', '=', 'c.screenId').on('mine.publicationId', '=', publicationId).onRef('c.number', '<', 'mine.number'),
    )
    .select('c.screenId')
    .select((eb) => eb.fn.max('c.number').as('number'))
    .groupBy('c.screenId')
    .execute();
  const last = await withCollected(db, await treesOf(db, before), await before.execute(), collected);
  const trees = new Map<string, string>();
  for (const id of waitingIds) {
    const tree = active.get(id) ?? last.trees.get(id);
    if (tree !== undefined) trees.set(id, tree);
  }
  const isGone = new Set(last.goneIds);
  return { trees, waitingIds, goneIds: waitingIds.filter((id) => isGone.has(id) && !trees.has(id)) };
}

/** What is on the glass of these screens, as far as their players told; screens that told nothing are left out. */
export async function treesOnGlass(db: Db, screenIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const trees = new Map<string, string>();
  for (const piece of inPortions(screenIds, 500)) {
    const last = numbersBy(db).where('r.screenId', 'in', piece).where('r.activeAtMs', 'is not', null);
    for (const [screenId, tree] of await treesOf(db, last)) trees.set(screenId, tree);
  }
  return trees;
}

async function treesOf(db: Db, numbers: ReturnType<typeof numbersBy>): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('releases as it')
    .innerJoin(numbers.as('n'), (join) => join.onRef('n.screenId', '=', 'it.screenId').onRef('n.number', '=', 'it.number'))
    .select(['it.screenId', 'it.tree'])
    .execute();
  return new Map(rows.map(({ screenId, tree }) => [screenId, tree]));
}

/** The newest number of each screen, to be narrowed. */
function numbersBy(db: Db) {
  return db
    .selectFrom('releases as r')
    .select('r.screenId')
    .select((eb) => eb.fn.max('r.number').as('number'))
    .groupBy('r.screenId');
}
