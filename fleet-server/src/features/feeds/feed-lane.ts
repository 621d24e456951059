import { feedLimits, feedStateSchema, payloadTypes, problemOf, type FeedState, type SignedDocument } from '@gatecast/protocol';
import { canonicalBytes, signDocument } from '@gatecast/signing';
import type { Transaction } from 'kysely';
import type { AppContext } from '../../app-context.ts';
import type { Outcome } from '../../http/outcome.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { feedRowsOfSite, readFeedState, readFeedStates, tableOfRow, writeFeedState, type FeedStateRow } from './store.ts';

export type ChangeFeeds<T> = (transaction: Transaction<TruthSchema>, touch: (siteId: string | null) => void) => Promise<Outcome<T>>;

/** Sends one document to every player of a site. */
export type BroadcastFeeds = (siteId: string, document: SignedDocument) => void;

/**
 * The feed state of each site: one signed document with a revision, max(last + 1, now in ms), in truth before anybody is told. A push that is
 * lost is healed by the revisions that players compare on every connect and heartbeat.
 */
export type FeedLane = {
  /** 0: this site has never had a feed. */
  readonly revision: (siteId: string) => number;
  readonly document: (siteId: string) => SignedDocument | null;
  /**
   * Runs a change of sources and the new states of the sites that it touches (null: all of them) in one transaction, then pushes. A refusal,
   * also one for limits that a state would break, leaves everything as it was.
   */
  readonly change: <T>(act: ChangeFeeds<T>) => Promise<Outcome<T>>;
  /** Reads truth again: another node may have written states. What is newer goes to the players that are connected here. */
  readonly reread: () => Promise<void>;
  /** The sockets come later than the lane, as they read it. */
  readonly broadcastWith: (broadcast: BroadcastFeeds) => void;
};

export async function createFeedLane({ truth, clock, fleet, keys, bus }: AppContext): Promise<FeedLane> {
  const states = new Map(await readFeedStates(truth));
  let broadcast: BroadcastFeeds = () => undefined;

  async function compose(transaction: Transaction<TruthSchema>, siteId: string): Promise<FeedStateRow> {
    const rows = await feedRowsOfSite(transaction, siteId);
    if (rows.length > feedLimits.sourcesPerSite)
      throw tooLarge(`a site has at most ${feedLimits.sourcesPerSite} feed sources`, feedLimits.sourcesPerSite);
    const nowMs = clock.nowMs();
    const last = await transaction.selectFrom('feed_states').select('revision').where('siteId', '=', siteId).executeTakeFirst();
    const revision = Math.max((last?.revision ?? 0) + 1, nowMs);
    const feeds = rows.flatMap((row) => tableOfRow(row) ?? []);
    const state: FeedState = feedStateSchema.parse({ version: 1, type: 'feed-state', siteId, revision, issuedAtMs: nowMs, feeds });
    const sizeBytes = canonicalBytes(state).length;
    if (sizeBytes > feedLimits.stateBytes)
      throw tooLarge(`the feeds of a site would take ${sizeBytes} bytes, the limit is ${feedLimits.stateBytes}`, feedLimits.stateBytes);
    const composed = { revision, document: signDocument(payloadTypes.feedState, state, [keys.signers.assembly]) };
    await writeFeedState(transaction, siteId, composed);
    return composed;
  }

  function tell(siteId: string, state: FeedStateRow): void {
    if (state.revision <= (states.get(siteId)?.revision ?? 0)) return;
    states.set(siteId, state);
    broadcast(siteId, state.document);
  }

  return {
    revision: (siteId) => states.get(siteId)?.revision ?? 0,
    document: (siteId) => states.get(siteId)?.document ?? null,
    async change(act) {
      try {
        const { outcome, composed } = await truth.transaction().execute(async (transaction) => {
          const touched = new Set<string>();
          const outcome = await act(transaction, (siteId) => {
            for (const id of siteId === null ? fleet.current().sites.keys() : [siteId]) touched.add(id);
          });
          // thrown, as only that rolls a transaction back
          if (outcome.kind === 'problem') throw new ProblemError(outcome.problem);
          const composed = new Map<string, FeedStateRow>();
          for (const siteId of touched) composed.set(siteId, await compose(transaction, siteId));
          return { outcome, composed };
        });
        for (const [siteId, state] of composed) tell(siteId, state);
        if (composed.size > 0) bus.tell({ fact: 'feed-states' });
        return outcome;
      } catch (error) {
        if (error instanceof ProblemError) return { kind: 'problem', problem: error.problem };
        throw error;
      }
    },
    async reread() {
      const rows = await truth.selectFrom('feed_states').select(['siteId', 'revision']).execute();
      for (const { siteId, revision } of rows) {
        if (revision <= (states.get(siteId)?.revision ?? 0)) continue;
        const state = await readFeedState(truth, siteId);
        if (state !== null) tell(siteId, state);
      }
    },
    broadcastWith(given) {
      broadcast = given;
    },
  };
}

function tooLarge(detail: string, limit: number): ProblemError {
  return new ProblemError(problemOf('too-large', detail, { limit }));
}
