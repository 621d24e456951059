import { duplicateFaults, rangeFaults, referenceFaults } from './fault.ts';
import { dayMs } from '../time/civil.ts';
import { keep, mainLanguages } from '../contest/contender.ts';
import { catalogueOf } from '../loops/loop.ts';
import type { Catalogue } from '../loops/loop.ts';
import type { Layout, Plan, Playlist, Region, RegionLanguages } from '../plan.ts';
import { showingsOf } from '../loops/showing.ts';
import type { Reading } from '../loops/showing.ts';
import { turnsOf } from '../loops/spread.ts';
import type { PlanFault } from '../timeline.ts';

const maxTurns = 10_000;
const wholeBp = 10_000;

/** Layouts, what entries refer to, and the length of every loop as its region reads it. */
export function checkLayouts(plan: Plan): readonly PlanFault[] {
  const { layouts, entries } = plan;
  const playlistIds = new Set(plan.playlists.map((playlist) => playlist.id));
  const layoutIds = new Set(layouts.map((layout) => layout.id));
  return [
    ...duplicateFaults(
      layouts.map((layout) => layout.id),
      (index) => `layouts[${index}].id`,
    ),
    ...layouts.flatMap((layout, index) => layoutFaults(layout, playlistIds, `layouts[${index}]`)),
    ...duplicateFaults(
      entries.map((entry) => entry.id),
      (index) => `entries[${index}].id`,
    ),
    ...entries.flatMap((entry, index) => [
      ...rangeFaults(`entries[${index}].specificity`, entry.specificity, 0, 1_000),
      ...referenceFaults(`entries[${index}].playlistId`, entry.playlistId, playlistIds),
      ...(entry.layoutId === null ? [] : referenceFaults(`entries[${index}].layoutId`, entry.layoutId, layoutIds)),
    ]),
  ];
}

/** The loops of a plan whose references are sound: none has more turns than fit, none lasts longer than the day that it begins with. */
export function checkLoops(plan: Plan): readonly PlanFault[] {
  const catalogue = catalogueOf(plan);
  const seen = new Set<string>();
  const check = (path: string, playlistId: string, mode: RegionLanguages): readonly PlanFault[] => {
    const playlist = catalogue.playlists.get(playlistId);
    const key = JSON.stringify([playlistId, mode]);
    if (playlist === undefined || seen.has(key)) return [];
    seen.add(key);
    return loopFaults(path, measure(playlist, catalogue, { mode, languages: plan.screen.languages }));
  };
  return [
    ...plan.layouts.flatMap((layout, index) =>
      layout.regions.flatMap((region, at) =>
        region.content.kind === 'playlist'
          ? check(`layouts[${index}].regions[${at}].content.playlistId`, region.content.playlistId, region.languages)
          : [],
      ),
    ),
    ...plan.entries.flatMap((entry, index) => {
      const layout = plan.layouts.find((one) => one.id === entry.layoutId);
      return check(`entries[${index}].playlistId`, entry.playlistId, mainLanguages(layout));
    }),
  ];
}

function layoutFaults(layout: Layout, playlistIds: ReadonlySet<string>, path: string): readonly PlanFault[] {
  const mains = layout.regions.filter((region) => region.content.kind === 'main').length;
  const message = `a layout has exactly one main region, this one has ${mains}`;
  return [
    ...(mains === 1 ? [] : [{ path: `${path}.regions`, code: 'main-region-count', message, limit: 1 } as const]),
    ...duplicateFaults(
      layout.regions.map((region) => region.id),
      (index) => `${path}.regions[${index}].id`,
    ),
    ...layout.regions.flatMap((region, index) => regionFaults(region, playlistIds, `${path}.regions[${index}]`)),
  ];
}

function regionFaults({ frame, content }: Region, playlistIds: ReadonlySet<string>, path: string): readonly PlanFault[] {
  return [
    ...rangeFaults(`${path}.frame.xBp`, frame.xBp, 0, wholeBp - 1),
    ...rangeFaults(`${path}.frame.yBp`, frame.yBp, 0, wholeBp - 1),
    ...rangeFaults(`${path}.frame.widthBp`, frame.widthBp, 1, wholeBp - frame.xBp),
    ...rangeFaults(`${path}.frame.heightBp`, frame.heightBp, 1, wholeBp - frame.yBp),
    ...('playlistId' in content ? referenceFaults(`${path}.content.playlistId`, content.playlistId, playlistIds) : []),
  ];
}

type Measure = { readonly turns: number; readonly durationMs: number };

/** A round with every item showable; one with fewer has no more turns. */
function measure(playlist: Playlist, catalogue: Catalogue, reading: Reading, known = new Map<string, Measure>()): Measure {
  return keep(known, playlist.id, () => measureAnew(playlist, catalogue, reading, known));
}

function measureAnew(playlist: Playlist, catalogue: Catalogue, reading: Reading, known: Map<string, Measure>): Measure {
  const members = playlist.slots.map((slot): Measure => {
    if (slot.kind === 'playlist') {
      const nested = catalogue.playlists.get(slot.playlistId);
      return nested === undefined ? { turns: 0, durationMs: 0 } : measure(nested, catalogue, reading, known);
    }
    const item = catalogue.items.get(slot.itemId);
    const showings = item === undefined ? [] : showingsOf(item, reading, () => true);
    return { turns: showings.length, durationMs: showings.reduce((sum, showing) => sum + showing.durationMs, 0) };
  });
  const turns = turnsOf(playlist.slots.map((slot) => slot.weight));
  const total = (of: keyof Measure): number => members.reduce((sum, member, index) => sum + member[of] * (turns[index] ?? 0), 0);
  return { turns: total('turns'), durationMs: total('durationMs') };
}

function loopFaults(path: string, { turns, durationMs }: Measure): readonly PlanFault[] {
  if (turns > maxTurns) {
    return [
      {
        path,
        code: 'round-too-long',
        message: `its round has ${turns} showings, each language of an item counted, at most ${maxTurns} fit`,
        limit: maxTurns,
      },
    ];
  }
  if (durationMs > dayMs) {
    return [{ path, code: 'loop-too-long', message: 'its round lasts longer than the day at whose start it begins anew', limit: dayMs }];
  }
  return [];
}
