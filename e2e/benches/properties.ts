import { join } from 'node:path';
import { node, root } from '../worlds/paths.ts';
import { Program } from '../worlds/program.ts';
import { rounded, type BenchReport } from './report.ts';

const longestMs = 4 * 3_600_000;
const leastPlans = 50_000;

/** The engine's property tests ten times as long as in the suite; --quick: once. Which seed and how many generated plans, they say themselves. */
export async function properties({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  const times = isQuick ? 1 : 10;
  const startedMs = performance.now();
  const args = ['run', '--root', root, '--project', 'engine', 'property.test'];
  const program = new Program('property tests', node, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], {
    RUNS: `${times}`,
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
  const plans = program.events
    .filter(({ event }) => event === 'generated')
    .reduce((sum, { plans: generated }) => sum + Number(generated), 0);
  const said = program.tail();
  const [, failed = '0'] = /Tests .*?(\d+) failed/.exec(said) ?? [];
  const [, passed = '0'] = /Tests .*?(\d+) passed/.exec(said) ?? [];
  if (failed !== '0' || passed === '0') process.stdout.write(`${said}\n`);
  const figures = { plans, passed: Number(passed), failed: Number(failed), seconds: (performance.now() - startedMs) / 1_000 };
  const limits = { leastPlans: isQuick ? leastPlans / 10 : leastPlans };
  return {
    bench: 'properties',
    ok: figures.failed === 0 && figures.passed > 0 && plans >= limits.leastPlans,
    figures: rounded(figures),
    limits,
    ratios: rounded({ plans: plans / limits.leastPlans }),
  };
}
