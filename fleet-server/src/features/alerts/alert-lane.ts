import { alertStateSchema, compareAlerts, payloadTypes, type Alert, type AlertState, type SignedDocument } from '@gatecast/protocol';
import { canonicalBytes, signDocument } from '@gatecast/signing';
import type { Transaction } from 'kysely';
import type { AppContext } from '../../app-context.ts';
import { believedAheadMs, passEveryMs } from '../../held-numbers.ts';
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
  /** The alerts that are on at a site now, what stands first on the glass first. */
  readonly active: (siteId: string) => readonly Alert[];
  /** A refusal, also one for limits that the new state would break, leaves everything as it was. */
  readonly change: <T>(siteId: string, act: (transaction: Transaction<TruthSchema>) => Promise<Outcome<T>>) => Promise<Outcome<T>>;
  /**
   * A player holds a later revision than this server has given, which was restored from a backup: what is true now is told anew under a
   * number past it, so that an alert which only the lost server knew goes from the glass. Numbers that no server can have given move nothing.
   */
  readonly pass: (siteId: string, heldRevision: number) => Promise<void>;
  /** Reads truth again: another node may have written a state. What is newer goes to the players that are connected here. */
  readonly reread: () => Promise<void>;
  /** The sockets come later than the lane, as they read it. */
  readonly broadcastWith: (broadcast: Broadcast) => void;
};

export async function createAlertLane(context: AppContext): Promise<AlertLane> {
  const { truth, clock, fleet, keys, bus, audit } = context;
  const passedMonotonicMs = new Map<string, number>();
  const states = new Map(await readSiteStates(truth));
  let broadcast: Broadcast = () => undefined;
  /** Read back once for each revision. */
  const opened = new Map<string, { readonly revision: number; readonly alerts: readonly Alert[] }>();

  /** The new state where players have to know of it, or where it must pass a number that they hold; null where what they show stays the same. */
  async function writeState(transaction: Transaction<TruthSchema>, siteId: string, heldRevision = 0): Promise<SiteState | null> {
    const last = await readSiteState(transaction, siteId);
    const state = composeState({
      siteId,
      languages: fleet.current().sites.get(siteId)?.languages ?? [],
      active: await activeAlerts(transaction, siteId),
      lastRevision: Math.max(last?.revision ?? 0, heldRevision),
      nowMs: clock.nowMs(),
      knownGood: await knownGoodList(transaction, siteId),
    });
    const isSame = canonicalBytes(toldIn(state)).equals(canonicalBytes(last === null ? { alerts: [] } : toldIn(stateIn(last.document))));
    if (isSame && heldRevision === 0) return null;
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
    active(siteId) {
      const state = states.get(siteId);
      if (state === undefined) return [];
      let known = opened.get(siteId);
      if (known?.revision !== state.revision) {
        known = { revision: state.revision, alerts: stateIn(state.document).alerts.toSorted(compareAlerts) };
        opened.set(siteId, known);
      }
      const nowMs = clock.nowMs();
      return known.alerts.filter(({ effectiveMs, expiresMs }) => effectiveMs <= nowMs && nowMs < expiresMs);
    },
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
    async pass(siteId, heldRevision) {
      const nowMs = clock.monotonicMs();
      if (heldRevision <= (states.get(siteId)?.revision ?? 0) || heldRevision > clock.nowMs() + believedAheadMs) return;
      if (nowMs - (passedMonotonicMs.get(siteId) ?? -Infinity) < passEveryMs) return;
      passedMonotonicMs.set(siteId, nowMs);
      const state = await truth.transaction().execute(async (transaction) => {
        // another node may have given it
        const last = await readSiteState(transaction, siteId);
        if (last !== null && last.revision >= heldRevision) return last;
        await audit(transaction, { actor: 'system', action: 'alert-state-passed', subject: `site:${siteId}`, detail: { heldRevision } });
        return writeState(transaction, siteId, heldRevision);
      });
      if (state === null) return;
      take(siteId, state);
      bus.tell({ fact: 'site-state', siteId });
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
