// `npm test`: set-up, then every check and test. Each stage has a budget on two cores, printed beside what it took.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilds, runNode } from './setup/builds.mjs';
import { ensureDependencies, ensureOwnNode } from './setup/dependencies.mjs';
import { done, refuse, step } from './setup/say.mjs';
import { ensureSystemPackages, testNeeds } from './setup/system-packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
ensureOwnNode();
await ensureSystemPackages(testNeeds);
await ensureDependencies(root);

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const playwright = join(root, 'e2e', 'node_modules', '@playwright', 'test', 'cli.js');
// what the budgets have no room for is tagged `long`; `pnpm bench suite` runs everything
const inTime = { vitest: ['--tags-filter', '!long'], playwright: ['--grep-invert', '@long'] };
const stages = [
  {
    name: 'check: types, lint, format, dead code, unit tests',
    budgetMinutes: 1,
    run: () => runNode(root, [join(root, 'scripts/check.ts')]),
  },
  {
    name: 'schedule engine: cases, properties, second opinions',
    budgetMinutes: 2,
    run: () => runNode(root, [vitest, 'run', '--project', 'engine']),
  },
  {
    name: 'stores and sockets',
    budgetMinutes: 4,
    // they wait for timers, disks and children most of the time
    run: () => runNode(root, [vitest, 'run', '--project', 'real', '--maxWorkers', '3', ...inTime.vitest]),
  },
  {
    name: 'end to end',
    budgetMinutes: 6,
    async run() {
      const glass = await runNode(root, [vitest, 'run', '--project', 'glass', ...inTime.vitest]);
      if (glass.code !== 0) return glass;
      return await runNode(root, [playwright, 'test', '--config', join(root, 'e2e/playwright.config.ts'), ...inTime.playwright]);
    },
  },
];
await ensureBuilds(root);
for (const stage of stages) {
  const startedAt = Date.now();
  step(stage.name);
  const { code } = await stage.run();
  if (code !== 0) refuse(`${stage.name}: failed (exit ${code})`, 1);
  const minutes = (Date.now() - startedAt) / 60_000;
  done(`${stage.name}: passed in ${minutes.toFixed(1)} of ${stage.budgetMinutes} minutes`);
}
