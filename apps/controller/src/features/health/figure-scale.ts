import type { HealthFigure, HealthFigurePoint } from '@gatecast/protocol';

/** The size of the unit in which a figure's axis is told: of bytes the greatest that its highest value fills. */
export function divisorOf(figure: HealthFigure, highest: number): number {
  switch (figure) {
    case 'freeBytes':
    case 'memoryBytes':
      return 1_024 ** Math.min(4, Math.max(0, Math.floor(Math.log(Math.max(1, highest)) / Math.log(1_024))));
    case 'freeMemoryBp':
      return 100;
    case 'temperatureDeciC':
      return 10;
    case 'clockOffsetMs':
      return 1;
  }
}

/** From where to where an axis goes: all bands and the limit, with room above; zero is on it unless the values lie far from it, as temperatures do. */
export function domainOf(rows: readonly { readonly band: readonly [number, number] | null }[], limit: number | null): [number, number] {
  const values = [...rows.flatMap(({ band }) => band ?? []), ...(limit === null ? [] : [limit]), 0];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? [low - 1, high + 1] : [low < 0 ? low * 1.1 : 0, high * 1.1];
}

/** The lowest, the highest and the last of all that was told; null: nothing was. */
export function summaryOf(points: readonly (HealthFigurePoint | null)[]): { low: number; high: number; last: number } | null {
  const told = points.filter((point) => point !== null);
  const last = told.at(-1);
  if (last === undefined) return null;
  return { low: Math.min(...told.map(({ low }) => low)), high: Math.max(...told.map(({ high }) => high)), last: last.mean };
}
