import type { PublicationSource } from '@gatecast/protocol';
import type { Kysely } from 'kysely';
import { refuse, type Refusal } from '../../http/outcome.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import type { ScreenInput } from './compile-input.ts';
import { treesBefore, treesOnceMade, type EarlierTrees } from './earlier-releases.ts';
import type { NewestRelease } from './store.ts';
import { readStoredTrees, type StoredTrees } from './stored-trees.ts';

export type SourceTrees = {
  readonly kind: 'trees';
  /** By screen; those that are not in it keep what they have. */
  readonly trees: ReadonlyMap<string, string>;
  readonly stored: StoredTrees;
  /** Screens that keep what they have because their release of then is not kept. */
  readonly goneIds: readonly string[];
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
  const inReach = ({ trees, goneIds }: EarlierTrees): EarlierTrees => ({
    trees: new Map([...trees].filter(([id]) => isThere.has(id))),
    goneIds: goneIds.filter((id) => isThere.has(id)),
  });
  if (source.kind === 'roll-back') return read(truth, inReach(await treesOnceMade(truth, publication.publishedAtMs)), 0);
  if (publication.withdrawnById !== null) return refuse('wrong-state', 'this publication was withdrawn already');
  const before = await treesBefore(truth, publicationId, newest);
  const { waitingIds } = before;
  const waiting = waitingIds.filter((id) => isThere.has(id));
  if (waiting.length === 0)
    return refuse(
      'wrong-state',
      'this publication is active, or was overtaken, on all of its screens; roll back to an earlier one instead',
    );
  const back = inReach(before);
  if (back.trees.size + back.goneIds.length === 0)
    return refuse('wrong-state', 'the screens of this publication had nothing before it that they could show instead');
  return read(truth, back, waitingIds.length - waiting.length);
}

async function read(
  truth: Kysely<TruthSchema>,
  { trees, goneIds }: EarlierTrees,
  waitingElsewhere: number,
): Promise<SourceTrees | Refusal> {
  if (trees.size === 0 && goneIds.length > 0) return refuse('wrong-state', notKept);
  const stored = await readStoredTrees(truth, trees.values());
  if (stored === null) return refuse('wrong-state', notKept);
  return { kind: 'trees', trees, goneIds, stored, waitingElsewhere };
}

const notKept = 'what screens had then is not kept any more';
