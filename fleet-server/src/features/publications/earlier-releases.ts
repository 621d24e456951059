import type { Kysely, Transaction } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { inPortions } from './in-portions.ts';
import type { NewestRelease } from './store.ts';

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

/** States in which a release is on its way; one that was refused is not on the glass either. */
const waiting: ReadonlySet<NewestRelease['state']> = new Set(['queued', 'delivered', 'prepared', 'refused']);

/** The tree that each screen had been given last when a publication was made, by screen. */
export async function treesOnceMade(db: Db, publishedAtMs: number): Promise<ReadonlyMap<string, string>> {
  const last = db
    .selectFrom('releases as r')
    .innerJoin('publications as p', 'p.id', 'r.publicationId')
    .where('p.publishedAtMs', '<=', publishedAtMs)
    .select('r.screenId')
    .select((eb) => eb.fn.max('r.number').as('number'))
    .groupBy('r.screenId');
  return treesOf(db, last);
}

/** What the screens where a publication is not active yet had before it: the last that was active, else the last at all. */
export async function treesBefore(
  db: Db,
  publicationId: string,
  newest: (screenId: string) => NewestRelease | null,
): Promise<{ readonly trees: ReadonlyMap<string, string>; readonly waitingIds: readonly string[] }> {
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
  const last = await treesOf(db, before);
  const active = await treesOf(db, before.where('r.activeAtMs', 'is not', null));
  const trees = new Map<string, string>();
  for (const id of waitingIds) {
    const tree = active.get(id) ?? last.get(id);
    if (tree !== undefined) trees.set(id, tree);
  }
  return { trees, waitingIds };
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
