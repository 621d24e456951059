import { duplicateFaults, rangeFaults, referenceFaults } from './fault.ts';
import { dayMs } from '../time/civil.ts';
import type { Plan, PlanItem, Playlist, Validity } from '../plan.ts';
import type { PlanFault } from '../timeline.ts';

const maxWeight = 1_000;
const maxDepth = 3;

/** `cycle` also where the playlist only leads to one. */
type Nesting = number | 'cycle';

/** Languages, items, and playlists by themselves; how long their loops are depends on who reads them, see `checkLayouts`. */
export function checkContent(plan: Plan): readonly PlanFault[] {
  const { screen, items, playlists } = plan;
  const noLanguage: PlanFault = { path: 'screen.languages', code: 'out-of-range', message: 'a site has at least one language', limit: 1 };
  return [
    ...(screen.languages.length === 0 ? [noLanguage] : []),
    ...duplicateFaults(screen.languages, (index) => `screen.languages[${index}]`),
    ...duplicateFaults(
      items.map((item) => item.id),
      (index) => `items[${index}].id`,
    ),
    ...items.flatMap((item, index) => itemFaults(item, `items[${index}]`)),
    ...duplicateFaults(
      playlists.map((playlist) => playlist.id),
      (index) => `playlists[${index}].id`,
    ),
    ...playlistFaults(plan),
  ];
}

function itemFaults(item: PlanItem, path: string): readonly PlanFault[] {
  return [
    ...validityFaults(item.validity, `${path}.validity`),
    ...duplicateFaults(
      item.variants.map((variant) => variant.language),
      (index) => `${path}.variants[${index}].language`,
    ),
    ...item.variants.flatMap((variant, index) => [
      ...rangeFaults(`${path}.variants[${index}].durationMs`, variant.durationMs, 1, dayMs),
      ...validityFaults(variant.validity, `${path}.variants[${index}].validity`),
    ]),
  ];
}

function validityFaults({ fromMs, untilMs }: Validity, path: string): readonly PlanFault[] {
  if (fromMs === null || untilMs === null || fromMs < untilMs) return [];
  return [{ path: `${path}.untilMs`, code: 'empty-span', message: 'a validity ends after it begins' }];
}

function playlistFaults(plan: Plan): readonly PlanFault[] {
  const itemIds = new Set(plan.items.map((item) => item.id));
  const playlists = new Map(plan.playlists.map((playlist) => [playlist.id, playlist]));
  const playlistIds = new Set(playlists.keys());
  const known = new Map<string, Nesting>();
  return plan.playlists.flatMap((playlist, index) => {
    const faults = playlist.slots.flatMap((slot, at) => {
      const path = `playlists[${index}].slots[${at}]`;
      const reference =
        slot.kind === 'item'
          ? referenceFaults(`${path}.itemId`, slot.itemId, itemIds)
          : referenceFaults(`${path}.playlistId`, slot.playlistId, playlistIds);
      return [...reference, ...rangeFaults(`${path}.weight`, slot.weight, 1, maxWeight)];
    });
    const path = `playlists[${index}].slots`;
    const nesting = nestingOf(playlist, playlists, known);
    if (nesting === 'cycle') return [...faults, { path, code: 'playlist-cycle', message: 'the playlist leads back to one that holds it' }];
    if (nesting <= maxDepth) return faults;
    return [...faults, { path, code: 'playlist-too-deep', message: `playlists nest to depth ${maxDepth}`, limit: maxDepth }];
  });
}

/** How many playlists stand within one another, this one counted; each is looked at once. */
function nestingOf(playlist: Playlist, playlists: ReadonlyMap<string, Playlist>, known: Map<string, Nesting>): Nesting {
  const before = known.get(playlist.id);
  if (before !== undefined) return before;
  known.set(playlist.id, 'cycle');
  let deepest = 1;
  for (const slot of playlist.slots) {
    const nested = slot.kind === 'playlist' ? playlists.get(slot.playlistId) : undefined;
    if (nested === undefined) continue;
    const depth = nestingOf(nested, playlists, known);
    if (depth === 'cycle') return 'cycle';
    deepest = Math.max(deepest, depth + 1);
  }
  known.set(playlist.id, deepest);
  return deepest;
}
