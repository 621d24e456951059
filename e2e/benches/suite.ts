import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { node, root } from '../worlds/paths.ts';
import { rounded, type BenchReport } from './report.ts';

const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const playwright = join(root, 'e2e/node_modules/@playwright/test/cli.js');
const long = { vitest: ['--tags-filter', 'long', '--passWithNoTests'], playwright: ['--grep', '@long'] };

/** Every test and journey, also those tagged `long`, for which `npm test` has no time; --quick: the long ones alone. Minutes and exit code of each stage. */
export async function suite({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  const only = isQuick ? long : { vitest: [], playwright: [] };
  const stages = {
    engine: [vitest, 'run', '--root', root, '--project', 'engine', ...only.vitest],
    // as in `npm test`: they wait for timers, disks and children most of the time
    real: [vitest, 'run', '--root', root, '--project', 'real', '--maxWorkers', '3', ...only.vitest],
    glass: [vitest, 'run', '--root', root, '--project', 'glass', ...only.vitest],
    journeys: [playwright, 'test', '--config', join(root, 'e2e/playwright.config.ts'), ...only.playwright],
  };
  const figures: Record<string, number> = {};
  let ok = true;
  for (const [name, args] of Object.entries(stages)) {
    const startedMs = performance.now();
    const [code] = await once(spawn(node, args, { stdio: 'inherit' }), 'close');
    figures[`${name} min`] = (performance.now() - startedMs) / 60_000;
    figures[`${name} exit`] = Number(code ?? -1);
    ok &&= code === 0;
  }
  return { bench: 'suite', ok, figures: rounded(figures), limits: {}, ratios: {} };
}
