import type { Daypart, Entry, Plan, PlanItem, Playlist, RegionLanguages, Validity, When, Zone } from '../src/index.ts';

// A second engine, slow and plain on purpose: it reads DESIGN.md's sentences one by one, keeps nothing, shares no code with
// src, and is what the real one is held against. Of a round it wants only the order of turns, which comes in as an argument.

export type NaiveAnswer = {
  readonly entryId: string;
  readonly startMs: number;
  readonly anchorMs: number;
  readonly regions: readonly string[];
  readonly losers: readonly string[];
};
type Spread = (weights: readonly number[]) => readonly number[];
type Interval = { readonly startMs: number; readonly endMs: number };

const hour = 3_600_000;
const day = 24 * hour;
const weekdayNames = ['TH', 'FR', 'SA', 'SU', 'MO', 'TU', 'WE'];
const tiers = ['priority', 'campaign', 'regular', 'fallback'];

export function naiveAt(plan: Plan, atMs: number, spread: Spread): NaiveAnswer {
  const { zone } = plan.screen;
  const states = plan.entries.map((entry) => {
    const occurrences = intervalsOfWhen(entry.when, zone, atMs);
    const dayparts = plan.dayparts.filter((daypart) => entry.daypartIds.includes(daypart.id));
    const spans = dayparts.length === 0 ? [{ startMs: -Infinity, endMs: Infinity }] : intervalsOfDayparts(dayparts, zone, atMs);
    const inOccurrence = occurrences.filter((one) => covers(one, atMs));
    const inSpan = spans.filter((one) => covers(one, atMs));
    const startMs =
      inOccurrence.length > 0 && inSpan.length > 0 ? Math.max(...[...inOccurrence, ...inSpan].map((one) => one.startMs)) : null;
    const isEmpty = turnsOf(plan, entry.playlistId, mainMode(plan, entry), atMs, spread).length === 0;
    return { entry, startMs, isInOccurrence: inOccurrence.length > 0, isEmpty };
  });
  states.sort(
    (a, b) =>
      tiers.indexOf(a.entry.tier) - tiers.indexOf(b.entry.tier) ||
      b.entry.specificity - a.entry.specificity ||
      Number(b.startMs !== null) - Number(a.startMs !== null) ||
      (a.startMs === b.startMs ? 0 : (b.startMs ?? 0) - (a.startMs ?? 0)) ||
      (a.entry.id < b.entry.id ? -1 : 1),
  );
  const winner = states.find((state) => state.startMs !== null && !state.isEmpty);
  if (winner?.startMs === undefined || winner.startMs === null) throw new Error('blank');
  const { entry, startMs } = winner;
  const losers = states
    .filter((state) => state !== winner)
    .map((state) => {
      const why = !state.isInOccurrence
        ? 'outside-span'
        : state.startMs === null
          ? 'outside-daypart'
          : state.isEmpty
            ? 'nothing-to-show'
            : state.entry.tier !== entry.tier
              ? 'lower-tier'
              : state.entry.specificity !== entry.specificity
                ? 'less-specific'
                : state.startMs < startMs
                  ? 'earlier-start'
                  : 'later-id';
      return `${state.entry.id}: ${why}`;
    });
  const regions = regionsOf(plan, entry).map(({ id, kind, playlistId, mode }) => {
    if (kind === 'clock') return `${id}: clock`;
    const turns = turnsOf(plan, playlistId, mode, atMs, spread);
    if (turns.length === 0) return `${id}: empty`;
    if (kind === 'ticker')
      return `${id}: ticker ${itemsOf(plan, playlistId)
        .filter((item) => turns.some((turn) => turn.itemId === item.id))
        .map((item) => item.id)
        .join()}`;
    let fromMs = anchorOf(plan, startMs, playlistId, mode, atMs);
    for (let next = 0; ; next = (next + 1) % turns.length) {
      const turn = turns[next];
      if (turn === undefined) throw new Error('no turn');
      if (atMs < fromMs + turn.durationMs) return `${id}: ${turn.text} from ${fromMs}`;
      fromMs += turn.durationMs;
    }
  });
  const anchorMs = anchorOf(plan, startMs, entry.playlistId, mainMode(plan, entry), atMs);
  return { entryId: entry.id, startMs: Math.max(startMs, 0), anchorMs, regions, losers };
}

