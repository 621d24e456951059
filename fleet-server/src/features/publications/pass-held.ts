import { payloadTypes, releaseEnvelopeSchema, signedDocumentSchema, type PublicationOrigin } from '@gatecast/protocol';
import { signDocument } from '@gatecast/signing';
import type { Transaction } from 'kysely';
import type { AppContext } from '../../app-context.ts';
import { believedAheadMs, passEveryMs, type HeldNumbers } from '../../held-numbers.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { inPortions } from './in-portions.ts';
import type { NewestReleases } from './newest-releases.ts';
import { passPortalRelease } from './portal-releases.ts';
import { supersedeOlder } from './supersede-older.ts';
import { findPublication, listNewestReleases, type NewestRelease, type PublicationTables } from './store.ts';

/** After a restore thousands of players come within half a minute; who comes within this time shares a publication. */
const gatherMs = 3_000;
const mostAtOnce = 500;
const namedScreens = 100;

/** How a publication that nobody made but a restored server is told from the others. */
export const restoredOrigin = { kind: 'restored' } as const satisfies PublicationOrigin;

type ReleaseRow = PublicationTables['releases'];
type Passed = { readonly row: ReleaseRow; readonly held: HeldNumbers; readonly was: number };

export type HeldReleases = {
  /** A player says what it holds; whoever is not ahead of this server is passed over at once. */
  readonly pass: (screenId: string, held: HeldNumbers) => void;
  /** Resolves when no work is in hand. */
  readonly close: () => Promise<void>;
};

/**
 * Issues releases anew, past what players hold that this server never gave, as it was restored from a backup: the tree of each screen's newest
 * release under a higher number, so that the screen shows what stands in this server's truth, and the portal's likewise. Nothing is compiled and
 * nothing else goes out. A publication of its own tells of it, an audit row, and an incident of each screen; it waits its turn among publications, as numbers are
 * made of what stands there. Numbers that no server can have given move nothing, and neither does a screen that has no release here.
 */
