import { contentRoutes, type SiteId, type StoredPlaylist } from '@gatecast/protocol';
import type { Transaction } from 'kysely';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome, type Refusal } from '../../http/outcome.ts';
import { wholeOrPage } from '../../http/whole-or-page.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { disown, foreignIds, giveToSite, ownerOf, ownersOf, withOwner } from '../fleet/site-owned.ts';
import { refusalAt, seenWithOwner, siteOfNew } from '../people/site-rules.ts';
import { countEdit, editedMeanwhile, revisionOf } from '../revisions/store.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { playlistInUse } from './in-use.ts';
import { deepestNesting, findNestingFault } from './playlist-nesting.ts';
import { scheduleEdit } from './schedule-edit.ts';
import { listPlaylistRows, listPlaylists } from './store.ts';

type Draft = Pick<StoredPlaylist, 'name' | 'slots'>;

export function registerPlaylistRoutes(registerRoute: RegisterRoute, context: AppContext): void {
  const { truth, newId, audit, live } = context;

  registerRoute(contentRoutes.listPlaylists, async ({ query, session }) => {
    const owners = await ownersOf(truth, 'playlist');
    const seen = seenWithOwner(session, 'content.read', await listPlaylistRows(truth), owners);
    const page = wholeOrPage(seen, query);
    if (page.kind === 'problem') return page;
    // slots are read of those only that are told, and once: what leaves is parsed by the route's schema
    const playlists = page.rows.map(({ slots, ...row }) => ({ ...row, slots: slotsOf(slots) }));
    return ok({ playlists, next: page.next });
  });
  registerRoute(contentRoutes.createPlaylist, async ({ body: { siteId, ...draft }, session }) => {
    const owner = siteOfNew(session, 'schedule.edit', siteId);
    if (owner.kind === 'problem') return owner;
    return savePlaylist(context, newId(), draft, { isNew: true, read: undefined, actor: session.userId, siteId: owner.siteId });
  });
  registerRoute(contentRoutes.putPlaylist, async ({ params, body, session }) => {
    const siteId = await ownerOf(truth, 'playlist', params.playlistId);
    const refusal = refusalAt(session, scheduleEdit, siteId, 'playlist');
    if (refusal !== null) return refusal;
    const { revision: read, ...draft } = body;
    return savePlaylist(context, params.playlistId, draft, { isNew: false, read, actor: session.userId, siteId });
  });
  registerRoute(contentRoutes.deletePlaylist, async ({ params: { playlistId }, query, session }) => {
    const siteId = await ownerOf(truth, 'playlist', playlistId);
    const foreign = refusalAt(session, scheduleEdit, siteId, 'playlist');
    if (foreign !== null) return foreign;
    const outcome = await truth.transaction().execute(async (transaction) => {
      const row = await transaction.selectFrom('playlists').select('name').where('id', '=', playlistId).executeTakeFirst();
      if (row === undefined) return refuse('not-found', 'no such playlist');
      const subject = `playlist:${playlistId}`;
      const revision = await revisionOf(transaction, subject);
      const edit = { what: 'playlist', audited: subject, revision, read: query.revision, field: 'query.revision' };
      const stale = await editedMeanwhile(transaction, edit);
      if (stale !== null) return stale;
      const inUse = await playlistInUse(transaction, playlistId);
      if (inUse !== null) return inUse;
      await transaction.deleteFrom('playlist_items').where('playlistId', '=', playlistId).execute();
      await transaction.deleteFrom('playlists').where('id', '=', playlistId).execute();
      await transaction.deleteFrom('revisions').where('subject', '=', subject).execute();
      await disown(transaction, 'playlist', playlistId);
      const detail = { name: row.name, revision };
      await audit(transaction, { actor: session.userId, action: 'playlist-removed', subject, siteId, detail });
      return ok({});
    });
    if (outcome.kind === 'ok') live.emit('changed', ['playlists']);
    return outcome;
  });
}

function slotsOf(json: string): StoredPlaylist['slots'] {
  return JSON.parse(json);
}

