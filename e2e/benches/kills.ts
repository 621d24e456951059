import type { BenchReport } from './report.ts';
import { runTests } from './run-tests.ts';

/** Agents are killed at random moments of fetching, activating and recording. --quick: as often as in the suite. */
export async function kills({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  const count = isQuick ? 100 : 5_000;
  return await runTests({
    ...{ bench: 'kills', project: 'real', files: ['player/test/agent-kills.test.ts'] },
    ...{ environment: { GATECAST_KILLS: String(count) }, longestMinutes: 45, figures: { kills: count } },
  });
}