export function passHeldReleases(
  context: Pick<AppContext, 'truth' | 'clock' | 'keys' | 'live' | 'audit' | 'auditHead' | 'newId' | 'log' | 'bus'>,
  newest: NewestReleases,
  inTurn: <T>(work: () => Promise<T>) => Promise<T>,
): HeldReleases {
  const { truth, clock, keys, live, audit, auditHead, newId, log, bus } = context;
  const waiting = new Map<string, HeldNumbers>();
  const passedMonotonicMs = new Map<string, number>();
  let cancel: (() => void) | null = null;
  let underway: Promise<void> = Promise.resolve();

  function due(): void {
    cancel = null;
    const asked = [...waiting];
    waiting.clear();
    underway = passAll(asked).catch((fault: unknown) => log.error({ err: fault }, 'releases could not be issued past what players hold'));
  }
  async function passAll(asked: readonly (readonly [string, HeldNumbers])[]): Promise<void> {
    for (const piece of inPortions(asked, mostAtOnce)) await inTurn(() => passSome(new Map(piece)));
  }
  async function passSome(asked: ReadonlyMap<string, HeldNumbers>): Promise<void> {
    const publicationId = newId();
    const { passed, others } = await truth.transaction().execute(async (transaction) => {
      const found = await listNewestReleases(transaction, [...asked.keys()]);
      // another node may have given it
      const behind = found.filter(({ screenId, number }) => number < (asked.get(screenId)?.releaseNumber ?? 0));
      if (behind.length === 0) return { passed: [], others: [] };
      const nowMs = clock.nowMs();
      const made = { id: publicationId, note: '', publishedBy: 'system', publishedAtMs: nowMs, unchangedCount: 0, refused: '[]' };
      await transaction
        .insertInto('publications')
        .values({ ...made, source: JSON.stringify(restoredOrigin), activateAtMs: null, withdrawnById: null })
        .execute();
      const documents = await documentsOf(transaction, behind);
      const passed = behind.map((release): Passed => {
        const held = asked.get(release.screenId);
        const document = documents.get(keyOf(release));
        if (held === undefined || document === undefined) throw new Error(`release ${release.number} of ${release.screenId} is gone`);
        return { row: signAnew(release, document, { publicationId, held, nowMs }), held, was: release.number };
      });
      const rows = passed.map(({ row }) => row);
      const others = await supersedeOlder(transaction, rows, nowMs);
      for (const piece of inPortions(rows, 50))
        await transaction
          .insertInto('releases')
          .values([...piece])
          .execute();
      const heldNumber = Math.max(...passed.map(({ held }) => held.releaseNumber));
      await passPortalRelease(transaction, keys, { publicationId, nowMs, heldNumber });
      const screens = passed
        .slice(0, namedScreens)
        .map(({ row: { screenId, number }, held, was }) => ({ screenId, held: held.releaseNumber, was, number }));
      const detail = { changed: rows.length, screens };
      await audit(transaction, { actor: 'system', action: 'releases-passed', subject: `publication:${publicationId}`, detail });
      return { passed, others };
    });
    if (passed.length < asked.size) await newest.reread([...asked.keys()]);
    if (passed.length === 0) return;
    for (const { row } of passed) newest.put(row, row.document);
    bus.tell({ fact: 'releases', screenIds: passed.map(({ row }) => row.screenId) });
    for (const { row, held } of passed) {
      const { releaseNumber, alertRevision } = held;
      live.emit('incident-told', row.screenId, 'server-behind', { says: 'ahead', release: releaseNumber, alertRevision });
      live.emit('release-created', row.screenId, row.number);
    }
    for (const id of new Set([...others, publicationId])) {
      const publication = await findPublication(truth, id);
      if (publication !== null) live.emit('publication', publication);
    }
  }

  function signAnew(
    { screenId, number: was, tree, basis, activateAtMs }: NewestRelease,
    document: string,
    { publicationId, held, nowMs }: { readonly publicationId: string; readonly held: HeldNumbers; readonly nowMs: number },
  ): ReleaseRow {
    const { payload } = signedDocumentSchema.parse(JSON.parse(document));
    const {
      activateAtMs: _,
      auditHead: __,
      ...given
    } = releaseEnvelopeSchema.parse(JSON.parse(Buffer.from(payload, 'base64').toString('utf8')));
    const number = Math.max(was + 1, held.releaseNumber + 1, nowMs);
    const head = auditHead();
    // what is due already is due at once
    const comesMs = activateAtMs !== null && activateAtMs > nowMs ? activateAtMs : null;
    const envelope = releaseEnvelopeSchema.parse({
      ...given,
      ...{ number, issuedAtMs: nowMs, publicationId },
      ...(comesMs === null ? {} : { activateAtMs: comesMs }),
      ...(head === null ? {} : { auditHead: head }),
    });
    return {
      ...{ screenId, number, publicationId, tree, basis, activateAtMs: comesMs },
      document: JSON.stringify(signDocument(payloadTypes.release, envelope, [keys.signers.assembly])),
      ...{ state: 'queued', reason: null, detail: null },
      ...{ queuedAtMs: nowMs, deliveredAtMs: null, preparedAtMs: null, activeAtMs: null, changedAtMs: nowMs },
    };
  }

  return {
    pass(screenId, held) {
      const own = newest.of(screenId);
      if (own === null || held.releaseNumber <= own.number || held.releaseNumber > clock.nowMs() + believedAheadMs) return;
      const nowMs = clock.monotonicMs();
      if (nowMs - (passedMonotonicMs.get(screenId) ?? -Infinity) < passEveryMs) return;
      passedMonotonicMs.set(screenId, nowMs);
      waiting.set(screenId, held);
      cancel ??= clock.after(gatherMs, due);
    },
    async close() {
      cancel?.();
      await underway;
    },
  };
}

async function documentsOf(
  transaction: Transaction<TruthSchema>,
  releases: readonly NewestRelease[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await transaction
    .selectFrom('releases')
    .select(['screenId', 'number', 'document'])
    .where(
      'screenId',
      'in',
      releases.map(({ screenId }) => screenId),
    )
    .where('number', 'in', [...new Set(releases.map(({ number }) => number))])
    .execute();
  return new Map(rows.map((row) => [keyOf(row), row.document]));
}

function keyOf({ screenId, number }: { readonly screenId: string; readonly number: number }): string {
  return `${screenId} ${number}`;
}
