// `npm start`: finds or installs what is missing, builds what has changed, then runs the demo fleet.
// Runs on whatever Node is there (18 or later); everything after set-up runs on the pinned Node 24.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilds, toolEnvironment } from './setup/builds.mjs';
import { ensureDependencies, nodeBinary } from './setup/dependencies.mjs';
import { tryElectronRuntime } from './setup/electron-runtime.mjs';
import { refuse } from './setup/say.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
if (Number(process.versions.node.split('.')[0]) < 18)
  refuse(`Node ${process.versions.node} is too old to set up Gatecast; 18 or later is needed.`);

const args = process.argv.slice(2);
await ensureSystemPackages();
await ensureDependencies(root);
await tryElectronRuntime(root, { again: args.includes('--retry-electron') });
await ensureBuilds(root);

const demo = spawn(nodeBinary(root), [join(root, 'apps/cli/src/main.ts'), 'demo', ...args.filter((arg) => arg !== '--retry-electron')], {
  cwd: root,
  env: toolEnvironment(root),
  stdio: 'inherit',
});
// A terminal's Ctrl-C reaches the demo as well; this process only waits for it to stop everything.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => demo.kill('SIGTERM'));
demo.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)));
