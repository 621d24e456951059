import type { BenchReport } from './report.ts';
import { runTests } from './run-tests.ts';

/**
 * The power goes at random moments of an agent's life, and what is left of its folder is lived in again; what anybody was told must still be so. The same
 * cuts must find faults that are planted. --quick: a tenth of the cuts.
 */
export async function powerCut({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  const cuts = isQuick ? 100 : 1_000;
  return await runTests({
    ...{ bench: 'power-cut', project: 'real', files: ['player/test/power-cut.test.ts'] },
    ...{ environment: { GATECAST_CUTS: String(cuts) }, longestMinutes: 90, figures: { cuts } },
  });
}
