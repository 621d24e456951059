// `npm start`: finds or installs what is missing, builds what has changed, then runs the demo fleet.
// Runs on whatever Node is there (18 or later); everything after set-up runs on the pinned Node 24.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilds, toolEnvironment } from './setup/builds.mjs';
import { ensureDependencies, ensureOwnNode, nodeBinary } from './setup/dependencies.mjs';
import { tryElectronRuntime } from './setup/electron-runtime.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2);
const retry = '--retry-electron';
const isHelp = args.includes('--help') || args.includes('-h');

if (isHelp) {
  process.stdout.write(`npm start finds or installs what is missing, then runs the demo. Beside the demo's options it takes
  ${retry}        try once more to fetch Electron's runtime

`);
  if (!existsSync(join(root, 'node_modules')) || !existsSync(nodeBinary(root))) {
    process.stdout.write(`The demo's options, in full once everything is set up:
  --fresh                 forget the data of earlier demos and begin again
  --headless              no windows, also where there is a display
  --port <number>         port of server and controller (8080, GATECAST_PORT)
  --portal-port <number>  port of the web portal (8090, GATECAST_PORTAL_PORT)
  --data <folder>         data folder (.gatecast/demo, GATECAST_DATA)
`);
    process.exit(0);
  }
} else {
  ensureOwnNode();
  await ensureSystemPackages();
  await ensureDependencies(root);
  await tryElectronRuntime(root, { again: args.includes(retry) });
  await ensureBuilds(root);
}

const demo = spawn(nodeBinary(root), [join(root, 'apps/cli/src/main.ts'), 'demo', ...args.filter((arg) => arg !== retry)], {
  cwd: root,
  env: toolEnvironment(root),
  // the open channel tells the demo that this process is gone, also where it was killed
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
// A terminal's Ctrl-C reaches the demo as well; this process only waits for it to stop everything.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => demo.kill(signal));
// npm passes a SIGTERM on to the shell between it and this process, which dies of it and says nothing
const starter = process.ppid;
if (process.env.npm_lifecycle_event === 'start')
  setInterval(() => {
    if (process.ppid !== starter) demo.kill('SIGTERM');
  }, 1_000).unref();
demo.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)));
