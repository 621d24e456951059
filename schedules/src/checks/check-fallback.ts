import { mainLanguages } from '../contest/contender.ts';
import { catalogueOf, itemsIn } from '../loops/loop.ts';
import type { Catalogue } from '../loops/loop.ts';
import type { Entry, Plan, PlanItem, Validity } from '../plan.ts';
import { showingsOf, wordless } from '../loops/showing.ts';
import type { Reading } from '../loops/showing.ts';
import type { PlanFault } from '../timeline.ts';

/**
 * "Never blank" rests on this: a plan has a fallback entry that is always on, with an item without bounds that its main region can show in
 * the lead language or without words. Its start must be open too, or the time before it would be blank. A page of somebody else's server
 * and values that change by themselves may be away at any time, so a live URL or a feed is no such item.
 */
export function checkFallback(plan: Plan): readonly PlanFault[] {
  const catalogue = catalogueOf(plan);
  if (plan.entries.some((entry) => isFoundation(entry, plan, catalogue))) return [];
  return [
    {
      path: 'entries',
      code: 'no-unconditional-fallback',
      message:
        'a plan needs a fallback entry of mode replace, always on and in no daypart or calendar, with an item that is no live-url or feed, whose validity is open and that has such a variant in the lead language or zxx',
    },
  ];
}

function isFoundation(entry: Entry, plan: Plan, catalogue: Catalogue): boolean {
  const playlist = catalogue.playlists.get(entry.playlistId);
  const restrictions = [entry.daypartIds, entry.calendarIds ?? [], entry.exceptCalendarIds ?? []].flat();
  if (entry.tier !== 'fallback' || entry.mode !== 'replace' || entry.when.kind !== 'always') return false;
  if (restrictions.length > 0 || playlist === undefined) return false;
  const { languages } = plan.screen;
  const mode = mainLanguages(plan.layouts.find((layout) => layout.id === entry.layoutId));
  return itemsIn(playlist, catalogue).some(
    (item) => item.kind !== 'live-url' && item.kind !== 'feed' && isEverlasting(item, { mode, languages }),
  );
}

function isEverlasting(item: PlanItem, reading: Reading): boolean {
  if (!isOpen(item.validity)) return false;
  const hasAnchor = item.variants.some(
    (variant) => (variant.language === reading.languages[0] || variant.language === wordless) && isOpen(variant.validity),
  );
  return hasAnchor && showingsOf(item, reading, (variant) => isOpen(variant.validity)).length > 0;
}

function isOpen(validity: Validity): boolean {
  return validity.fromMs === null && validity.untilMs === null;
}