async function savePlaylist(
  { truth, clock, audit, live }: AppContext,
  id: string,
  draft: Draft,
  {
    isNew,
    read,
    actor,
    siteId,
  }: { readonly isNew: boolean; readonly read: number | undefined; readonly actor: string; readonly siteId: SiteId | null },
): Promise<Outcome<StoredPlaylist>> {
  const outcome = await truth.transaction().execute(async (transaction) => {
    const before = await transaction.selectFrom('playlists').select('id').where('id', '=', id).executeTakeFirst();
    if (!isNew && before === undefined) return refuse('not-found', 'no such playlist');
    const refusal = await checkSlots(transaction, { id, siteId }, draft.slots);
    if (refusal !== null) return refusal;
    const counted = await countEdit(transaction, `playlist:${id}`, { what: 'playlist', audited: `playlist:${id}`, read });
    if (counted.kind === 'problem') return counted;
    const { revision } = counted;
    const row = { id, name: draft.name, slots: JSON.stringify(draft.slots), changedAtMs: clock.nowMs() };
    const { id: _, ...changes } = row;
    await transaction
      .insertInto('playlists')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(changes))
      .execute();
    await writeItems(transaction, id, draft.slots);
    if (isNew) await giveToSite(transaction, 'playlist', id, siteId);
    const action = isNew ? 'playlist-created' : 'playlist-changed';
    await audit(transaction, { actor, action, subject: `playlist:${id}`, siteId, detail: { name: draft.name, slots: draft.slots.length } });
    return ok(withOwner({ id: id as StoredPlaylist['id'], ...draft, changedAtMs: row.changedAtMs, revision }, siteId));
  });
  if (outcome.kind === 'ok') live.emit('changed', ['playlists']);
  return outcome;
}

async function writeItems(transaction: Transaction<TruthSchema>, playlistId: string, slots: Draft['slots']): Promise<void> {
  const items = new Set(slots.flatMap((slot) => (slot.kind === 'item' ? [slot.itemId] : [])));
  await transaction.deleteFrom('playlist_items').where('playlistId', '=', playlistId).execute();
  const rows = [...items].map((itemId) => ({ itemId, playlistId }));
  if (rows.length > 0) await transaction.insertInto('playlist_items').values(rows).execute();
}

async function checkSlots(
  transaction: Transaction<TruthSchema>,
  { id, siteId }: { readonly id: string; readonly siteId: string | null },
  slots: Draft['slots'],
): Promise<Refusal | null> {
  const itemIds = [...new Set(slots.flatMap((slot) => (slot.kind === 'item' ? [slot.itemId as string] : [])))];
  const foreignItems = await foreignIds(transaction, 'item', siteId, itemIds);
  const foreignPlaylists = await foreignIds(transaction, 'playlist', siteId);
  const items = itemIds.length === 0 ? [] : await transaction.selectFrom('items').select('id').where('id', 'in', itemIds).execute();
  const known = new Set(items.map((row) => row.id));
  const unknownAt = slots.findIndex((slot) => slot.kind === 'item' && (!known.has(slot.itemId) || foreignItems.has(slot.itemId)));
  if (unknownAt >= 0)
    return refuse('bad-input', `body.slots[${unknownAt}].itemId: no such item`, { field: `body.slots[${unknownAt}].itemId` });

  const nested = slots.flatMap((slot, index) => (slot.kind === 'playlist' ? [{ index, playlistId: slot.playlistId }] : []));
  const foreign = nested.find(({ playlistId }) => foreignPlaylists.has(playlistId));
  if (foreign !== undefined)
    return refuse('bad-input', `body.slots[${foreign.index}].playlistId: no such playlist`, {
      field: `body.slots[${foreign.index}].playlistId`,
    });
  const stored = await listPlaylists(transaction);
  const tree = new Map(
    stored.map((one) => [one.id as string, one.slots.flatMap((slot) => (slot.kind === 'playlist' ? [slot.playlistId as string] : []))]),
  );
  tree.set(
    id,
    nested.map(({ playlistId }) => playlistId),
  );
  const fault = findNestingFault(tree, id);
  if (fault === null) return null;
  const field = `body.slots[${nested[fault.childIndex]?.index ?? 0}].playlistId`;
  const names = fault.path.map((one) => stored.find((playlist) => playlist.id === one)?.name ?? 'this playlist').join(' > ');
  switch (fault.kind) {
    case 'unknown-playlist':
      return refuse('bad-input', `${field}: no such playlist`, { field });
    case 'cycle':
      return refuse('bad-input', `${field}: leads back to itself (${names})`, { field });
    case 'too-deep':
      return refuse('bad-input', `${field}: playlists nest ${deepestNesting} deep at most (${names})`, { field, limit: deepestNesting });
  }
}
