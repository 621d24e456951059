import { tzdataRelease } from '@gatecast/zones';
import { payloadTypes, releaseEnvelopeSchema, type PublicationPreview, type PublicationSource } from '@gatecast/protocol';
import { signDocument } from '@gatecast/signing';
// The answers of a local database come as microtasks: timers and sockets wait until somebody lets them run.
import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome, type Refusal } from '../../http/outcome.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import type { Reach } from '../people/session.ts';
import { calledOff, nameInUse, type WorkInHand } from '../../works/works.ts';
import { sitesOfTargets } from '../schedule/sites-of-targets.ts';
import { addObjects } from '../content/object-store.ts';
import { createCompiler } from './compile-in-worker.ts';
import type { CompileInput } from './compile-input.ts';
import type { CompileOutput } from './compile-releases.ts';
import { inPortions } from './in-portions.ts';
import { markPublished, markUnpublished } from './mark-published.ts';
import type { NewestReleases } from './newest-releases.ts';
import { planPublication, type ChangedScreen, type PublicationPlan } from './plan-publication.ts';
import { addPortalRelease, portalOnceMade, withdrawPortalRelease } from './portal-releases.ts';
import { previewOf } from './preview-of.ts';
import { outgoingOf, tokenOf, type Outgoing } from './preview-token.ts';
import { readCompileInput } from './read-compile-input.ts';
import { namedFaults, shortenedRefusal } from './shortened-refusal.ts';
import { conflictHorizonMs } from './search-conflicts.ts';
import { sourceTrees } from './source-trees.ts';
import { supersedeOlder } from './supersede-older.ts';
import { tiesOf, unacceptedTies } from './ties-of.ts';
import { countPublications, findPublication, type CountedPublication, type PublicationTables } from './store.ts';

/** What everybody who looks is told, and what the token of each is made of. */
type Preview = { readonly told: Omit<PublicationPreview, 'token'>; readonly outgoing: Outgoing };
type ReleaseRow = PublicationTables['releases'];

/** Work on the main thread is done in portions of this many, with room for others between them. */
const portion = 25;
const screensPerFact = 500;
/** For all plans that a publication changes; each is looked at for four weeks even where it is used up. */
const longestSearchMs = 20_000;

/** Of a common activation. */
const latestActivationMs = 366 * 86_400_000;
const auditActions = {
  drafts: 'publication-made',
  'roll-back': 'publication-rolled-back',
  withdrawal: 'publication-withdrawn',
} as const satisfies Record<PublicationSource['kind'], string>;

/** Of a screen that a roll back or a withdrawal has nothing for any more. */
const releaseNotKept = {
  path: 'release',
  code: 'release-not-kept',
  message: 'the release that this screen had then was never active there and is not kept; it keeps what it has',
} as const;

export type PublishRequest = {
  readonly note: string;
  readonly acceptConflicts: boolean;
  readonly actor: string;
  readonly source: PublicationSource;
  readonly activateAtMs: number | null;
  /** Of the preview that was looked at; left out: nobody looked. */
  readonly token?: string;
  /** By which it is watched and can be called off; left out: by nobody. */
  readonly workId?: string;
  /** The sites whose screens it concerns. */
  readonly reach: Reach;
};

export type Publisher = {
  readonly publish: (request: PublishRequest) => Promise<Outcome<CountedPublication>>;
  /** Those who ask the same while one waits for its turn share it: anybody may look, and nobody's looking may hold up a publication. */
  readonly preview: (source: PublicationSource) => Promise<Outcome<Preview>>;
  /** Does work that numbers releases between two publications. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** Resolves when no work is in hand, and ends its thread. */
  readonly close: () => Promise<void>;
};

