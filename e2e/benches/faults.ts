import { join } from 'node:path';
import { node, root } from '../worlds/paths.ts';
import { Program } from '../worlds/program.ts';
import { rounded, type BenchReport } from './report.ts';

const longestMs = 30 * 60_000;

/**
 * Every fault against the player's shells, those that wait for minutes too; Electron's where a runtime is named. --quick: as in the suite. What each took
 * to play again, the tests say themselves.
 */
export async function faults({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  const startedMs = performance.now();
  const args = ['run', '--root', root, '--project', 'glass', 'player/test/glass/watchdog-faults.test.ts', 'player/test/glass/bundles.test.ts'];
  const program = new Program('faults', node, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], {
    GATECAST_ALL_FAULTS: isQuick ? undefined : '1',
    NO_COLOR: '1',
    FORCE_COLOR: undefined,
  });
  const timer = setTimeout(() => void program.kill(), longestMs);
  try {
    await program.end();
  } finally {
    clearTimeout(timer);
    await program.stop();
  }
  const said = program.tail();
  process.stdout.write(`${said}\n`);
  const counted = (word: string): number => Number(new RegExp(`Tests .*?(\\d+) ${word}`).exec(said)?.[1] ?? 0);
  const figures = { passed: counted('passed'), failed: counted('failed'), seconds: (performance.now() - startedMs) / 1_000 };
  return { bench: 'faults', ok: figures.failed === 0 && figures.passed > 0, figures: rounded(figures), limits: {}, ratios: {} };
}
