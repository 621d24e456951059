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

const mostSteps = 4;

/**
 * The marks of an axis, from its lowest to its highest: all bands and the limit lie between them, zero is one of them, and they are evenly 1, 2 or 5 of a
 * power of ten apart; never less than one where the figure is told in whole ones.
 */
export function axisTicksOf(
  rows: readonly { readonly band: readonly [number, number] | null }[],
  limit: number | null,
  { isWhole }: { readonly isWhole: boolean },
): readonly number[] {
  const values = [...rows.flatMap(({ band }) => band ?? []), ...(limit === null ? [] : [limit]), 0];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const [low, high] = least === most ? [-1, 1] : [least, most];
  const firstPower = Math.floor(Math.log10((high - low) / mostSteps));
  for (let power = isWhole ? Math.max(0, firstPower) : firstPower; ; power += 1)
    for (const first of [1, 2, 5]) {
      // by a division where it is a fraction: 3 × 0.1 is not 0.3
      const at = (index: number) => (power < 0 ? (index * first) / 10 ** -power : index * first * 10 ** power);
      const [from, until] = [Math.floor(low / at(1)), Math.ceil(high / at(1))];
      // `+ 0`, as Math.ceil makes −0 of what is just below zero
      if (until - from <= mostSteps) return Array.from({ length: until - from + 1 }, (_, index) => at(from + index) + 0);
    }
}

/** The lowest, the highest and the last of all that was told; null: nothing was. */
export function summaryOf(points: readonly (HealthFigurePoint | null)[]): { low: number; high: number; last: number } | null {
  const told = points.filter((point) => point !== null);
  const last = told.at(-1);
  if (last === undefined) return null;
  return { low: Math.min(...told.map(({ low }) => low)), high: Math.max(...told.map(({ high }) => high)), last: last.mean };
}
