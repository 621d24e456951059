/** What a bench measured. Times in milliseconds unless the name says otherwise. */
export type BenchReport = {
  readonly bench: string;
  /** False where a promise with a limit was missed. */
  readonly ok: boolean;
  readonly figures: Readonly<Record<string, number>>;
  /** The same thing done barely, in the same run: what the machine allows. */
  readonly limits: Readonly<Record<string, number>>;
  readonly ratios: Readonly<Record<string, number>>;
};

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which the share `q` of the values lies; nearest rank. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))] ?? Number.NaN;
}

/** Two digits after the point: what a noisy machine can be believed. */
export function rounded(figures: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Math.round(value * 100) / 100]));
}

/** The same figures under names that begin with `prefix`. */
export function named(prefix: string, figures: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [`${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`, value]),
  );
}

/** A table for people, then as last line one JSON object. */
export function printReport(report: BenchReport): void {
  const rows = (['figures', 'limits', 'ratios'] as const).flatMap((part) =>
    Object.entries(report[part]).map(([name, value]) => [part, name, String(value)] as const),
  );
  const width = Math.max(...rows.map(([, name]) => name.length));
  process.stdout.write(`\n${report.bench}\n`);
  for (const [part, name, value] of rows) process.stdout.write(`  ${part.padEnd(8)} ${name.padEnd(width)} ${value.padStart(12)}\n`);
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
