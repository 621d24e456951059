export type StateVerdict = 'accept' | 'have-it' | 'older' | 'other-site';

/**
 * Whether a verified state of a site (of its alerts, of its feeds) replaces the one that is here (`haveRevision` 0: none). Only a newer one of
 * the own site does.
 */
export function judgeSiteState(
  haveRevision: number,
  state: { readonly revision: number; readonly siteId: string },
  siteId: string,
): StateVerdict {
  if (state.siteId !== siteId) return 'other-site';
  if (state.revision === haveRevision) return 'have-it';
  return state.revision > haveRevision ? 'accept' : 'older';
}
