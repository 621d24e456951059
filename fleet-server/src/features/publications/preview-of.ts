import type { Publication, PublicationPreview } from '@gatecast/protocol';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { AppContext } from '../../app-context.ts';
import { readObject } from '../content/object-store.ts';
import { compareInWorker } from './compile-in-worker.ts';
import type { TreesCompared } from './compare-trees.ts';
import type { CompileOutput } from './compile-releases.ts';
import { treesOnGlass } from './earlier-releases.ts';
import { findingsOf } from './findings-of.ts';
import type { NewestReleases } from './newest-releases.ts';
import type { ChangedScreen, PublicationPlan } from './plan-publication.ts';
import { shortenedRefusal } from './shortened-refusal.ts';
import type { PublicationTables } from './store.ts';
import { readStoredTrees } from './stored-trees.ts';
import { differenceOfTrees, type TreeDifference } from './tree-difference.ts';

/** Without its token, which depends on who looks. */
type Preview = Omit<PublicationPreview, 'token'>;

/** How many pairs of plans are compared, how far ahead, and for how long at most. */
const comparedPairs = 100;
const comparedMs = 14 * 86_400_000;
const longestCompareMs = 8_000;
const onItsWay: ReadonlySet<PublicationTables['releases']['state']> = new Set(['queued', 'delivered', 'prepared']);

/** What a compiled publication would change, on which screens and from when; in words where there is time for it. */
export async function previewOf(
  context: AppContext,
  newest: NewestReleases,
  { output, plan }: { readonly output: CompileOutput; readonly plan: PublicationPlan },
): Promise<Preview> {
  const { truth } = context;
  const compiled = new Map(output.objects.map(({ name, bytes }) => [name, bytes]));
  async function read(name: string): Promise<Uint8Array> {
    const bytes = compiled.get(name) ?? (await readObject(truth, name));
    if (bytes === undefined) throw new Error(`object ${name} of a published tree is gone`);
    return bytes;
  }
  const known = new Map<string, TreeDifference>();
  async function differenceOf({ screen, tree }: ChangedScreen): Promise<TreeDifference> {
    const before = newest.of(screen.id)?.tree;
    if (before === undefined) return { newObjects: tree.objectCount, newBytes: tree.objectBytes + tree.mediaBytes };
    const key = `${before} ${tree.tree}`;
    const difference = known.get(key) ?? (await differenceOfTrees(before, tree.tree, read));
    known.set(key, difference);
    return difference;
  }
  // what waits, or never arrived, is not what people see now
  const unseen = plan.changed.map(({ screen }) => screen.id).filter((id) => newest.of(id)?.state !== 'active');
  const onGlass = await treesOnGlass(truth, unseen);
  const seenTree = ({ screen }: ChangedScreen) => onGlass.get(screen.id) ?? newest.of(screen.id)?.tree;
  const inWords = await comparedInWords(context, plan.changed, seenTree, compiled);
  const changed: Preview['changed'] = [];
  for (const one of plan.changed) {
    const index = inWords.findIndex(({ before, tree }) => before === seenTree(one) && tree === one.tree.tree);
    const difference = index === -1 ? null : index;
    changed.push({ screenId: one.screen.id as Preview['changed'][number]['screenId'], ...(await differenceOf(one)), difference });
    await letOthersRun();
  }
  const differences = inWords.map(({ changes, changeCount, fromMs, lookedUntilMs }) => ({ changes, changeCount, fromMs, lookedUntilMs }));
  const refused = [
    ...plan.refused.map((screen) => ({ ...shortenedRefusal(screen), isStopping: true })),
    ...plan.passedOver.map((screen) => ({ ...shortenedRefusal(screen), isStopping: false })),
  ];
  const findings = findingsOf(plan.changed.map(({ screen, tree }) => ({ screenId: screen.id, tree })));
  return { changed, differences, unchangedCount: plan.unchangedCount, overtakes: overtakenBy(newest, plan.changed), refused, findings };
}

/** What would change, in words, for the pairs of trees that most screens share. */
async function comparedInWords(
  { truth, clock, log }: Pick<AppContext, 'truth' | 'clock' | 'log'>,
  changed: readonly ChangedScreen[],
  seenTree: (screen: ChangedScreen) => string | undefined,
  compiled: ReadonlyMap<string, Uint8Array>,
): Promise<readonly TreesCompared[]> {
  const counts = new Map<string, { readonly before: string; readonly tree: string; count: number }>();
  for (const one of changed) {
    const { tree } = one;
    const before = seenTree(one);
    if (before === undefined || before === tree.tree) continue;
    const key = `${before} ${tree.tree}`;
    const known = counts.get(key) ?? { before, tree: tree.tree, count: 0 };
    counts.set(key, { ...known, count: known.count + 1 });
  }
  const pairs = [...counts.values()]
    .sort((a, b) => b.count - a.count)
    .slice(0, comparedPairs)
    .map(({ before, tree }) => ({ before, tree }));
  if (pairs.length === 0) return [];
  const objects = await readStoredTrees(
    truth,
    pairs.flatMap(({ before, tree }) => [before, tree]),
    compiled,
  );
  if (objects === null) throw new Error('an object of a published tree is gone');
  const fromMs = clock.nowMs();
  const done = await compareInWorker({ pairs, objects, fromMs, untilMs: fromMs + comparedMs, longestMs: longestCompareMs }, clock);
  if (done.kind === 'done') return done.output;
  // the changes themselves can be published all the same
  log.error(done, 'what would change could not be put in words');
  return [];
}

function overtakenBy(newest: NewestReleases, changed: readonly ChangedScreen[]): Preview['overtakes'] {
  const found = new Map<string, Preview['overtakes'][number]>();
  for (const { screen } of changed) {
    const last = newest.of(screen.id);
    if (last === null || !onItsWay.has(last.state)) continue;
    const publicationId = last.publicationId as Publication['id'];
    const known = found.get(publicationId) ?? { publicationId, activateAtMs: last.activateAtMs, screenCount: 0 };
    found.set(publicationId, { ...known, screenCount: known.screenCount + 1 });
  }
  return [...found.values()];
}
