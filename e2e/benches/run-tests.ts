import { join } from 'node:path';
import { node, root } from '../worlds/paths.ts';
import { Program } from '../worlds/program.ts';
import { rounded, type BenchReport } from './report.ts';

/** Runs tests of the suite as a bench, longer than the suite has time for: how much, their environment says. Shows what they said. */
export async function runTests(tests: {
  readonly bench: string;
  readonly project: 'unit' | 'real' | 'glass';
  readonly files: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly longestMinutes: number;
  /** What is counted beside tests and seconds. */
  readonly figures?: Readonly<Record<string, number>>;
}): Promise<BenchReport> {
  const startedMs = performance.now();
  const args = ['run', '--root', root, '--project', tests.project, ...tests.files];
  const program = new Program(tests.bench, node, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], {
    ...tests.environment,
    NO_COLOR: '1',
    FORCE_COLOR: undefined,
  });
  const timer = setTimeout(() => void program.kill(), tests.longestMinutes * 60_000);
  try {
    await program.end();
  } finally {
    clearTimeout(timer);
    await program.stop();
  }
  const said = program.tail();
  process.stdout.write(`${said}\n`);
  const counted = (word: string): number => Number(new RegExp(`Tests .*?(\\d+) ${word}`).exec(said)?.[1] ?? 0);
  const seconds = (performance.now() - startedMs) / 1_000;
  const figures = { ...tests.figures, passed: counted('passed'), failed: counted('failed'), seconds };
  return { bench: tests.bench, ok: figures.failed === 0 && figures.passed > 0, figures: rounded(figures), limits: {}, ratios: {} };
}