function covers(interval: Interval, atMs: number): boolean {
  return interval.startMs <= atMs && atMs < interval.endMs;
}

function offsetAt(zone: Zone, atMs: number): number {
  let offsetMs = zone.initialOffsetMs;
  for (const transition of zone.transitions) if (transition.atMs <= atMs) offsetMs = transition.offsetMs;
  return offsetMs;
}

function instantsOf(zone: Zone, wallMs: number): readonly number[] {
  const offsets = new Set([zone.initialOffsetMs, ...zone.transitions.map((transition) => transition.offsetMs)]);
  const found = [...offsets].map((offsetMs) => wallMs - offsetMs).filter((atMs) => atMs + offsetAt(zone, atMs) === wallMs);
  if (found.length > 0) return found;
  const gap = zone.transitions.find(({ atMs, offsetMs }) => atMs + offsetAt(zone, atMs - 1) <= wallMs && wallMs < atMs + offsetMs);
  return [gap?.atMs ?? NaN];
}

function intervalOf(zone: Zone, startWallMs: number, endWallMs: number): Interval {
  return { startMs: Math.min(...instantsOf(zone, startWallMs)), endMs: Math.max(...instantsOf(zone, endWallMs)) };
}

function wall(local: string): number {
  return Date.parse(`${local}Z`);
}

function intervalsOfWhen(when: When, zone: Zone, atMs: number): readonly Interval[] {
  if (when.kind === 'always') return [{ startMs: -Infinity, endMs: Infinity }];
  if (when.kind === 'once') {
    const [startMs = 0] = instantsOf(zone, wall(when.start)).toSorted((a, b) => a - b);
    return [when.end === null ? { startMs, endMs: Infinity } : intervalOf(zone, wall(when.start), wall(when.end))];
  }
  const starts = new Set([wall(when.start), ...when.addedStarts.map(wall)]);
  for (const rule of when.rules) for (const start of startsOfRule(rule, wall(when.start), zone, atMs + 2 * day)) starts.add(start);
  for (const excluded of when.excludedStarts) starts.delete(wall(excluded));
  const lengthMs = wall(when.end) - wall(when.start);
  return [...starts].map((start) => intervalOf(zone, start, start + lengthMs));
}

function startsOfRule(rule: string, firstMs: number, zone: Zone, untilWallMs: number): readonly number[] {
  const part = (name: string): string | undefined => new RegExp(`(?:^|;)${name}=([^;]*)`).exec(rule)?.[1];
  const interval = Number(part('INTERVAL') ?? 1);
  const firstDay = Math.floor(firstMs / day);
  const days = part('BYDAY')?.split(',') ?? (part('FREQ') === 'WEEKLY' ? [weekdayNames[((firstDay % 7) + 7) % 7]] : weekdayNames);
  const weekStart = part('WKST') ?? 'MO';
  const until = part('UNTIL');
  const starts: number[] = [];
  // Weeks are counted by how many week starts have gone by, days one by one.
  let weeks = 0;
  let counted = 1;
  for (let n = 0; firstMs + n * day <= untilWallMs; n += 1) {
    const startMs = firstMs + n * day;
    const name = weekdayNames[(firstDay + n) % 7] ?? '';
    if (n > 0 && name === weekStart) weeks += 1;
    const isTurn = part('FREQ') === 'DAILY' ? n % interval === 0 : weeks % interval === 0;
    if (!isTurn || !days.includes(name)) continue;
    if (n > 0) counted += 1;
    if (counted > Number(part('COUNT') ?? Infinity)) break;
    if (until !== undefined) {
      const [, y, mo, d, h, mi, s, z] = /(....)(..)(..)T(..)(..)(..)(Z?)/.exec(until) ?? [];
      const limitMs = Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
      if ((z === 'Z' ? intervalOf(zone, startMs, startMs).startMs : startMs) > limitMs) break;
    }
    starts.push(startMs);
  }
  return starts;
}

