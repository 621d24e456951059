import type { BenchReport } from './report.ts';
import { runTests } from './run-tests.ts';

/** A film of 4 GiB, fetched through a kill, and a release of ten thousand items. What they took, the tests say themselves. --quick: as in the suite. */
export async function large({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  return await runTests({
    ...{ bench: 'large', project: 'real', files: ['player/test/large-content.test.ts'] },
    ...{ environment: isQuick ? {} : { GATECAST_FILM_BYTES: String(4 * 1024 ** 3), GATECAST_ITEMS: '10000' }, longestMinutes: 20 },
  });
}
