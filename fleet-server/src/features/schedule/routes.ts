import { scheduleRoutes, type EntryDraft, type RouteAnswer, type StoredEntry } from '@gatecast/protocol';
import { parseLocalDateTime } from '@gatecast/schedules';
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { ok, refuse, type Outcome } from '../../http/outcome.ts';
import { wholeOrPage } from '../../http/whole-or-page.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import type { Session } from '../people/session.ts';
import { registerCalendarRoutes } from './calendar-routes.ts';
import { checkEntryByEngine } from './check-by-engine.ts';
import { checkEntry, refusalOfFault } from './check-entry.ts';
import { registerDaypartRoutes } from './daypart-routes.ts';
import { refusalOfDraft, refusalOfEntry, seenEntry } from './entry-access.ts';
import { entryRowOf } from './entry-row-of.ts';
import { registerLayoutRoutes } from './layout-routes.ts';
import { nextStarts } from './next-starts.ts';
import { registerPlaylistRoutes } from './playlist-routes.ts';
import { sitesOfTargets } from './sites-of-targets.ts';
import { staleEdit } from './stale-edit.ts';
import { entryOf, listEntries } from './store.ts';

export function registerScheduleRoutes(registerRoute: RegisterRoute, context: AppContext): void {
  const { truth, newId, live, fleet } = context;
  registerPlaylistRoutes(registerRoute, context);

  registerDaypartRoutes(registerRoute, context);
  registerCalendarRoutes(registerRoute, context);
  registerLayoutRoutes(registerRoute, context);
  registerRoute(scheduleRoutes.listEntries, async ({ query, session }) => {
    const seen = (await listEntries(truth)).flatMap((entry) => seenEntry(session, fleet.current(), entry) ?? []);
    const page = wholeOrPage(seen, query);
    return page.kind === 'problem' ? page : ok({ entries: page.rows, next: page.next });
  });

  registerRoute(scheduleRoutes.createEntry, async ({ body, session }) =>
    saveEntry(context, newId(), body, { readRevision: null, session }),
  );

  registerRoute(scheduleRoutes.putEntry, async ({ params, body, session }) => {
    const { revision, ...draft } = body;
    return saveEntry(context, params.entryId, draft, { readRevision: revision, session });
  });

  registerRoute(scheduleRoutes.splitEntry, async ({ params, body, session }) => {
    const { revision, kept, ...draft } = body;
    return splitEntry(context, { id: params.entryId, kept, draft, readRevision: revision, session });
  });

  registerRoute(scheduleRoutes.nextStarts, async ({ body: { when, from } }) => {
    const none = { mode: 'replace', turnMs: null, shareBp: null, isAlone: false, layoutId: null } as const;
    const refusal = refusalOfFault(checkEntryByEngine({ ...none, when })[0]);
    if (refusal !== null) return refusal;
    const field = 'body.from';
    if (parseLocalDateTime(from) === null) return refuse('bad-input', `${field}: there is no such day`, { field });
    return ok({ starts: nextStarts(when, from) });
  });

  registerRoute(scheduleRoutes.deleteEntry, async ({ params, query, session }) => {
    const outcome = await truth
      .transaction()
      .execute(async (transaction) =>
        removeIn(context, transaction, { id: params.entryId, readRevision: query.revision, session, field: 'query.revision' }),
      );
    if (outcome.kind === 'ok') live.emit('changed', ['entries']);
    return outcome.kind === 'ok' ? ok({}) : outcome;
  });

  registerRoute(scheduleRoutes.editEntries, async ({ body, session }) => {
    const outcome = await truth.transaction().execute(async (transaction) => {
      const entries: (StoredEntry | null)[] = [];
      for (const [index, edit] of body.edits.entries()) {
        const done = await editIn(context, transaction, edit, { session, place: `body.edits[${index}]` });
        // nothing of the others is to stay without this one
        if (done.kind === 'problem') throw new ProblemError(done.problem);
        entries.push(done.answer);
      }
      return ok({ entries });
    });
    live.emit('changed', ['entries']);
    return outcome;
  });
}

type Edit = z.output<typeof scheduleRoutes.editEntries.body>['edits'][number];

/** One of several edits; a fault in its draft is told by its place among them. */
async function editIn(
  context: AppContext,
  transaction: Transaction<TruthSchema>,
  edit: Edit,
  { session, place }: { readonly session: Session; readonly place: string },
): Promise<Outcome<StoredEntry | null>> {
  switch (edit.kind) {
    case 'create':
      return placed(await saveIn(context, transaction, { id: context.newId(), draft: edit.draft, readRevision: null, session }), place);
    case 'change': {
      const { entryId: id, draft, revision: readRevision } = edit;
      return placed(await saveIn(context, transaction, { id, draft, readRevision, session }), place);
    }
    case 'remove':
      return removeIn(context, transaction, { id: edit.entryId, readRevision: edit.revision, session, field: `${place}.revision` });
  }
}

