import { issueFaultsOf, type FieldChange, type SheetFault } from '@gatecast/protocol';
import type { z } from 'zod';
import type { PlacesByName } from '../fleet/places-by-name.ts';

/** A line of a file as it would be written: over `before`, or anew. */
export type PlannedLine<Row, Draft> = {
  readonly line: number;
  readonly siteId: string;
  readonly before: Row | null;
  readonly after: Draft;
  /** For people. */
  readonly name: string;
  readonly changes: readonly FieldChange[];
};
export type SheetPlan<Row, Draft> = {
  readonly lines: readonly PlannedLine<Row, Draft>[];
  readonly sameCount: number;
  readonly faults: readonly SheetFault[];
};
type Judged<Row, Draft> =
  | Omit<PlannedLine<Row, Draft>, 'line'>
  | { readonly fault: Omit<SheetFault, 'line'> }
  | { readonly faults: readonly Omit<SheetFault, 'line'>[] };

/** More are told of in no preview. */
const mostFaults = 500;

/** Judges each line; what two lines say of one thing is a fault of the second. `keyOf` names the thing that a line is about. */
export function planSheet<Line extends { readonly line: number }, Row, Draft>(
  lines: readonly Line[],
  judge: (line: Line) => Judged<Row, Draft>,
  keyOf: (planned: Omit<PlannedLine<Row, Draft>, 'line'>) => string,
): SheetPlan<Row, Draft> {
  const planned: PlannedLine<Row, Draft>[] = [];
  const faults: SheetFault[] = [];
  const taken = new Map<string, number>();
  let sameCount = 0;
  for (const one of lines) {
    const { line } = one;
    const judged = judge(one);
    if ('fault' in judged) faults.push({ line, ...judged.fault });
    else if ('faults' in judged) faults.push(...judged.faults.map((fault) => ({ line, ...fault })));
    else {
      const first = taken.get(keyOf(judged));
      taken.set(keyOf(judged), line);
      if (first !== undefined) faults.push({ line, field: '', code: 'twice', limit: first, message: `line ${first} is about the same` });
      else if (judged.changes.length === 0) sameCount += 1;
      else planned.push({ line, ...judged });
    }
  }
  return { lines: planned, sameCount, faults: faults.slice(0, mostFaults) };
}

/** Why a schema refused a line, by column. */
export function faultsOfColumns(error: z.ZodError, columnOf: (path: string) => string): readonly Omit<SheetFault, 'line'>[] {
  return issueFaultsOf(error).map(({ path, code, message, limit = null }) => ({
    ...{ field: columnOf(path), message, limit },
    code: codeOf(code, message),
  }));
}

function codeOf(code: string, message: string): SheetFault['code'] {
  if (code === 'too_big') return message.includes('string') ? 'too-long' : 'too-large';
  if (code === 'too_small') return message.includes('string') ? 'missing' : 'too-small';
  return 'not-valid';
}

export type ReadPlace =
  | { readonly kind: 'place'; readonly siteId: string; readonly areaId: string | null }
  | { readonly kind: 'fault'; readonly fault: Omit<SheetFault, 'line'> };

/** The place that a line names. What it leaves out is as it was before; an empty area is the whole site. */
export function placeOfLine(
  told: { readonly site: string | undefined; readonly area: string | undefined },
  before: { readonly siteId: string; readonly areaId: string | null } | null,
  places: PlacesByName,
  mayEdit: (siteId: string) => boolean,
): ReadPlace {
  const fault = (field: string, code: SheetFault['code'], message: string): ReadPlace => ({
    kind: 'fault',
    fault: { field, code, message, limit: null },
  });
  const site = told.site ?? '';
  const sites = site === '' ? [] : places.sites(site).filter(mayEdit);
  const siteId = site === '' ? before?.siteId : sites.length === 1 ? sites[0] : undefined;
  if (siteId === undefined) {
    if (site === '') return fault('site', 'missing', 'is missing');
    return sites.length > 1
      ? fault('site', 'ambiguous', 'fits several sites; give the id of one')
      : fault('site', 'unknown', 'no such site');
  }
  if (before !== null && before.siteId !== siteId) return fault('site', 'fixed', 'stays as it is; add it at the other site');
  if (told.area === undefined) return { kind: 'place', siteId, areaId: before?.areaId ?? null };
  const areaId = told.area === '' ? null : places.area(siteId, told.area);
  return areaId === undefined ? fault('area', 'unknown', 'no such area at this site') : { kind: 'place', siteId, areaId };
}

/** A number as people write it; what is none is left for a schema to refuse. Empty: null. */
export function numberOf(told: string): number | null {
  return told === '' ? null : Number(told.replace(',', '.'));
}
