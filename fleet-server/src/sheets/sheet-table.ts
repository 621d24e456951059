/** A table that leaves as a file: a head, and cells that are text or numbers; null is an empty one. */
export type SheetTable = {
  /** What the sheet of a workbook is called. */
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
};
