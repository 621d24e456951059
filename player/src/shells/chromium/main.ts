import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from '@gatecast/media-tools';
import { logEventsIn, writeEvent } from '../event-line.ts';
import { isOrder } from '../is-order.ts';
import { startAgain } from '../run-watchdog.ts';
import { startShell } from './start-shell.ts';
import { keepCompilation } from './kept-compilation.ts';
import { lockDataFolder } from './lock-data-folder.ts';
import { help, readOptions } from './options.ts';

// The Chromium shell: a launcher on Node that keeps an agent and a browser running over one data folder.

function refuse(detail: string): never {
  process.stderr.write(`${JSON.stringify({ error: detail })}\n`);
  process.exit(2);
}

// nothing that is written here is for another user of the machine
process.umask(0o077);
const read = readOptions(process.argv.slice(2), process.env);
if (read.kind === 'help') {
  process.stdout.write(help);
  process.exit(0);
}
if (read.kind === 'refused') refuse(read.detail);
const { options } = read;
if (!existsSync(join(options.stageFolder, 'index.html')))
  refuse(`there is no stage in ${options.stageFolder}; pnpm --filter @gatecast/player build:stage makes it`);
const chromium = findChromium();
if (chromium.kind === 'missing') refuse(`no Chromium was found; ${chromium.hint}`);
const lock = lockDataFolder(options.dataFolder);
if (lock === null) refuse(`another player is running over ${options.dataFolder}`);
logEventsIn(options.dataFolder);
keepCompilation(process.env['NODE_COMPILE_CACHE']);

const shell = await startShell({
  ...options,
  chromium: chromium.path,
  onRestart: (why) => void stop(why, startAgain),
});
writeEvent({ event: 'started', part: 'shell', atMs: Date.now(), pid: process.pid });

let isStopping = false;
async function stop(signal: string, code = 0): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => process.exit(code === 0 ? 1 : code), 4_800).unref();
  await shell.stop(isOrder(signal) ? 'ordered' : undefined);
  lock?.release();
  writeEvent({ event: 'stopped', part: 'shell', atMs: Date.now(), detail: signal });
  process.exit(code);
}
process.on('SIGTERM', () => void stop('SIGTERM'));
process.on('SIGINT', () => void stop('SIGINT'));
// a starter that holds a channel to this player and dies takes it along
process.on('disconnect', () => void stop('the starter ended'));
