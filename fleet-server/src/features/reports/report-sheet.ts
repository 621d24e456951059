import type { Report, ReportColumn } from '@gatecast/protocol';
import type { SheetTable } from '../../sheets/sheet-table.ts';

/** The sections of a report as tables; durations in whole seconds, shares in percent, instants in the report's zone. */
export function sheetsOfReport(report: Report): readonly SheetTable[] {
  return report.sections.map(({ title, columns, rows }) => ({
    title,
    head: columns.map(({ name, unit }) => (unit === 'duration' ? `${name} (s)` : unit === 'share' ? `${name} (%)` : name)),
    rows: rows.map((cells) => cells.map((cell, at) => cellOf(cell, columns[at], report.timeZone))),
  }));
}

function cellOf(cell: string | number | null, column: ReportColumn | undefined, timeZone: string): string | number | null {
  if (typeof cell !== 'number') return cell;
  switch (column?.unit) {
    case 'duration':
      return Math.round(cell / 1_000);
    case 'share':
      return cell / 100;
    case 'instant':
      return instantText(cell, timeZone);
    case 'count':
    case 'text':
    case undefined:
      return cell;
  }
}

/** An instant in a zone, as spreadsheets sort it: `2026-07-29 13:46:00`. */
export function instantText(atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(atMs);
}
