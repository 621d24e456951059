import type { BenchReport } from './report.ts';
import { runTests } from './run-tests.ts';

/**
 * Every fault against the player's shells, those that wait for minutes too; Electron's where a runtime is named. --quick: as in the suite. What each took
 * to play again, the tests say themselves.
 */
export async function faults({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  return await runTests({
    ...{
      bench: 'faults',
      project: 'glass',
      files: ['watchdog-faults', 'bundles', 'live-urls'].map((name) => `player/test/glass/${name}.test.ts`),
    },
    ...{ environment: { GATECAST_ALL_FAULTS: isQuick ? undefined : '1' }, longestMinutes: 30 },
  });
}