function intervalsOfDayparts(dayparts: readonly Daypart[], zone: Zone, atMs: number): readonly Interval[] {
  const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const intervals: Interval[] = [];
  for (let n = Math.floor(atMs / day) - 4; n <= Math.floor(atMs / day) + 4; n += 1) {
    for (const span of dayparts.flatMap((daypart) => daypart.spans)) {
      if (!span.days.some((name) => name === weekdayNames[n % 7])) continue;
      const to = minutes(span.to) <= minutes(span.from) ? minutes(span.to) + 1_440 : minutes(span.to);
      intervals.push(intervalOf(zone, n * day + minutes(span.from) * 60_000, n * day + to * 60_000));
    }
  }
  return intervals;
}

type Turn = { readonly itemId: string; readonly text: string; readonly durationMs: number };

function isValid(validity: Validity, atMs: number): boolean {
  return atMs >= (validity.fromMs ?? -Infinity) && atMs < (validity.untilMs ?? Infinity);
}

function turnsOfItem(item: PlanItem, mode: RegionLanguages, languages: readonly string[], atMs: number): readonly Turn[] {
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
    return [{ itemId: item.id, text, durationMs: Math.max(...names.map(durationOf)) }];
  }
  return served.map((by) => ({ itemId: item.id, text: `${item.id} ${by}`, durationMs: durationOf(by.replace('*', '')) }));
}

function turnsOf(plan: Plan, playlistId: string, mode: RegionLanguages, atMs: number, spread: Spread): readonly Turn[] {
  const members = playlistOf(plan, playlistId)
    .slots.map((slot) => ({
      weight: slot.weight,
      turns:
        slot.kind === 'playlist'
          ? turnsOf(plan, slot.playlistId, mode, atMs, spread)
          : plan.items.filter((item) => item.id === slot.itemId).flatMap((item) => turnsOfItem(item, mode, plan.screen.languages, atMs)),
    }))
    .filter((member) => member.turns.length > 0);
  return spread(members.map((member) => member.weight)).flatMap((index) => members[index]?.turns ?? []);
}

function anchorOf(plan: Plan, startMs: number, playlistId: string, mode: RegionLanguages, atMs: number): number {
  const { zone, dayStart } = plan.screen;
  const dayStarts: number[] = [];
  for (let n = Math.floor(atMs / day) - 4; n <= Math.floor(atMs / day) + 4; n += 1) {
    dayStarts.push(Math.min(...instantsOf(zone, n * day + wall(`1970-01-01T${dayStart}`))));
  }
  const setAt = (instantMs: number): string =>
    itemsOf(plan, playlistId)
      .flatMap((item) => turnsOfItem(item, mode, plan.screen.languages, instantMs))
      .map((turn) => turn.text)
      .join();
  const changes = itemsOf(plan, playlistId)
    .flatMap((item) => [item.validity, ...item.variants.map((variant) => variant.validity)])
    .flatMap((validity) => [validity.fromMs, validity.untilMs])
    .filter((boundaryMs) => boundaryMs !== null && setAt(boundaryMs) !== setAt(boundaryMs - 1));
  return Math.max(startMs, ...[...dayStarts, ...changes].filter((instantMs) => instantMs !== null && instantMs <= atMs).map(Number));
}

function itemsOf(plan: Plan, playlistId: string): readonly PlanItem[] {
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

function mainMode(plan: Plan, entry: Entry): RegionLanguages {
  return regionsOf(plan, entry)[0]?.mode ?? { kind: 'sequence' };
}

type NaiveRegion = { readonly id: string; readonly kind: string; readonly playlistId: string; readonly mode: RegionLanguages };

function regionsOf(plan: Plan, entry: Entry): readonly NaiveRegion[] {
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
