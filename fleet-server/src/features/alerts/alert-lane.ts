import { alertStateSchema, payloadTypes, type AlertState, type SignedDocument } from '@gatecast/protocol';
import { canonicalBytes, signDocument } from '@gatecast/signing';
import type { Transaction } from 'kysely';
import type { AppContext } from '../../app-context.ts';
import type { Outcome } from '../../http/outcome.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { knownGoodList } from '../known-good/store.ts';
import { composeState } from './compose-state.ts';
import { activeAlerts, listStateRevisions, readSiteState, readSiteStates, type SiteState } from './store.ts';

/** Sends one document to every player of a site. */
export type Broadcast = (siteId: string, document: SignedDocument) => void;

/**
 * The alert state of each site: one signed document with a revision, in truth before anybody is told. `change` runs a
 * change of alerts and the new state in one transaction, then pushes; a push that is lost is healed by the
 * revisions that players compare on every connect and heartbeat.
 */
export type AlertLane = {
  /** 0: this site has never had an alert. */
  readonly revision: (siteId: string) => number;
  readonly document: (siteId: string) => SignedDocument | null;
  /** A refusal, also one for limits that the new state would break, leaves everything as it was. */
  readonly change: <T>(siteId: string, act: (transaction: Transaction<TruthSchema>) => Promise<Outcome<T>>) => Promise<Outcome<T>>;
  /** Reads truth again: another node may have written a state. What is newer goes to the players that are connected here. */
  readonly reread: () => Promise<void>;
  /** The sockets come later than the lane, as they read it. */
  readonly broadcastWith: (broadcast: Broadcast) => void;
};

export async function createAlertLane(context: AppContext): Promise<AlertLane> {
  const { truth, clock, fleet, keys, bus } = context;
  const states = new Map(await readSiteStates(truth));
  let broadcast: Broadcast = () => undefined;

  /** The new state where players have to know of it; null where what they show stays the same. */
  async function writeState(transaction: Transaction<TruthSchema>, siteId: string): Promise<SiteState | null> {
    const last = await readSiteState(transaction, siteId);
    const state = composeState({
      siteId,
      languages: fleet.current().sites.get(siteId)?.languages ?? [],
      active: await activeAlerts(transaction, siteId),
      lastRevision: last?.revision ?? 0,
      nowMs: clock.nowMs(),
      knownGood: await knownGoodList(transaction, siteId),
    });
    if (canonicalBytes(toldIn(state)).equals(canonicalBytes(last === null ? { alerts: [] } : toldIn(stateIn(last.document))))) return null;
    const document = signDocument(payloadTypes.alertState, state, [keys.signers.assembly]);
    const row = { revision: state.revision, document: JSON.stringify(document) };
    await transaction
      .insertInto('alert_states')
      .values({ siteId, ...row })
      .onConflict((conflict) => conflict.column('siteId').doUpdateSet(row))
      .execute();
    return { revision: state.revision, document };
  }
  /** Whoever waits for truth may be overtaken by who heard of a later state: an older one neither comes back nor is told. */
  function take(siteId: string, state: SiteState): void {
    if (state.revision <= (states.get(siteId)?.revision ?? 0)) return;
    states.set(siteId, state);
    broadcast(siteId, state.document);
  }

  return {
    revision: (siteId) => states.get(siteId)?.revision ?? 0,
    document: (siteId) => states.get(siteId)?.document ?? null,
    async change(siteId, act) {
      try {
        const { outcome, state } = await truth.transaction().execute(async (transaction) => {
          const outcome = await act(transaction);
          // thrown, as only that rolls a transaction back
          if (outcome.kind === 'problem') throw new ProblemError(outcome.problem);
          return { outcome, state: await writeState(transaction, siteId) };
        });
        if (state !== null) {
          take(siteId, state);
          bus.tell({ fact: 'site-state', siteId });
        }
        return outcome;
      } catch (error) {
        if (error instanceof ProblemError) return { kind: 'problem', problem: error.problem };
        throw error;
      }
    },
    async reread() {
      for (const [siteId, revision] of await listStateRevisions(truth)) {
        if (revision <= (states.get(siteId)?.revision ?? 0)) continue;
        const state = await readSiteState(truth, siteId);
        if (state !== null) take(siteId, state);
      }
    },
    broadcastWith(given) {
      broadcast = given;
    },
  };
}

/** Our own document, read back. */
function stateIn(document: SignedDocument): AlertState {
  return alertStateSchema.parse(JSON.parse(Buffer.from(document.payload, 'base64').toString('utf8')));
}

/** What of a state players have to know of. */
function toldIn({ alerts, knownGood }: AlertState): Pick<AlertState, 'alerts' | 'knownGood'> {
  return knownGood === undefined ? { alerts } : { alerts, knownGood };
}
