import { knownGoodRoutes, knownGoodSchema } from '@gatecast/protocol';
import type { Transaction } from 'kysely';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome, type Refusal } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { wholeOrPage } from '../../http/whole-or-page.ts';
import { maySee, type Session } from '../people/session.ts';
import { refusalAt } from '../people/site-rules.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import type { AlertLane } from '../alerts/alert-lane.ts';
import { activeReleases, listKnownGood, pinnedReleases, pinRelease, unpinRelease } from './store.ts';

/** Propose to pin or to take back, approve by another person, reject. Players are told in the alert lane, in the transaction of the pin. */
export function registerKnownGoodRoutes(registerRoute: RegisterRoute, context: AppContext, lane: AlertLane): void {
  const { truth, clock, newId, audit, live, fleet } = context;

  async function seenBy(session: Session) {
    const { pins, proposals } = await listKnownGood(truth);
    const isSeen = ({ siteId }: { readonly siteId: string }) => maySee(session, 'schedule.read', siteId);
    return { pins: pins.filter(isSeen), proposals: proposals.filter(isSeen) };
  }
  async function answered(outcome: Outcome<null>, session: Session) {
    if (outcome.kind === 'problem') return outcome;
    live.emit('changed', ['known-good']);
    return ok(await seenBy(session));
  }
  function closed(session: Session, siteId: string): Refusal | null {
    return refusalAt(session, { read: 'schedule.read', act: 'schedule.publish' }, siteId, 'proposal');
  }
  function proposal(db: Transaction<TruthSchema> | AppContext['truth'], id: string) {
    return db.selectFrom('known_good_proposals').selectAll().where('id', '=', id).executeTakeFirst();
  }

  registerRoute(knownGoodRoutes.listKnownGood, async ({ query, session }) => {
    const { pins, proposals } = await seenBy(session);
    const page = wholeOrPage(
      pins.map((pin) => ({ id: pin.screenId, pin })),
      query,
    );
    if (page.kind === 'problem') return page;
    // what waits for somebody is few, and on the first page
    return ok({ pins: page.rows.map(({ pin }) => pin), proposals: query.after === undefined ? proposals : [], next: page.next });
  });

  registerRoute(knownGoodRoutes.proposeKnownGood, async ({ body: { siteId, act, screenIds }, session }) => {
    if (!fleet.current().sites.has(siteId)) return refuse('not-found', 'body.siteId: no such site', { field: 'body.siteId' });
    const releases = await (act === 'pin' ? activeReleases : pinnedReleases)(truth, siteId, screenIds);
    const absent = screenIds.find((id) => releases.every(({ screenId }) => screenId !== id));
    if (absent !== undefined || releases.length === 0)
      return refuse(
        'wrong-state',
        `body.screenIds: ${absent ?? 'no screen of the site'} has no ${act === 'pin' ? 'active release' : 'pinned release'}`,
        {
          field: 'body.screenIds',
        },
      );
    const id = newId();
    await truth.transaction().execute(async (transaction) => {
      const row = { id, siteId, act, releases: JSON.stringify(releases), proposedBy: session.userId, proposedAtMs: clock.nowMs() };
      await transaction.insertInto('known_good_proposals').values(row).execute();
      await audit(transaction, {
        actor: session.userId,
        action: act === 'pin' ? 'known-good-proposed' : 'known-good-unpin-proposed',
        subject: `site:${siteId}`,
        detail: { id, releases },
      });
    });
    return answered(ok(null), session);
  });

  registerRoute(knownGoodRoutes.approveKnownGood, async ({ params, session }) => {
    const found = await proposal(truth, params.proposalId);
    if (found === undefined) return refuse('not-found', 'no such proposal');
    const refusal = closed(session, found.siteId);
    if (refusal !== null) return refusal;
    if (found.proposedBy === session.userId) return refuse('same-person', 'another person has to decide about what you proposed');
    const releases = knownGoodSchema.shape.proposals.element.shape.releases.parse(JSON.parse(found.releases));
    const { id, siteId, act, proposedBy } = found;
    const decided = await lane.change(siteId, async (transaction) => {
      // somebody else may have decided meanwhile
      if ((await proposal(transaction, id)) === undefined) return refuse('not-found', 'no such proposal');
      for (const release of releases) {
        const pin = { ...release, siteId, proposedBy, approvedBy: session.userId, pinnedAtMs: clock.nowMs() };
        const isDone = act === 'pin' ? await pinRelease(transaction, pin) : await unpinRelease(transaction, release);
        if (!isDone) return refuse('wrong-state', `release ${release.number} is not ${act === 'pin' ? 'here' : 'pinned'} any more`);
      }
      await transaction.deleteFrom('known_good_proposals').where('id', '=', id).execute();
      const detail = { id, releases, proposedBy };
      await audit(transaction, {
        actor: session.userId,
        action: act === 'pin' ? 'known-good-pinned' : 'known-good-unpinned',
        subject: `site:${siteId}`,
        detail,
      });
      return ok(null);
    });
    return answered(decided, session);
  });

  registerRoute(knownGoodRoutes.rejectKnownGood, async ({ params, session }) => {
    const rejected = await truth.transaction().execute(async (transaction) => {
      const found = await proposal(transaction, params.proposalId);
      if (found === undefined) return refuse('not-found', 'no such proposal');
      const refusal = closed(session, found.siteId);
      if (refusal !== null) return refusal;
      await transaction.deleteFrom('known_good_proposals').where('id', '=', found.id).execute();
      const detail = { id: found.id };
      await audit(transaction, { actor: session.userId, action: 'known-good-rejected', subject: `site:${found.siteId}`, detail });
      return ok(null);
    });
    return answered(rejected, session);
  });
}
