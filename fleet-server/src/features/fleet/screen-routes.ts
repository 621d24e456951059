import { fleetRoutes, wallFaults, type Screen } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { editedMeanwhile } from '../revisions/store.ts';
import { placeRefusal } from './place-refusal.ts';
import { readRemoval, refusalOfRemoval } from './removal.ts';
import { isNameTaken, screenColumns } from './screen-columns.ts';
import { screenOf } from './store.ts';
import type { Wall } from './wall.ts';

/** Audit actions that change what people say of a screen. */
const editActions = ['screen-created', 'screen-changed', 'screen-mounted'];
const nameTaken = refuse('already-exists', 'this site has a screen of this name', { field: 'body.name' });

/** Adds, changes and removes screens. */
export function registerScreenRoutes(registerRoute: RegisterRoute, context: AppContext, wall: Wall): void {
  const { truth, clock, newId, audit, live, fleet } = context;

  registerRoute(fleetRoutes.createScreen, async ({ body, session }) => {
    const refusal = placeRefusal(fleet.current(), body.siteId, body.areaId, 'body.areaId');
    if (refusal !== null) return refusal;
    const { siteId } = body;
    const screen = { id: newId(), ...body };
    const isAdded = await truth.transaction().execute(async (transaction) => {
      if (await isNameTaken(transaction, screen)) return false;
      const row = { id: screen.id, siteId, ...screenColumns(screen), createdAtMs: clock.nowMs() };
      await transaction.insertInto('screens').values(row).execute();
      await audit(transaction, { actor: session.userId, action: 'screen-created', subject: `screen:${screen.id}`, siteId, detail: body });
      return true;
    });
    if (!isAdded) return nameTaken;
    await fleet.refresh();
    live.emit('screen-changed', screen.id);
    return ok({ ...screen, player: null, revision: 1 });
  });

  registerRoute(fleetRoutes.putScreen, async ({ params: { screenId }, body: { revision: read, ...fields }, session }) => {
    const before = fleet.current().screens.get(screenId);
    if (before === undefined) return refuse('not-found', 'no such screen');
    const refusal = placeRefusal(fleet.current(), before.siteId, fields.areaId, 'body.areaId');
    if (refusal !== null) return refusal;
    const outcome = await truth.transaction().execute(async (transaction): Promise<Outcome<null>> => {
      const row = await transaction.selectFrom('screens').selectAll().where('id', '=', screenId).executeTakeFirstOrThrow();
      if (row.removedAtMs !== null) return refuse('not-found', 'no such screen');
      const edit = { what: 'screen', audited: `screen:${screenId}`, actions: editActions, revision: row.revision, read };
      const stale = await editedMeanwhile(transaction, edit);
      if (stale !== null) return stale;
      if (await isNameTaken(transaction, { siteId: row.siteId, name: fields.name, id: screenId })) return nameTaken;
      const revision = row.revision + 1;
      await transaction
        .updateTable('screens')
        .set({ ...screenColumns(fields), revision })
        .where('id', '=', screenId)
        .execute();
      const { id: _, siteId: __, revision: ___, ...was } = screenOf(row);
      const detail = { ...fields, before: was, revision };
      await audit(transaction, { actor: session.userId, action: 'screen-changed', subject: `screen:${screenId}`, detail });
      return ok(null);
    });
    if (outcome.kind === 'problem') return outcome;
    await fleet.refresh();
    live.emit('screen-changed', screenId);
    return ok(wall.screen(screenId) as Screen);
  });

  registerRoute(fleetRoutes.screenRemoval, async ({ params: { screenId } }) => {
    const screen = fleet.current().screens.get(screenId);
    if (screen === undefined) return refuse('not-found', 'no such screen');
    const { siteId, revision } = screen;
    return ok({ ...(await readRemoval(truth, { kind: 'screen', id: screenId, siteId })), revision });
  });

  registerRoute(fleetRoutes.deleteScreen, async ({ params: { screenId }, query, session }) => {
    const screen = fleet.current().screens.get(screenId);
    if (screen === undefined) return refuse('not-found', 'no such screen');
    const { siteId, name } = screen;
    const outcome = await truth.transaction().execute(async (transaction) => {
      const read = { read: query.revision, field: 'query.revision' };
      const edit = { what: 'screen', audited: `screen:${screenId}`, actions: editActions, revision: screen.revision, ...read };
      const removal = await readRemoval(transaction, { kind: 'screen', id: screenId, siteId });
      const refusal = (await editedMeanwhile(transaction, edit)) ?? refusalOfRemoval('screen', removal);
      if (refusal !== null) return refusal;
      const nowMs = clock.nowMs();
      const ofScreen = <T extends { where: (column: 'screenId', is: '=', id: string) => T }>(rows: T) =>
        rows.where('screenId', '=', screenId);
      await ofScreen(transaction.updateTable('players').set({ revokedAtMs: nowMs }))
        .where('revokedAtMs', 'is', null)
        .execute();
      await ofScreen(transaction.updateTable('pre_enrolments').set({ revokedAtMs: nowMs }))
        .where('usedAtMs', 'is', null)
        .where('revokedAtMs', 'is', null)
        .execute();
      await ofScreen(transaction.updateTable('commands').set({ state: 'expired', endedAtMs: nowMs }))
        .where('state', 'in', ['queued', 'sent'])
        .execute();
      await ofScreen(transaction.deleteFrom('site_plan_places')).execute();
      // the row stays for the evidence; its name is free for the next one
      await transaction
        .updateTable('screens')
        .set({ removedAtMs: nowMs, name: `${name} ${screenId}` })
        .where('id', '=', screenId)
        .execute();
      const detail = { name, takesAlong: removal.takesAlong };
      await audit(transaction, { actor: session.userId, action: 'screen-removed', subject: `screen:${screenId}`, siteId, detail });
      return ok({});
    });
    if (outcome.kind === 'problem') return outcome;
    // its player's connection ends with the change of the fleet
    await fleet.refresh();
    live.emit('changed', ['screens', 'pre-enrolments']);
    return outcome;
  });

  // panels are hung again and walls grow: screens follow with the next publication
  registerRoute(fleetRoutes.putMounting, async ({ params: { screenId }, body: { revision: read, ...mounting }, session }) => {
    const screen = fleet.current().screens.get(screenId);
    if (screen === undefined) return refuse('not-found', 'no such screen');
    const [fault] = wallFaults(screen, mounting.wall);
    if (fault !== undefined) {
      const field = `body.wall.${fault.field}`;
      return refuse('bad-input', `${field}: ${fault.message}`, { field, limit: fault.limit });
    }
    const outcome = await truth.transaction().execute(async (transaction) => {
      const row = await transaction.selectFrom('screens').select('revision').where('id', '=', screenId).executeTakeFirstOrThrow();
      const edit = { what: 'screen', audited: `screen:${screenId}`, actions: editActions, revision: row.revision, read };
      const stale = await editedMeanwhile(transaction, edit);
      if (stale !== null) return stale;
      const { wall: placed, rotationDeg = null } = mounting;
      const columns = { wall: placed === undefined ? null : JSON.stringify(placed), rotationDeg, revision: row.revision + 1 };
      await transaction.updateTable('screens').set(columns).where('id', '=', screenId).execute();
      await audit(transaction, { actor: session.userId, action: 'screen-mounted', subject: `screen:${screenId}`, detail: mounting });
      return ok({ revision: columns.revision });
    });
    if (outcome.kind === 'problem') return outcome;
    await fleet.refresh();
    live.emit('screen-changed', screenId);
    return outcome;
  });
}
