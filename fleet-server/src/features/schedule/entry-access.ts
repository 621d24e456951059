import type { EntryDraft, StoredEntry } from '@gatecast/protocol';
import { refuse, type Refusal } from '../../http/outcome.ts';
import type { Fleet } from '../fleet/store.ts';
import { mayAt, maySee, type Session } from '../people/session.ts';
import { siteOfTarget, sitesOfTargets } from './sites-of-targets.ts';

/** An entry as a caller may see it: with its targets at their sites; null: it has none there. */
export function seenEntry(session: Session, fleet: Fleet, entry: StoredEntry): StoredEntry | null {
  if (mayAt(session, 'schedule.read', null)) return entry;
  const targets = entry.targets.filter((target) => {
    const siteId = siteOfTarget(fleet, target);
    return siteId !== null && maySee(session, 'schedule.read', siteId);
  });
  return targets.length === 0 ? null : { ...entry, targets };
}

/** Why a caller may not change an entry with these targets; null: they may, at every site that it reaches. */
export function refusalOfEntry(session: Session, fleet: Fleet, { targets }: Pick<StoredEntry, 'targets'>): Refusal | null {
  const sites = [...sitesOfTargets(fleet, targets)];
  if (mayAt(session, 'schedule.edit', null) || (sites.length > 0 && sites.every((siteId) => mayAt(session, 'schedule.edit', siteId))))
    return null;
  if (!sites.some((siteId) => maySee(session, 'schedule.read', siteId))) return refuse('not-found', 'no such entry');
  return refuse('not-permitted', 'needs the permission schedule.edit at every site of its targets');
}

/** The same of a draft: a target that may not be read is not there. */
export function refusalOfDraft(session: Session, fleet: Fleet, { targets }: Pick<EntryDraft, 'targets'>, place: string): Refusal | null {
  if (mayAt(session, 'schedule.edit', null)) return null;
  for (const [index, target] of targets.entries()) {
    const siteId = siteOfTarget(fleet, target);
    if (siteId !== null && mayAt(session, 'schedule.edit', siteId)) continue;
    const field = `${place}.targets[${index}].${target.kind}Id`;
    if (siteId === null || !maySee(session, 'schedule.read', siteId))
      return refuse('bad-input', `${field}: no such ${target.kind}`, { field });
    return refuse('not-permitted', 'needs the permission schedule.edit at every site of its targets');
  }
  return null;
}
