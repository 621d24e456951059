import { mostSelected, type Permission, type Selection } from '@gatecast/protocol';
import { refuse, type Refusal } from '../../http/outcome.ts';
import { mayAt, maySee, type Session } from '../people/session.ts';
import type { Presence } from '../fleet/presence.ts';
import type { Fleet, ScreenRow } from '../fleet/store.ts';
import { findScreens } from './find-screens.ts';

/** The screens of a selection, each once and in the order of the list. What the caller may not see is not there. */
export function selectScreens(
  fleet: Fleet,
  presence: Pick<Presence, 'of'>,
  session: Session,
  selection: Selection,
): Refusal | { readonly kind: 'screens'; readonly screens: readonly ScreenRow[] } {
  const known = {
    isSeen: (siteId: string) => maySee(session, 'fleet.read', siteId),
    stateOf: (id: string) => presence.of(id).state,
    lastSeenMs: (id: string) => presence.of(id).lastSeenMs,
  };
  const { ids } = findScreens(fleet, selection.kind === 'filter' ? selection.filter : {}, known);
  const wanted = selection.kind === 'ids' ? new Set<string>(selection.screenIds) : null;
  const screens = ids.flatMap((id) => (wanted === null || wanted.delete(id) ? (fleet.screens.get(id) ?? []) : []));
  if (wanted !== null && wanted.size > 0) {
    const at = selection.kind === 'ids' ? selection.screenIds.findIndex((id) => wanted.has(id)) : 0;
    const field = `body.selection.screenIds[${at}]`;
    return refuse('not-found', `${field}: no such screen`, { field });
  }
  if (screens.length > mostSelected)
    return refuse('too-large', `body.selection: at most ${mostSelected} screens at once`, { field: 'body.selection', limit: mostSelected });
  return { kind: 'screens', screens };
}

/** The refusal where the caller lacks a permission at the site of one of them; null: they have it at all. */
export function refusalAtSomeSite(
  session: Session,
  permission: Permission,
  screens: readonly { readonly siteId: string }[],
): Refusal | null {
  const isClosed = screens.some(({ siteId }) => !mayAt(session, permission, siteId));
  return isClosed ? refuse('not-permitted', `needs the permission ${permission} at the site of every screen`) : null;
}
