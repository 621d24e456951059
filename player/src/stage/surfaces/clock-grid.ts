/** How much wider than high a clock with its place and day is. */
const clockShape = 1.35;
/** Another row must make them so much larger: clocks in a row are read at a glance. */
const worthARow = 1.25;

/** The columns and rows for so many clocks in a region of this size: one row, unless more make them clearly larger. */
export function gridOf(count: number, widthPx: number, heightPx: number): { readonly columns: number; readonly rows: number } {
  const sizeAt = (columns: number): number => Math.min(widthPx / columns / clockShape, heightPx / Math.ceil(count / columns));
  let columns = count;
  for (let fewer = count - 1; fewer >= 1; fewer--) if (sizeAt(fewer) > worthARow * sizeAt(columns)) columns = fewer;
  const rows = Math.ceil(count / columns);
  // four and four rather than five and three
  return { columns: Math.ceil(count / rows), rows };
}
