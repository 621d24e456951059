import { fleetRoutes, wallFaults } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';

/** How a screen is mounted can change after it was added: panels are hung again, walls grow. Screens follow with the next publication. */
export function registerMountingRoute(registerRoute: RegisterRoute, { truth, audit, live, fleet }: AppContext): void {
  registerRoute(fleetRoutes.putMounting, async ({ params, body, session }) => {
    const screen = fleet.current().screens.get(params.screenId);
    if (screen === undefined) return refuse('not-found', 'no such screen');
    const [fault] = wallFaults(screen, body.wall);
    if (fault !== undefined) {
      const field = `body.wall.${fault.field}`;
      return refuse('bad-input', `${field}: ${fault.message}`, { field, limit: fault.limit });
    }
    await truth.transaction().execute(async (transaction) => {
      const columns = { wall: body.wall === undefined ? null : JSON.stringify(body.wall), rotationDeg: body.rotationDeg ?? null };
      await transaction.updateTable('screens').set(columns).where('id', '=', params.screenId).execute();
      await audit(transaction, {
        actor: session.userId,
        action: 'screen-mounted',
        subject: `screen:${params.screenId}`,
        detail: body,
      });
    });
    await fleet.refresh();
    live.emit('screen-changed', params.screenId);
    return ok({});
  });
}
