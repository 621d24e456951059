import { tzdataRelease } from '@gatecast/zones';
import {
  payloadTypes,
  portalReleaseEnvelopeSchema,
  releaseEnvelopeSchema,
  type Publication,
  type PublicationPreview,
} from '@gatecast/protocol';
import { canonicalBytes, nameOfBytes, signDocument } from '@gatecast/signing';
import type { Transaction } from 'kysely';
// The answers of a local database come as microtasks: timers and sockets wait until somebody lets them run.
import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome, type Refusal } from '../../http/outcome.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import type { Reach } from '../people/session.ts';
import { sitesOfTargets } from '../schedule/sites-of-targets.ts';
import { addObjects, readObject } from '../content/object-store.ts';
import { compileInWorker } from './compile-in-worker.ts';
import type { CompileInput } from './compile-input.ts';
import type { CompileOutput } from './compile-releases.ts';
import { findingsOf } from './findings-of.ts';
import { inPortions } from './in-portions.ts';
import { markPublished } from './mark-published.ts';
import type { NewestReleases } from './newest-releases.ts';
import { planPublication, type ChangedScreen, type PublicationPlan } from './plan-publication.ts';
import { readCompileInput } from './read-compile-input.ts';
import { conflictHorizonMs } from './search-conflicts.ts';
import { supersedeOlder } from './supersede-older.ts';
import { tiesOf, unacceptedTies } from './ties-of.ts';
import { countPublications, findPublication, type PublicationTables } from './store.ts';
import { differenceOfTrees, type TreeDifference } from './tree-difference.ts';

type Preview = PublicationPreview;
type ReleaseRow = PublicationTables['releases'];

/** Work on the main thread is done in portions of this many, with room for others between them. */
const portion = 25;
const namedFaults = 100;
const screensPerFact = 500;
/** For all plans that a publication changes; each is looked at for four weeks even where it is used up. */
const longestSearchMs = 20_000;

export type PublishRequest = {
  readonly note: string;
  readonly acceptConflicts: boolean;
  readonly actor: string;
  /** The sites whose screens it concerns. */
  readonly reach: Reach;
};

export type Publisher = {
  readonly publish: (request: PublishRequest) => Promise<Outcome<Publication>>;
  /** Those who ask while one waits for its turn share it: anybody may look, and nobody's looking may hold up a publication. */
  readonly preview: () => Promise<Outcome<Preview>>;
  /** Resolves when no work is in hand. */
  readonly idle: () => Promise<void>;
};

