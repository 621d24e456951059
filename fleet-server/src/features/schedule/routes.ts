import { scheduleRoutes, type StoredEntry } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { checkEntry, type EntryDraft } from './check-entry.ts';
import { checkSpans } from './check-when.ts';
import { registerPlaylistRoutes } from './playlist-routes.ts';
import { entryOf, listDayparts, listEntries, listLayouts } from './store.ts';

export function registerScheduleRoutes(registerRoute: RegisterRoute, context: AppContext): void {
  const { truth, newId, audit, live } = context;
  registerPlaylistRoutes(registerRoute, context);

  registerRoute(scheduleRoutes.listDayparts, async () => ok({ dayparts: [...(await listDayparts(truth))] }));

  registerRoute(scheduleRoutes.createDaypart, async ({ body, session }) => {
    const fault = checkSpans(body.spans)[0];
    if (fault !== undefined) return refuse('bad-input', `body.${fault.path}: ${fault.message}`, { field: `body.${fault.path}` });
    const id = newId();
    await truth.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('dayparts')
        .values({ id, name: body.name, spans: JSON.stringify(body.spans) })
        .execute();
      await audit(transaction, { actor: session.userId, action: 'daypart-created', subject: `daypart:${id}`, detail: { name: body.name } });
    });
    live.emit('changed', ['dayparts']);
    return ok({ id, ...body });
  });

  registerRoute(scheduleRoutes.listLayouts, async () => ok({ layouts: [...(await listLayouts(truth))] }));
  registerRoute(scheduleRoutes.listEntries, async () => ok({ entries: [...(await listEntries(truth))] }));

  registerRoute(scheduleRoutes.createEntry, async ({ body, session }) =>
    saveEntry(context, newId(), body, { readRevision: null, actor: session.userId }),
  );

  registerRoute(scheduleRoutes.putEntry, async ({ params, body, session }) => {
    const { revision, ...draft } = body;
    return saveEntry(context, params.entryId, draft, { readRevision: revision, actor: session.userId });
  });

  registerRoute(scheduleRoutes.deleteEntry, async ({ params, session }) => {
    const outcome = await truth.transaction().execute(async (transaction) => {
      const removed = await transaction.deleteFrom('entries').where('id', '=', params.entryId).executeTakeFirst();
      if (removed.numDeletedRows === 0n) return refuse('not-found', 'no such entry');
      await audit(transaction, { actor: session.userId, action: 'entry-removed', subject: `entry:${params.entryId}` });
      return ok({});
    });
    if (outcome.kind === 'ok') live.emit('changed', ['entries']);
    return outcome;
  });
}

/** Adds an entry, or changes the one whose revision was read. */
async function saveEntry(
  { truth, clock, audit, live }: AppContext,
  id: string,
  draft: EntryDraft,
  { readRevision, actor }: { readonly readRevision: number | null; readonly actor: string },
): Promise<Outcome<StoredEntry>> {
  const outcome = await truth.transaction().execute(async (transaction) => {
    const before = await transaction.selectFrom('entries').selectAll().where('id', '=', id).executeTakeFirst();
    if (readRevision !== null) {
      if (before === undefined) return refuse('not-found', 'no such entry');
      if (before.revision !== readRevision)
        return refuse('edited-meanwhile', 'somebody changed this entry since it was read; read it again', {
          field: 'body.revision',
          limit: before.revision,
        });
    }
    const refusal = await checkEntry(transaction, draft);
    if (refusal !== null) return refusal;
    const { name, tier, playlistId, layoutId, tickerPlaylistId } = draft;
    const row = {
      id,
      name,
      tier,
      playlistId,
      layoutId,
      tickerPlaylistId,
      targets: JSON.stringify(draft.targets),
      when: JSON.stringify(draft.when),
      daypartIds: JSON.stringify(draft.daypartIds),
      revision: (before?.revision ?? 0) + 1,
      publishedRevision: before?.publishedRevision ?? null,
      changedAtMs: clock.nowMs(),
    };
    await transaction.replaceInto('entries').values(row).execute();
    const action = before === undefined ? 'entry-created' : 'entry-changed';
    await audit(transaction, { actor, action, subject: `entry:${id}`, detail: { ...draft, revision: row.revision } });
    return ok(entryOf(row));
  });
  if (outcome.kind === 'ok') live.emit('changed', ['entries']);
  return outcome;
}
