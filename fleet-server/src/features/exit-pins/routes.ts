import { fleetRoutes } from '@gatecast/protocol';
import { hashPin } from '@gatecast/signing';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { countEdit, revisionOf } from '../revisions/store.ts';
import { hasExitPin, writeExitPin } from './store.ts';

/** The PIN that lets a technician out of the kiosk, per site. It travels in releases as a hash, so screens follow with the next publication. */
export function registerExitPinRoutes(registerRoute: RegisterRoute, { truth, audit, live, fleet }: AppContext): void {
  registerRoute(fleetRoutes.getExitPin, async ({ params }) =>
    fleet.current().sites.has(params.siteId)
      ? ok({ isSet: await hasExitPin(truth, params.siteId), revision: await revisionOf(truth, `exit-pin:${params.siteId}`) })
      : refuse('not-found', 'no such site'),
  );

  registerRoute(fleetRoutes.putExitPin, async ({ params, body, session }) => {
    if (!fleet.current().sites.has(params.siteId)) return refuse('not-found', 'no such site');
    const hashed = body.pin === null ? null : await hashPin(body.pin);
    const outcome = await truth.transaction().execute(async (transaction) => {
      const edit = { what: 'PIN', audited: `site:${params.siteId}`, actions: ['exit-pin-changed'], read: body.revision };
      const counted = await countEdit(transaction, `exit-pin:${params.siteId}`, edit);
      if (counted.kind === 'problem') return counted;
      await writeExitPin(transaction, params.siteId, hashed);
      const detail = { isSet: hashed !== null };
      await audit(transaction, { actor: session.userId, action: 'exit-pin-changed', subject: `site:${params.siteId}`, detail });
      return ok({ ...detail, revision: counted.revision });
    });
    if (outcome.kind === 'ok') live.emit('changed', ['sites']);
    return outcome;
  });
}