/** Compiles in a worker, signs here, and commits a publication whole or not at all; one at a time. */
export function createPublisher(context: AppContext, newest: NewestReleases): Publisher {
  const { truth, clock, keys, live, audit, auditHead, newId, log, fleet, bus, works } = context;
  const compiler = createCompiler(clock);
  let last: Promise<unknown> = Promise.resolve();
  const waitingPreviews = new Map<string, Promise<Outcome<Preview>>>();

  type Compiled = {
    readonly kind: 'compiled';
    /** Publications that stood in truth when this one was begun. */
    readonly publishedBefore: number;
    readonly input: CompileInput;
    readonly output: CompileOutput;
    readonly plan: PublicationPlan;
    /** Of a withdrawal: screens of other sites that still wait for what is withdrawn. */
    readonly waitingElsewhere: number;
  };
  async function compileNow(reach: Reach, source: PublicationSource, work: WorkInHand | null): Promise<Compiled | Refusal> {
    const publishedBefore = await countPublications(truth);
    // another node may have published since this one read
    if (bus.isShared) await newest.reread(null);
    const nowMs = clock.nowMs();
    const read = await readCompileInput(truth, nowMs);
    const inReach = reach === 'everywhere' ? read.screens : read.screens.filter(({ siteId }) => reach.has(siteId));
    const earlier = await sourceTrees(truth, source, inReach, newest.of);
    if (earlier?.kind === 'problem') return earlier;
    const screens = earlier === null ? inReach : inReach.filter(({ id }) => earlier.trees.has(id));
    const ofScreens = read.screens.flatMap(({ id }) => newest.of(id)?.tree ?? []);
    // whoever published a plan then answered for its conflicts
    const skippedTrees = [...new Set([...ofScreens, ...(earlier?.trees.values() ?? [])])];
    const search = { fromMs: nowMs, untilMs: nowMs + conflictHorizonMs, longestMs: longestSearchMs, skippedTrees };
    const instead = earlier === null ? {} : { instead: earlier.trees, stored: earlier.stored };
    const input = { ...read, screens, search, standingTrees: [...new Set(ofScreens)], ...instead };
    const watched =
      work === null ? {} : { calledOff: work.calledOff, reaches: (done: number) => work.reaches('compiles', done, screens.length) };
    work?.reaches('compiles', 0, screens.length);
    const compiled = await compiler.compile(input, watched);
    switch (compiled.kind) {
      case 'done': {
        const { output } = compiled;
        const plan = planPublication(input, output, newest.of, keys.root.document.number);
        const gone = (earlier?.goneIds ?? []).map((screenId) => ({ screenId, faults: [releaseNotKept] }));
        const unchangedCount = plan.unchangedCount + inReach.length - screens.length - gone.length;
        return {
          kind: 'compiled',
          publishedBefore,
          input,
          output,
          plan: { ...plan, unchangedCount, passedOver: [...plan.passedOver, ...gone] },
          waitingElsewhere: earlier?.waitingElsewhere ?? 0,
        };
      }
      case 'called-off':
        return calledOff;
      case 'other-version':
        log.error({ detail: compiled.detail }, 'the compiler on disk is of another version than this server');
        return refuse('internal', "the server's files were changed while it runs; restart it. Nothing was published");
      case 'too-long':
        log.error({ limitMs: compiled.limitMs }, 'the compiler was ended');
        return refuse('timed-out', `the releases could not be compiled within ${compiled.limitMs / 1_000} s; nothing was published`);
    }
  }

  async function publishNow(request: PublishRequest, work: WorkInHand): Promise<Outcome<CountedPublication>> {
    const { note, acceptConflicts, actor, reach, source, activateAtMs, token } = request;
    if (work.isCalledOff()) return calledOff;
    const compiled = await compileNow(reach, source, work);
    if (work.isCalledOff()) return calledOff;
    if (compiled.kind === 'problem') return compiled;
    const { publishedBefore, output, plan } = compiled;
    if (token !== undefined && token !== tokenOf(outgoingOf(source, compiled), reach))
      return refuse('edited-meanwhile', 'something else would go out by now than what was previewed; look again. Nothing was published', {
        field: 'body.token',
      });
    if (plan.refused.length > 0) return refusalOf(plan);
    const late = activateAtMs === null ? null : refusalOfInstant(activateAtMs, clock.nowMs());
    if (late !== null) return late;
    const ties = tiesOf(plan.changed);
    if (ties.length > 0 && !acceptConflicts) return unacceptedTies(ties);
    await storeObjects(output.objects, work);
    if (work.isCalledOff()) return calledOff;
    const publicationId = newId();
    const nowMs = clock.nowMs();
    const rows: ReleaseRow[] = [];
    for (const piece of inPortions(plan.changed, portion)) {
      rows.push(...piece.map((changed) => signRelease(changed, publicationId, activateAtMs, nowMs)));
      await letOthersRun();
    }
    if (!work.commits()) return calledOff;
    const overtaken = await truth.transaction().execute(async (transaction) => {
      // numbers and differences were made against what stood there: nobody numbers past another node's publication
      if ((await countPublications(transaction)) !== publishedBefore) return null;
      const counts = { unchangedCount: plan.unchangedCount, refused: JSON.stringify(plan.passedOver.map(shortenedRefusal)) };
      const made = { id: publicationId, note, publishedBy: actor, publishedAtMs: nowMs, ...counts };
      const publication = { ...made, source: JSON.stringify(source), activateAtMs, withdrawnById: null };
      await transaction.insertInto('publications').values(publication).execute();
      const others = await supersedeOlder(transaction, rows, nowMs);
      for (const piece of inPortions(rows, 50)) {
        await transaction
          .insertInto('releases')
          .values([...piece])
          .execute();
        await letOthersRun();
      }
      await afterSource(compiled, request, transaction, { publicationId, nowMs });
      const passedOver = plan.passedOver.map(({ screenId }) => screenId);
      const acceptedTies = ties.slice(0, namedFaults);
      const tzdata = tzdataRelease() ?? null;
      const sites = reach === 'everywhere' ? reach : [...reach];
      const counted = { changed: rows.length, unchanged: plan.unchangedCount, passedOver };
      const detail = { note, sites, source, activateAtMs, ...counted, acceptedTies, tzdata };
      await audit(transaction, { actor, action: auditActions[source.kind], subject: `publication:${publicationId}`, detail });
      return others;
    });
    if (overtaken === null) return refuse('edited-meanwhile', 'somebody else has published meanwhile; look at it, then publish again');
    for (const piece of inPortions(rows, screensPerFact)) {
      for (const row of piece) newest.put(row, row.document);
      bus.tell({ fact: 'releases', screenIds: piece.map(({ screenId }) => screenId) });
    }
    for (const piece of inPortions(rows, portion)) {
      for (const row of piece) live.emit('release-created', row.screenId, row.number);
      await letOthersRun();
    }
    live.emit('changed', ['entries']);
    const others = source.kind === 'withdrawal' ? [...overtaken, source.publicationId] : overtaken;
    for (const id of new Set(others)) await tell(id);
    return ok(await tell(publicationId));
  }

  /** What a publication does beside its releases, which depends on what it was made of. */
  async function afterSource(
    { input, output, plan, waitingElsewhere }: Compiled,
    { reach, source, activateAtMs }: PublishRequest,
    transaction: Transaction<TruthSchema>,
    { publicationId, nowMs }: { readonly publicationId: string; readonly nowMs: number },
  ): Promise<void> {
    const place = { publicationId, nowMs, servedFromMs: activateAtMs ?? nowMs };
    // the portal speaks for all sites
    const isWhole = reach === 'everywhere';
    switch (source.kind) {
      case 'drafts':
        if (isWhole) await addPortalRelease(transaction, keys, output.portal, place);
        return markPublished(transaction, input, plan, ({ targets }) =>
          isWhole ? true : [...sitesOfTargets(fleet.current(), targets)].every((siteId) => reach.has(siteId)),
        );
      case 'roll-back': {
        const target = await transaction
          .selectFrom('publications')
          .select('publishedAtMs')
          .where('id', '=', source.publicationId)
          .executeTakeFirstOrThrow();
        if (isWhole) await addPortalRelease(transaction, keys, await portalOnceMade(transaction, target.publishedAtMs), place);
        return markUnpublished(transaction, input.entries, plan);
      }
      case 'withdrawal':
        if (isWhole) await withdrawPortalRelease(transaction, source.publicationId, nowMs);
        if (waitingElsewhere === 0)
          await transaction
            .updateTable('publications')
            .set({ withdrawnById: publicationId })
            .where('id', '=', source.publicationId)
            .execute();
        return markUnpublished(transaction, input.entries, plan);
    }
  }

  /**
   * Objects are named by their hashes, so they may stand in the store before anything refers to them, and go there in small
   * pieces: SQLite works on this thread, and nobody else's turn comes while it does.
   */
  async function storeObjects(objects: CompileOutput['objects'], work: WorkInHand): Promise<void> {
    let stored = 0;
    for (const piece of inPortions(objects, portion)) {
      if (work.isCalledOff()) return;
      work.reaches('writes', stored, objects.length);
      stored += piece.length;
      await truth.transaction().execute((transaction) => addObjects(transaction, piece));
      await letOthersRun();
    }
  }

  function signRelease(
    { screen, tree, basis }: ChangedScreen,
    publicationId: string,
    activateAtMs: number | null,
    nowMs: number,
  ): ReleaseRow {
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
      ...(activateAtMs === null ? {} : { activateAtMs }),
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
    return { screenId: screen.id, number, publicationId, tree: tree.tree, basis, document, activateAtMs, ...state, changedAtMs: nowMs };
  }

  async function tell(id: string): Promise<CountedPublication> {
    const publication = await findPublication(truth, id);
    if (publication === null) throw new Error('a publication that was just made is gone');
    live.emit('publication', publication);
    return publication;
  }

  async function previewNow(source: PublicationSource): Promise<Outcome<Preview>> {
    waitingPreviews.delete(JSON.stringify(source));
    const compiled = await compileNow('everywhere', source, null);
    return compiled.kind === 'problem'
      ? compiled
      : ok({ told: await previewOf(context, newest, compiled), outgoing: outgoingOf(source, compiled) });
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
    async publish(request) {
      const work = works.begin(request.workId);
      if (work === null) return nameInUse;
      try {
        return await inTurn(() => publishNow(request, work));
      } finally {
        work.ends();
      }
    },
    async preview(source) {
      const key = JSON.stringify(source);
      const preview = waitingPreviews.get(key) ?? inTurn(() => previewNow(source));
      waitingPreviews.set(key, preview);
      return preview;
    },
    inTurn,
    close: async () => {
      await last;
      await compiler.close();
    },
  };
}

function refusalOfInstant(activateAtMs: number, nowMs: number): Refusal | null {
  if (activateAtMs > nowMs && activateAtMs <= nowMs + latestActivationMs) return null;
  const limit = `after now, within ${latestActivationMs / 86_400_000} days`;
  return refuse('bad-input', `body.activateAtMs: must be ${limit}`, { field: 'body.activateAtMs', limit });
}

function refusalOf({ refused }: PublicationPlan): Outcome<never> {
  const faults = refused.flatMap(({ screenId, faults }) =>
    faults.map(({ path, code, message }) => ({ path: `screens[${screenId}].${path}`, code, message })),
  );
  const detail = `the plan of ${refused.length} screen(s) does not compile; nothing was published`;
  return refuse('plan-refused', detail, { faults: faults.slice(0, namedFaults) });
}
