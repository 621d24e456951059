import type { PublicationSource } from '@gatecast/protocol';
import type { Kysely } from 'kysely';
import { refuse, type Refusal } from '../../http/outcome.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import type { ScreenInput } from './compile-input.ts';
import { treesBefore, treesOnceMade } from './earlier-releases.ts';
import type { NewestRelease } from './store.ts';
import { readStoredTrees, type StoredTrees } from './stored-trees.ts';

export type SourceTrees = {
  readonly kind: 'trees';
  /** By screen; those that are not in it keep what they have. */
  readonly trees: ReadonlyMap<string, string>;
  readonly stored: StoredTrees;
  /** Of a withdrawal: screens that are out of reach and wait for what is withdrawn. */
  readonly waitingElsewhere: number;
};

/** The trees that a roll back or a withdrawal gives its screens again; null: the source is what is planned now. */
export async function sourceTrees(
  truth: Kysely<TruthSchema>,
  source: PublicationSource,
  screens: readonly ScreenInput[],
  newest: (screenId: string) => NewestRelease | null,
): Promise<SourceTrees | Refusal | null> {
  if (source.kind === 'drafts') return null;
  const { publicationId } = source;
  const publication = await truth
    .selectFrom('publications')
    .select(['publishedAtMs', 'withdrawnById'])
    .where('id', '=', publicationId)
    .executeTakeFirst();
  if (publication === undefined) return refuse('not-found', 'no such publication');
  const isThere = new Set(screens.map(({ id }) => id));
  const inReach = (trees: ReadonlyMap<string, string>) => new Map([...trees].filter(([id]) => isThere.has(id)));
  if (source.kind === 'roll-back') return read(truth, inReach(await treesOnceMade(truth, publication.publishedAtMs)), 0);
  if (publication.withdrawnById !== null) return refuse('wrong-state', 'this publication was withdrawn already');
  const { trees, waitingIds } = await treesBefore(truth, publicationId, newest);
  const waiting = waitingIds.filter((id) => isThere.has(id));
  if (waiting.length === 0)
    return refuse(
      'wrong-state',
      'this publication is active, or was overtaken, on all of its screens; roll back to an earlier one instead',
    );
  const back = inReach(trees);
  if (back.size === 0) return refuse('wrong-state', 'the screens of this publication had nothing before it that they could show instead');
  return read(truth, back, waitingIds.length - waiting.length);
}

async function read(
  truth: Kysely<TruthSchema>,
  trees: ReadonlyMap<string, string>,
  waitingElsewhere: number,
): Promise<SourceTrees | Refusal> {
  const stored = await readStoredTrees(truth, trees.values());
  if (stored === null) return refuse('wrong-state', 'what screens had then is not kept any more');
  return { kind: 'trees', trees, stored, waitingElsewhere };
}
