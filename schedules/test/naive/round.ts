import type { Entry, Plan, PlanItem, Playlist, RegionLanguages, Validity } from '../../src/plan.ts';
import { dayStartsAround } from './wall.ts';

// What a region's playlist shows: the round of its items, and where its loop is anchored.

/** The order in which members of these weights take their turns: the one thing taken from the real engine, as an argument. */
export type Spread = (weights: readonly number[]) => readonly number[];
/** One variant, or several side by side. */
export type Part = { readonly text: string; readonly durationMs: number };
/** One occurrence of an item: its parts one after another. */
export type ItemTurn = { readonly itemId: string; readonly parts: readonly Part[]; readonly durationMs: number };
export type NaiveRegion = { readonly id: string; readonly kind: string; readonly playlistId: string; readonly mode: RegionLanguages };

export function isValid(validity: Validity, atMs: number): boolean {
  return atMs >= (validity.fromMs ?? -Infinity) && atMs < (validity.untilMs ?? Infinity);
}

export function partsOfItem(item: PlanItem, mode: RegionLanguages, languages: readonly string[], atMs: number): readonly Part[] {
  if (!isValid(item.validity, atMs)) return [];
  const valid = item.variants.filter((variant) => isValid(variant.validity, atMs));
  const has = (language: string): boolean => valid.some((variant) => variant.language === language);
  const durationOf = (language: string): number => valid.find((variant) => variant.language === language)?.durationMs ?? NaN;
  const served: string[] = [];
  for (const language of mode.kind === 'fixed' ? [mode.language] : languages) {
    const lead = languages[0] ?? '';
    const by = has(language) ? language : has('zxx') ? 'zxx' : item.missing === 'substitute' && has(lead) ? `${lead}*` : null;
    if (by !== null && !served.includes(by)) served.push(by);
  }
  const names = [...new Set(served.map((by) => by.replace('*', '')))];
  if (mode.kind === 'together') {
    if (served.length === 0) return [];
    const text = `${item.id} ${names.join('+')}${served.some((by) => by.endsWith('*')) ? '*' : ''}`;
    return [{ text, durationMs: Math.max(...names.map(durationOf)) }];
  }
  return served.map((by) => ({ text: `${item.id} ${by}`, durationMs: durationOf(by.replace('*', '')) }));
}

export function roundOf(plan: Plan, playlistId: string, mode: RegionLanguages, atMs: number, spread: Spread): readonly ItemTurn[] {
  const members = playlistOf(plan, playlistId)
    .slots.map((slot) => ({
      weight: slot.weight,
      turns: slot.kind === 'playlist' ? roundOf(plan, slot.playlistId, mode, atMs, spread) : turnOfItem(plan, slot.itemId, mode, atMs),
    }))
    .filter((member) => member.turns.length > 0);
  return spread(members.map((member) => member.weight)).flatMap((index) => members[index]?.turns ?? []);
}

function turnOfItem(plan: Plan, itemId: string, mode: RegionLanguages, atMs: number): readonly ItemTurn[] {
  const item = plan.items.find((one) => one.id === itemId);
  const parts = item === undefined ? [] : partsOfItem(item, mode, plan.screen.languages, atMs);
  return parts.length === 0 ? [] : [{ itemId, parts, durationMs: parts.reduce((sum, part) => sum + part.durationMs, 0) }];
}

/** Which turn of a round is on after a time, and how long it has been. */
export function positionIn(round: readonly ItemTurn[], elapsedMs: number): { readonly turn: ItemTurn; readonly withinMs: number } {
  const lengthMs = round.reduce((sum, turn) => sum + turn.durationMs, 0);
  let leftMs = elapsedMs % lengthMs;
  for (const turn of round) {
    if (leftMs < turn.durationMs) return { turn, withinMs: leftMs };
    leftMs -= turn.durationMs;
  }
  throw new Error('an empty round');
}

/** `text from instant` of the part that is on after a time within a turn. */
export function partAt(turn: ItemTurn, withinMs: number, atMs: number): string {
  let leftMs = withinMs;
  for (const part of turn.parts) {
    if (leftMs < part.durationMs) return `${part.text} from ${atMs - leftMs}`;
    leftMs -= part.durationMs;
  }
  throw new Error('beyond the turn');
}

/** The last change of what a playlist can show, at or before an instant; null where it never changed. */
export function itemsChangedAt(plan: Plan, playlistId: string, mode: RegionLanguages, atMs: number): number | null {
  const setAt = (instantMs: number): string =>
    itemsOf(plan, playlistId)
      .flatMap((item) => partsOfItem(item, mode, plan.screen.languages, instantMs))
      .map((part) => part.text)
      .join();
  const changes = validityEdges(itemsOf(plan, playlistId)).filter((edgeMs) => edgeMs <= atMs && setAt(edgeMs) !== setAt(edgeMs - 1));
  return changes.length === 0 ? null : Math.max(...changes);
}

export function validityEdges(items: readonly PlanItem[]): readonly number[] {
  return items
    .flatMap((item) => [item.validity, ...item.variants.map((variant) => variant.validity)])
    .flatMap((validity) => [validity.fromMs, validity.untilMs])
    .filter((edgeMs) => edgeMs !== null);
}

/** The site's day that holds an instant. */
export function siteDayAt(plan: Plan, atMs: number): { readonly fromMs: number; readonly untilMs: number } {
  const starts = dayStartsAround(plan.screen.zone, plan.screen.dayStart, atMs, atMs);
  return {
    fromMs: Math.max(...starts.filter((startMs) => startMs <= atMs)),
    untilMs: Math.min(...starts.filter((startMs) => startMs > atMs)),
  };
}

export function itemsOf(plan: Plan, playlistId: string): readonly PlanItem[] {
  const ids = playlistOf(plan, playlistId).slots.flatMap((slot) =>
    slot.kind === 'playlist' ? itemsOf(plan, slot.playlistId).map((item) => item.id) : [slot.itemId],
  );
  return [...new Set(ids)].flatMap((id) => plan.items.filter((item) => item.id === id));
}

function playlistOf(plan: Plan, id: string): Playlist {
  const playlist = plan.playlists.find((one) => one.id === id);
  if (playlist === undefined) throw new Error(`no playlist ${id}`);
  return playlist;
}

/** How the main region of an entry's layout chooses languages. */
export function mainMode(plan: Plan, entry: Entry): RegionLanguages {
  return regionsOf(plan, entry)[0]?.mode ?? { kind: 'sequence' };
}

/** The regions of an entry's layout, the main one first. */
export function regionsOf(plan: Plan, entry: Entry): readonly NaiveRegion[] {
  const layout = plan.layouts.find((one) => one.id === entry.layoutId);
  if (layout === undefined) return [{ id: 'main', kind: 'main', playlistId: entry.playlistId, mode: { kind: 'sequence' } }];
  const regions = layout.regions.map(({ id, content, languages }) => ({
    id,
    kind: content.kind,
    playlistId: 'playlistId' in content ? content.playlistId : entry.playlistId,
    mode: languages,
  }));
  return [...regions.filter((region) => region.kind === 'main'), ...regions.filter((region) => region.kind !== 'main')];
}
