import { meansKindSchema, type GapRow, type GapTotal, type MeansKind } from '@gatecast/protocol';
import { areaPath } from '../fleet/area-path.ts';
import type { Fleet } from '../fleet/store.ts';
import type { MeansTable, ProvisionTable } from './store.ts';

type Found = Pick<MeansTable, 'siteId' | 'areaId' | 'kind' | 'condition'>;
type Planned = Pick<ProvisionTable, 'siteId' | 'areaId' | 'kind' | 'year' | 'wanted'>;
type Counts = Omit<GapTotal, 'siteId' | 'kind'>;

/**
 * What is planned by the end of a year against what was found. A line of an area counts what stands in it or in areas within, a line of a site all
 * that stands there; of several years of one place the last that has come counts. What stands where no line reaches is a row without a plan. The total of a site is
 * its own line, where it has one, else the sum of its outermost areas' lines.
 */
export function gapOf(
  { means, provisions }: { readonly means: readonly Found[]; readonly provisions: readonly Planned[] },
  fleet: Fleet,
  year: number,
): { readonly rows: GapRow[]; readonly totals: GapTotal[] } {
  const placesOf = ({ areaId }: { readonly areaId: string | null }): readonly (string | null)[] => [...areaPath(fleet, areaId), null];
  const keyOf = (siteId: string, kind: MeansKind) => `${siteId} ${kind}`;
  const foundOf = Map.groupBy(means, ({ siteId, kind }) => keyOf(siteId, kind));
  const plannedOf = Map.groupBy(linesOfYear(provisions, year), ({ siteId, kind }) => keyOf(siteId, kind));
  const rows: GapRow[] = [];
  const totals: GapTotal[] = [];
  for (const siteId of fleet.sites.keys()) {
    for (const kind of meansKindSchema.options) {
      const found = foundOf.get(keyOf(siteId, kind)) ?? [];
      const planned = plannedOf.get(keyOf(siteId, kind)) ?? [];
      const place = { siteId: siteId as GapRow['siteId'], kind };
      for (const line of planned) {
        const here = found.filter((one) => placesOf(one).includes(line.areaId));
        rows.push({ ...place, areaId: line.areaId as GapRow['areaId'], year: line.year, ...countsOf(here, line.wanted) });
      }
      const reached = new Set(planned.map(({ areaId }) => areaId));
      const rest = found.filter((one) => !placesOf(one).some((areaId) => reached.has(areaId)));
      for (const [areaId, here] of Map.groupBy(rest, (one) => one.areaId))
        rows.push({ ...place, areaId: areaId as GapRow['areaId'], year: null, ...countsOf(here, null) });
      if (found.length + planned.length === 0) continue;
      const outermost = planned.filter(
        (line) =>
          !placesOf(line)
            .slice(1)
            .some((areaId) => reached.has(areaId)),
      );
      const wanted = outermost.length === 0 ? null : outermost.reduce((sum, line) => sum + line.wanted, 0);
      totals.push({ ...place, ...countsOf(found, wanted) });
    }
  }
  return { rows, totals };
}

/** Of each place and kind the line of the last year that has come. */
function linesOfYear(provisions: readonly Planned[], year: number): readonly Planned[] {
  const last = new Map<string, Planned>();
  for (const line of provisions) {
    if (line.year > year) continue;
    const key = `${line.siteId} ${line.areaId} ${line.kind}`;
    const before = last.get(key);
    if (before === undefined || before.year < line.year) last.set(key, line);
  }
  return [...last.values()];
}

function countsOf(found: readonly Found[], wanted: number | null): Counts {
  const count = (...conditions: readonly Found['condition'][]) => found.filter(({ condition }) => conditions.includes(condition)).length;
  const usable = count('good', 'worn');
  const [faulty, outOfUse] = [count('faulty'), count('out-of-use')];
  return { wanted, usable, faulty, outOfUse, missing: wanted === null ? null : wanted - usable };
}
