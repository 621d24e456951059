import { fleetRoutes, foldedText, issueFaultsOf, type FieldChange } from '@gatecast/protocol';
import { placesByName, type PlacesByName } from '../fleet/places-by-name.ts';
import type { Fleet, ScreenRow } from '../fleet/store.ts';
import { differencesOf, type ScreenDraft } from './screen-draft.ts';
import { linesOfCsv, type CsvColumn, type CsvFault, type CsvLine } from './screens-csv.ts';

export type PlannedLine = {
  readonly line: number;
  readonly before: ScreenRow | null;
  readonly after: ScreenDraft;
  readonly changes: readonly FieldChange[];
};
export type ImportPlan = { readonly lines: readonly PlannedLine[]; readonly sameCount: number; readonly faults: readonly CsvFault[] };

/** More are told of in no preview. */
const mostFaults = 500;
const draftSchema = fleetRoutes.createScreen.body;

/**
 * What a file of CSV would make of a fleet. A line is meant for the screen of its id, else for the one of its name at its site; where there
 * is none it adds one. A column that is left out leaves what is there; an empty cell empties what may be empty.
 */
export function planImport(text: string, fleet: Fleet, mayEdit: (siteId: string) => boolean): ImportPlan {
  const read = linesOfCsv(text);
  const faults: CsvFault[] = [...read.faults];
  const lines: PlannedLine[] = [];
  let sameCount = 0;
  const places = placesByName(fleet);
  const taken = new Map<string, number>();
  const kept = new Map<string, string>();
  const keyOf = (siteId: string, name: string) => `${siteId} ${name}`;
  for (const screen of fleet.screens.values()) kept.set(keyOf(screen.siteId, screen.name), screen.id);

  for (const one of read.lines) {
    const planned = planLine(one, fleet, places, kept, mayEdit);
    if (planned.kind === 'faults') {
      faults.push(...planned.faults);
      continue;
    }
    const { before, after } = planned;
    const key = before?.id ?? keyOf(after.siteId, after.name);
    const first = taken.get(key);
    if (first !== undefined) faults.push({ line: one.line, field: 'name', message: `line ${first} is about the same screen` });
    taken.set(key, one.line);
    const changes = differencesOf(fleet, before, after);
    if (changes.length === 0) sameCount += 1;
    else lines.push({ line: one.line, before, after, changes });
  }
  // names as they will be: two lines may swap theirs
  const names = new Map([...kept].map(([key, id]) => [id, key]));
  for (const { before, after } of lines) if (before !== null) names.set(before.id, keyOf(after.siteId, after.name));
  const owners = new Map<string, number>();
  for (const key of names.values()) owners.set(key, (owners.get(key) ?? 0) + 1);
  for (const { line, before, after } of lines) {
    const others = (owners.get(keyOf(after.siteId, after.name)) ?? 0) - (before === null ? 0 : 1);
    if (others > 0) faults.push({ line, field: 'name', message: 'this site has another screen of this name' });
  }
  return { lines, sameCount, faults: faults.toSorted((a, b) => a.line - b.line).slice(0, mostFaults) };
}

type Planned =
  | { readonly kind: 'planned'; readonly before: ScreenRow | null; readonly after: ScreenDraft }
  | { readonly kind: 'faults'; readonly faults: readonly CsvFault[] };

function planLine(
  { line, cells }: CsvLine,
  fleet: Fleet,
  places: PlacesByName,
  kept: ReadonlyMap<string, string>,
  mayEdit: (siteId: string) => boolean,
): Planned {
  const fault = (field: CsvColumn, message: string): Planned => ({ kind: 'faults', faults: [{ line, field, message }] });
  const cell = (column: CsvColumn) => cells.get(column);
  const id = cell('id') ?? '';
  const byId = id === '' ? undefined : fleet.screens.get(id);
  if (id !== '' && (byId === undefined || !mayEdit(byId.siteId))) return fault('id', 'no such screen');
  const toldSite = cell('site') ?? '';
  const sites = toldSite === '' ? [] : places.sites(toldSite).filter(mayEdit);
  const siteId = toldSite === '' ? (byId?.siteId ?? null) : sites.length === 1 ? (sites[0] ?? null) : null;
  if (siteId === null)
    return fault('site', toldSite === '' ? 'is missing' : sites.length > 1 ? 'fits several sites; give the id of one' : 'no such site');
  if (byId !== undefined && byId.siteId !== siteId)
    return fault('site', 'a screen stays at its site; add it there and pair its player anew');
  const name = cell('name') ?? byId?.name ?? '';
  const before = byId ?? fleet.screens.get(kept.get(`${siteId} ${name.normalize('NFC').trim()}`) ?? '') ?? null;

  const toldArea = cell('area');
  const areaId = toldArea === undefined ? (before?.areaId ?? null) : toldArea === '' ? null : places.area(siteId, toldArea);
  if (areaId === undefined) return fault('area', 'no such area at this site');
  const number = (column: CsvColumn, stored: number | undefined) => {
    const told = cell(column);
    if (told === undefined) return stored;
    return told === '' ? undefined : Number(told.replace(',', '.'));
  };
  const distanceMm = number('distanceMm', before?.viewing?.distanceMm);
  const glassWidthMm = number('glassWidthMm', before?.viewing?.glassWidthMm);
  const rotationDeg = number('rotationDeg', before?.rotationDeg);
  const toldTags = cell('tags');
  const parsed = draftSchema.safeParse({
    siteId,
    areaId,
    name,
    kind: kindOf(cell('kind')) ?? before?.kind ?? 'display',
    widthPx: number('widthPx', before?.widthPx) ?? before?.widthPx,
    heightPx: number('heightPx', before?.heightPx) ?? before?.heightPx,
    tags: toldTags === undefined ? [...(before?.tags ?? [])] : toldTags.split(/[\s|]+/).filter(Boolean),
    ...(before?.wall === undefined ? {} : { wall: before.wall }),
    ...(rotationDeg === undefined || rotationDeg === 0 ? {} : { rotationDeg }),
    ...(distanceMm === undefined && glassWidthMm === undefined ? {} : { viewing: { distanceMm, glassWidthMm } }),
  });
  if (parsed.success) return { kind: 'planned', before, after: parsed.data };
  const faults = issueFaultsOf(parsed.error).map(({ path, message }) => ({ line, field: columnOfPath(path), message }));
  return { kind: 'faults', faults };
}

const kinds: Readonly<Record<string, string>> = {
  'man hinh': 'display',
  'tra cuu': 'lookup',
  quay: 'counter',
  'quay thong tin': 'counter',
};

/** As it is called here, or in Vietnamese; what is neither is left for the schema to refuse. Nothing: the cell is empty. */
function kindOf(told: string | undefined): string | undefined {
  if (told === undefined || told === '') return undefined;
  return kinds[foldedText(told)] ?? told;
}

/** `tags[2]` is of the column `tags`, `viewing.distanceMm` of `distanceMm`. */
function columnOfPath(path: string): string {
  return path.replace(/^viewing\./, '').replace(/[[.].*$/, '');
}