function placed<T>(outcome: Outcome<T>, place: string): Outcome<T> {
  if (outcome.kind === 'ok' || outcome.problem.field === undefined) return outcome;
  const at = outcome.problem.field === 'body.revision' ? place : `${place}.draft`;
  return { kind: 'problem', problem: { ...outcome.problem, field: outcome.problem.field.replace(/^body/, at) } };
}

/** Removes an entry whose revision was read. */
async function removeIn(
  { audit, fleet }: AppContext,
  transaction: Transaction<TruthSchema>,
  { id, readRevision, session, field }: Save & { readonly id: string; readonly field: string },
): Promise<Outcome<null>> {
  const row = await transaction.selectFrom('entries').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return refuse('not-found', 'no such entry');
  const refusal =
    refusalOfEntry(session, fleet.current(), entryOf(row)) ?? (await staleEdit(transaction, { what: 'entry', id }, row, readRevision));
  if (refusal !== null) {
    const { problem } = refusal;
    return problem.field === undefined ? refusal : { kind: 'problem', problem: { ...problem, field } };
  }
  await transaction.deleteFrom('entries').where('id', '=', id).execute();
  await audit(transaction, { actor: session.userId, action: 'entry-removed', subject: `entry:${id}`, detail: { revision: row.revision } });
  return ok(null);
}

type Save = { readonly readRevision: number | null; readonly session: Session };

/** Adds an entry, or changes the one whose revision was read. */
async function saveEntry(context: AppContext, id: string, draft: EntryDraft, save: Save): Promise<Outcome<StoredEntry>> {
  const outcome = await context.truth.transaction().execute(async (transaction) => saveIn(context, transaction, { id, draft, ...save }));
  if (outcome.kind === 'ok') context.live.emit('changed', ['entries']);
  return outcome;
}

/** The same within a transaction; where it refuses, it has written nothing. */
async function saveIn(
  { clock, audit, fleet }: AppContext,
  transaction: Transaction<TruthSchema>,
  { id, draft, readRevision, session }: Save & { readonly id: string; readonly draft: EntryDraft },
): Promise<Outcome<StoredEntry>> {
  const before = await transaction.selectFrom('entries').selectAll().where('id', '=', id).executeTakeFirst();
  const refusal =
    (before === undefined ? null : refusalOfEntry(session, fleet.current(), entryOf(before))) ??
    refusalOfDraft(session, fleet.current(), draft, 'body') ??
    (await staleEdit(transaction, { what: 'entry', id }, before, readRevision)) ??
    (await checkEntry(transaction, draft, sitesOfTargets(fleet.current(), draft.targets)));
  if (refusal !== null) return refusal;
  const row = entryRowOf(id, draft, before ?? null, clock.nowMs());
  await transaction
    .insertInto('entries')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  const action = before === undefined ? 'entry-created' : 'entry-changed';
  const [siteId = null, ...others] = sitesOfTargets(fleet.current(), draft.targets);
  await audit(transaction, {
    actor: session.userId,
    action,
    subject: `entry:${id}`,
    siteId: others.length === 0 ? siteId : null,
    detail: { ...draft, revision: row.revision },
  });
  return ok(entryOf(row));
}

/** An entry keeps a part of its recurrence, and the rest becomes one of its own. */
async function splitEntry(
  context: AppContext,
  { id, kept, draft, readRevision, session }: Save & { readonly id: string; readonly kept: EntryDraft['when']; readonly draft: EntryDraft },
): Promise<Outcome<RouteAnswer<typeof scheduleRoutes.splitEntry>>> {
  const outcome = await context.truth.transaction().execute(async (transaction) => {
    const row = await transaction.selectFrom('entries').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined) return refuse('not-found', 'no such entry');
    const { id: _, revision: __, changedAtMs: ___, isPublished: ____, ...before } = entryOf(row);
    const stays = await saveIn(context, transaction, { id, draft: { ...before, when: kept }, readRevision, session });
    if (stays.kind === 'problem') return stays;
    const made = await saveIn(context, transaction, { id: context.newId(), draft, readRevision: null, session });
    // nothing of the first is to stay without the second
    if (made.kind === 'problem') throw new ProblemError(made.problem);
    return ok({ kept: stays.answer, made: made.answer });
  });
  if (outcome.kind === 'ok') context.live.emit('changed', ['entries']);
  return outcome;
}
