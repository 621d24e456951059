import type { BenchReport } from './report.ts';
import { runTests } from './run-tests.ts';

const storms = { whole: 50_000, quick: 2_000 } as const;

/** Storms at the agent's brain: messages and answers dropped, doubled, late, out of order, forged, and the agent ended at any moment. */
export async function brain({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  const count = isQuick ? storms.quick : storms.whole;
  return await runTests({
    ...{ bench: 'brain', project: 'unit', files: ['player/src/brain/step.fuzz.test.ts'], longestMinutes: 30 },
    environment: { GATECAST_FUZZ_RUNS: String(count) },
    figures: { storms: count },
  });
}
