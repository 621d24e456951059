import { fleetRoutes } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { orderTimeoutMs, pictureTimeoutMs, type GiveOrder } from './give-order.ts';
import type { LivePictures } from './live-pictures.ts';

const identifySeconds = 15;

/** `POST /api/screens/:screenId/commands`: signs one order of the closed list and waits for what came of it. */
export function registerCommandRoute(
  registerRoute: RegisterRoute,
  { truth, audit, fleet }: AppContext,
  giveOrder: GiveOrder,
  pictures: Pick<LivePictures, 'fresh'>,
): void {
  registerRoute(fleetRoutes.commandScreen, async ({ params, body, session }) => {
    const { screenId } = params;
    if (!fleet.current().screens.has(screenId)) return refuse('not-found', 'no such screen');
    const order = giveOrder(screenId, body.name === 'identify' ? { name: 'identify', seconds: identifySeconds } : { name: body.name });
    if (order === null) return refuse('player-offline', 'the screen has no connected player to do this');
    const { id: commandId, playerId } = order.command;
    await truth.transaction().execute(async (transaction) => {
      const detail = { commandId, name: body.name, playerId };
      await audit(transaction, { actor: session.userId, action: 'command-issued', subject: `screen:${screenId}`, detail });
    });
    const outcome = await order.send();
    switch (outcome.kind) {
      case 'done':
        pictures.fresh(screenId);
        return ok({ commandId, result: 'done', detail: '' });
      case 'refused':
        return ok({ commandId, result: 'refused', detail: outcome.detail });
      case 'silent':
        return refuse('timed-out', `the player did not answer within ${orderTimeoutMs / 1_000} s`);
      case 'no-picture':
        return refuse('timed-out', `the player took the order, but no picture came within ${pictureTimeoutMs / 1_000} s`);
    }
  });
}
