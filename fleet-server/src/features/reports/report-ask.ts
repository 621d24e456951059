import type { InterfaceLanguage, ReportColumn, ReportKind, ReportSection } from '@gatecast/protocol';
import { mostReportRows } from '@gatecast/protocol';
import type { Stores } from '../../store/open-stores.ts';
import type { Fleet } from '../fleet/store.ts';
import { columnNames, type ReportColumnKey } from './report-words.ts';

/** What a report is asked for. */
export type ReportAsk = {
  readonly kind: ReportKind;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly nowMs: number;
  /** Whose sites it is about; null: all. */
  readonly siteIds: readonly string[] | null;
  readonly language: InterfaceLanguage;
};
/** What a report is made from. */
export type ReportSource = { readonly stores: Stores; readonly fleet: Fleet; readonly ask: ReportAsk };
export type Made = { readonly sections: readonly ReportSection[]; readonly notes: readonly string[] };

export type Cell = string | number | null;
type Unit = ReportColumn['unit'];

/** A section with its columns named; rows beyond what is told are cut, and said to be. */
export function sectionOf(
  language: InterfaceLanguage,
  { key, title }: { readonly key: string; readonly title: string },
  columns: readonly (readonly [ReportColumnKey, Unit])[],
  rows: readonly (readonly Cell[])[],
  chart: { readonly series: readonly ReportColumnKey[]; readonly label: ReportColumnKey; readonly isStacked?: boolean } | null,
): ReportSection {
  const at = (wanted: ReportColumnKey) => columns.findIndex(([column]) => column === wanted);
  return {
    ...{ key, title },
    columns: columns.map(([column, unit]) => ({ key: column, name: columnNames[column][language], unit })),
    rows: rows.slice(0, mostReportRows).map((cells) => [...cells]),
    chart: chart === null ? null : { label: at(chart.label), series: chart.series.map(at), isStacked: chart.isStacked ?? false },
    isCut: rows.length > mostReportRows,
  };
}

/** The screens of the sites that are asked for. */
export function screensOf({ fleet, ask: { siteIds } }: Pick<ReportSource, 'fleet' | 'ask'>) {
  return [...fleet.screens.values()].filter(({ siteId }) => siteIds === null || siteIds.includes(siteId));
}
/** The sites that are asked for. */
export function sitesOfAsk({ fleet, ask: { siteIds } }: Pick<ReportSource, 'fleet' | 'ask'>) {
  return [...fleet.sites.values()].filter(({ id }) => siteIds === null || siteIds.includes(id));
}

/** A share in basis points, rounded down; null of nothing. */
export function shareBp(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.floor((part * 10_000) / whole);
}