/** Compiles in a worker, signs here, and commits a publication whole or not at all; one at a time. */
export function createPublisher(context: AppContext, newest: NewestReleases): Publisher {
  const { truth, clock, keys, live, audit, auditHead, newId, log, fleet, bus } = context;
  let last: Promise<unknown> = Promise.resolve();
  let waitingPreview: Promise<Outcome<Preview>> | null = null;

  type Compiled = {
    readonly kind: 'compiled';
    /** Publications that stood in truth when this one was begun. */
    readonly publishedBefore: number;
    readonly input: CompileInput;
    readonly output: CompileOutput;
    readonly plan: PublicationPlan;
  };
  async function compileNow(reach: Reach): Promise<Compiled | Refusal> {
    const publishedBefore = await countPublications(truth);
    // another node may have published since this one read
    if (bus.isShared) await newest.reread(null);
    const nowMs = clock.nowMs();
    const read = await readCompileInput(truth, nowMs);
    const skippedTrees = [...new Set(read.screens.flatMap(({ id }) => newest.of(id)?.tree ?? []))];
    const search = { fromMs: nowMs, untilMs: nowMs + conflictHorizonMs, longestMs: longestSearchMs, skippedTrees };
    const screens = reach === 'everywhere' ? read.screens : read.screens.filter(({ siteId }) => reach.has(siteId));
    const input = { ...read, screens, search };
    const compiled = await compileInWorker(input, clock);
    switch (compiled.kind) {
      case 'compiled': {
        const { output } = compiled;
        return {
          kind: 'compiled',
          publishedBefore,
          input,
          output,
          plan: planPublication(input, output, newest.of, keys.root.document.number),
        };
      }
      case 'other-version':
        log.error({ detail: compiled.detail }, 'the compiler on disk is of another version than this server');
        return refuse('internal', "the server's files were changed while it runs; restart it. Nothing was published");
      case 'too-long':
        log.error({ limitMs: compiled.limitMs }, 'the compiler was ended');
        return refuse('timed-out', `the releases could not be compiled within ${compiled.limitMs / 1_000} s; nothing was published`);
    }
  }

  async function publishNow({ note, acceptConflicts, actor, reach }: PublishRequest): Promise<Outcome<Publication>> {
    const compiled = await compileNow(reach);
    if (compiled.kind === 'problem') return compiled;
    const { publishedBefore, input, output, plan } = compiled;
    if (plan.refused.length > 0) return refusalOf(plan);
    const ties = tiesOf(plan.changed);
    if (ties.length > 0 && !acceptConflicts) return unacceptedTies(ties);
    await storeObjects(output.objects);
    const publicationId = newId();
    const nowMs = clock.nowMs();
    const rows: ReleaseRow[] = [];
    for (const piece of inPortions(plan.changed, portion)) {
      rows.push(...piece.map((changed) => signRelease(changed, publicationId, nowMs)));
      await letOthersRun();
    }
    const overtaken = await truth.transaction().execute(async (transaction) => {
      // numbers and differences were made against what stood there: nobody numbers past another node's publication
      if ((await countPublications(transaction)) !== publishedBefore) return null;
      const counts = { unchangedCount: plan.unchangedCount, refused: JSON.stringify(plan.passedOver.map(shortened)) };
      const publication = { id: publicationId, note, publishedBy: actor, publishedAtMs: nowMs, ...counts };
      await transaction.insertInto('publications').values(publication).execute();
      const others = await supersedeOlder(transaction, rows, nowMs);
      for (const piece of inPortions(rows, 50))
        await transaction
          .insertInto('releases')
          .values([...piece])
          .execute();
      // the portal speaks for all sites
      if (reach === 'everywhere') await insertPortalRelease(transaction, output.portal, publicationId, nowMs);
      await markPublished(transaction, input, plan, ({ targets }) =>
        reach === 'everywhere' ? true : [...sitesOfTargets(fleet.current(), targets)].every((siteId) => reach.has(siteId)),
      );
      const passedOver = plan.passedOver.map(({ screenId }) => screenId);
      const acceptedTies = ties.slice(0, namedFaults);
      const tzdata = tzdataRelease() ?? null;
      const sites = reach === 'everywhere' ? reach : [...reach];
      const detail = { note, sites, changed: rows.length, unchanged: plan.unchangedCount, passedOver, acceptedTies, tzdata };
      await audit(transaction, { actor, action: 'publication-made', subject: `publication:${publicationId}`, detail });
      return others;
    });
    if (overtaken === null) return refuse('edited-meanwhile', 'somebody else has published meanwhile; look at it, then publish again');
    for (const row of rows) newest.put(row);
    for (const row of rows) live.emit('release-created', row.screenId, row.number);
    for (const piece of inPortions(rows, screensPerFact)) bus.tell({ fact: 'releases', screenIds: piece.map(({ screenId }) => screenId) });
    live.emit('changed', ['entries']);
    for (const id of overtaken) await tell(id);
    return ok(await tell(publicationId));
  }

  /**
   * Objects are named by their hashes, so they may stand in the store before anything refers to them, and go there in small
   * pieces: SQLite works on this thread, and nobody else's turn comes while it does.
   */
  async function storeObjects(objects: CompileOutput['objects']): Promise<void> {
    for (const piece of inPortions(objects, portion)) {
      await truth.transaction().execute((transaction) => addObjects(transaction, piece));
      await letOthersRun();
    }
  }

  function signRelease({ screen, tree, basis }: ChangedScreen, publicationId: string, nowMs: number): ReleaseRow {
    const number = Math.max((newest.of(screen.id)?.number ?? 0) + 1, nowMs);
    const head = auditHead();
    const envelope = releaseEnvelopeSchema.parse({
      version: 1,
      type: 'release',
      semantics: tree.semantics,
      number,
      issuedAtMs: nowMs,
      screenId: screen.id,
      siteId: screen.siteId,
      areaIds: [...screen.areaIds],
      screenKind: screen.kind,
      publicationId,
      rootNumber: keys.root.document.number,
      tree: tree.tree,
      ...(head === null ? {} : { auditHead: head }),
      objectCount: tree.objectCount,
      mediaBytes: tree.mediaBytes,
    });
    const document = JSON.stringify(signDocument(payloadTypes.release, envelope, [keys.signers.assembly]));
    const state = {
      state: 'queued',
      reason: null,
      detail: null,
      queuedAtMs: nowMs,
      deliveredAtMs: null,
      preparedAtMs: null,
      activeAtMs: null,
    } as const;
    return { screenId: screen.id, number, publicationId, tree: tree.tree, basis, document, ...state, changedAtMs: nowMs };
  }

  async function insertPortalRelease(
    transaction: Transaction<TruthSchema>,
    portal: CompileOutput['portal'],
    publicationId: string,
    nowMs: number,
  ): Promise<void> {
    if (portal === null) return;
    const rootNumber = keys.root.document.number;
    const { tree, languages, objectCount } = portal;
    const before = await transaction.selectFrom('portal_releases').select(['number', 'basis']).orderBy('number', 'desc').executeTakeFirst();
    const basis = nameOfBytes(canonicalBytes([tree, languages, rootNumber]));
    if (before?.basis === basis) return;
    const number = Math.max((before?.number ?? 0) + 1, nowMs);
    const told = { number, issuedAtMs: nowMs, publicationId, rootNumber, languages, tree, objectCount };
    const envelope = portalReleaseEnvelopeSchema.parse({ version: 1, type: 'portal-release', ...told });
    const document = JSON.stringify(signDocument(payloadTypes.portalRelease, envelope, [keys.signers.assembly]));
    await transaction.insertInto('portal_releases').values({ number, publicationId, basis, document }).execute();
  }

  async function tell(id: string): Promise<Publication> {
    const publication = await findPublication(truth, id);
    if (publication === null) throw new Error('a publication that was just made is gone');
    live.emit('publication', publication);
    return publication;
  }

  async function previewNow(): Promise<Outcome<Preview>> {
    waitingPreview = null;
    const result = await compileNow('everywhere');
    if (result.kind === 'problem') return result;
    const { output, plan } = result;
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
    const changed: Preview['changed'] = [];
    for (const one of plan.changed) {
      changed.push({ screenId: one.screen.id as Preview['changed'][number]['screenId'], ...(await differenceOf(one)) });
      await letOthersRun();
    }
    const refused = [
      ...plan.refused.map((screen) => ({ ...shortened(screen), isStopping: true })),
      ...plan.passedOver.map((screen) => ({ ...shortened(screen), isStopping: false })),
    ];
    const findings = findingsOf(plan.changed.map(({ screen, tree }) => ({ screenId: screen.id, tree })));
    return ok({ changed, unchangedCount: plan.unchangedCount, refused, findings });
  }

  /** One compiler at a time: two publications must not number past each other, and a thread each would be too many. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = last.then(work);
    // the next one waits for this one's end, however it ends; its own caller hears of a failure
    last = next.then(
      () => undefined,
      () => undefined,
    );
    return next;
  }

  return {
    publish: async (request) => inTurn(() => publishNow(request)),
    preview: async () => (waitingPreview ??= inTurn(previewNow)),
    idle: async () => {
      await last;
    },
  };
}

function shortened({ screenId, faults }: PublicationPlan['refused'][number]): Omit<Preview['refused'][number], 'isStopping'> {
  return {
    screenId: screenId as Preview['refused'][number]['screenId'],
    faults: faults.slice(0, namedFaults).map(({ path, code, message, overbooked }) => ({
      ...{ path, code, message },
      ...(overbooked === undefined ? {} : { overbooked }),
    })),
  };
}

function refusalOf({ refused }: PublicationPlan): Outcome<never> {
  const faults = refused.flatMap(({ screenId, faults }) =>
    faults.map(({ path, code, message }) => ({ path: `screens[${screenId}].${path}`, code, message })),
  );
  const detail = `the plan of ${refused.length} screen(s) does not compile; nothing was published`;
  return refuse('plan-refused', detail, { faults: faults.slice(0, namedFaults) });
}
