import type { Transaction } from 'kysely';
import { refuse, type Refusal } from '../../http/outcome.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { listDayparts, listEntries, listLayouts, listPlaylists } from './store.ts';

type User = { readonly kind: 'entries' | 'dayparts' | 'layouts' | 'playlists'; readonly id: string; readonly name: string };

/** The refusal that names every entry that uses a daypart; null where none does. */
export async function daypartInUse(transaction: Transaction<TruthSchema>, daypartId: string): Promise<Refusal | null> {
  const entries = (await listEntries(transaction)).filter((entry) => entry.daypartIds.some((id) => id === daypartId));
  return refusalOf('this daypart', entries.map(userFrom('entries')));
}

/** The same of a calendar, which dayparts use as well. */
export async function calendarInUse(transaction: Transaction<TruthSchema>, calendarId: string): Promise<Refusal | null> {
  const entries = (await listEntries(transaction)).filter(({ calendarIds, exceptCalendarIds }) =>
    [...calendarIds, ...exceptCalendarIds].some((id) => id === calendarId),
  );
  const dayparts = (await listDayparts(transaction)).filter(({ exceptions }) =>
    exceptions.some(({ on }) => on.kind === 'calendar' && on.calendarId === calendarId),
  );
  return refusalOf('this calendar', [...entries.map(userFrom('entries')), ...dayparts.map(userFrom('dayparts'))]);
}

/** The same of a layout. */
export async function layoutInUse(transaction: Transaction<TruthSchema>, layoutId: string, what = 'this layout'): Promise<Refusal | null> {
  const entries = (await listEntries(transaction)).filter((entry) => entry.layoutId === layoutId);
  return refusalOf(what, entries.map(userFrom('entries')));
}

/** The same of a playlist, which layouts and other playlists use as well. */
export async function playlistInUse(transaction: Transaction<TruthSchema>, playlistId: string): Promise<Refusal | null> {
  const entries = (await listEntries(transaction)).filter(
    (entry) => entry.playlistId === playlistId || entry.tickerPlaylistId === playlistId,
  );
  const layouts = (await listLayouts(transaction)).filter(({ regions }) =>
    regions.some(({ content }) => content.kind === 'playlist' && content.playlistId === playlistId),
  );
  const playlists = (await listPlaylists(transaction)).filter(({ slots }) =>
    slots.some((slot) => slot.kind === 'playlist' && slot.playlistId === playlistId),
  );
  const users = [...entries.map(userFrom('entries')), ...layouts.map(userFrom('layouts')), ...playlists.map(userFrom('playlists'))];
  return refusalOf('this playlist', users);
}

function userFrom(kind: User['kind']): (thing: { readonly id: string; readonly name: string }) => User {
  return ({ id, name }) => ({ kind, id, name });
}

function refusalOf(what: string, users: readonly User[]): Refusal | null {
  if (users.length === 0) return null;
  const faults = users.map(({ kind, id, name }) => ({ path: `${kind}[${id}]`, code: 'in-use', message: name }));
  return refuse('in-use', `${what} is used by ${users.map(({ name }) => name).join(', ')}`, { faults });
}
