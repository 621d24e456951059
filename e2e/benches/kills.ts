import type { BenchReport } from './report.ts';
import { runTests } from './run-tests.ts';

/**
 * Parts of players are killed at random moments of fetching, activating and recording: agents by themselves, and stages, agents and shells of whole players,
 * of each shell as often. --quick: about as often as in the suite.
 */
export async function kills({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  const agents = isQuick ? 100 : 5_000;
  const ofEachShell = isQuick ? 6 : 300;
  const ofAgents = await runTests({
    ...{ bench: 'kills', project: 'real', files: ['player/test/agent-kills.test.ts'] },
    ...{ environment: { GATECAST_KILLS: String(agents) }, longestMinutes: 45 },
  });
  const ofParts = await runTests({
    ...{ bench: 'kills', project: 'glass', files: ['player/test/glass/part-kills.test.ts'] },
    ...{ environment: { GATECAST_PART_KILLS: String(ofEachShell) }, longestMinutes: 60 },
  });
  const sum = (name: 'passed' | 'failed' | 'seconds'): number => (ofAgents.figures[name] ?? 0) + (ofParts.figures[name] ?? 0);
  return {
    bench: 'kills',
    ok: ofAgents.ok && ofParts.ok,
    figures: {
      ...{ kills: agents, partKillsOfEachShell: ofEachShell },
      ...{ passed: sum('passed'), failed: sum('failed'), seconds: sum('seconds') },
    },
    limits: {},
    ratios: {},
  };
}
