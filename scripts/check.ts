// `pnpm check`: types, lint, format, dead code and unit tests side by side; then the sizes that STYLE asks about.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { oversizedSources } from './check/oversized-sources.ts';

type Outcome = { readonly name: string; readonly code: number; readonly output: string; readonly seconds: number };

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (name: string) => join(root, 'node_modules', '.bin', name);
const checks: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['types', bin('tsc'), '-b', '--pretty'],
  ['lint', bin('oxlint'), '--type-aware', '--deny-warnings'],
  ['unit tests', bin('vitest'), 'run', '--project', 'unit'],
  ['dead code', bin('knip'), '--no-progress'],
  ['format', bin('oxfmt'), '--check'],
];

async function outcomeOf([name, command, ...args]: (typeof checks)[number]): Promise<Outcome> {
  const startedAt = performance.now();
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.on('error', (error) => resolve({ name, code: 127, output: String(error), seconds: 0 }));
  child.on('close', (code) => resolve({ name, code: code ?? 1, output, seconds: (performance.now() - startedAt) / 1_000 }));
  return promise;
}

const waiting = [...checks];
const failed: string[] = [];
async function worker(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { name, code, output, seconds } = await outcomeOf(next);
    process.stdout.write(`${code === 0 ? '✓' : '✗'} ${name} ${seconds.toFixed(1)} s\n`);
    // a suite that passed says how many tests it ran; everything else speaks only when it has failed
    if (code !== 0) process.stdout.write(`${output}\n`);
    else if (name === 'unit tests')
      process.stdout.write(
        `${output
          .split('\n')
          .filter((line) => /^\s*(Test Files|Tests)\s/.test(line))
          .join('\n')}\n`,
      );
    if (code !== 0) failed.push(name);
  }
}
await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker));

for (const debt of oversizedSources(root)) process.stdout.write(`  ${debt}\n`);
if (failed.length > 0) {
  process.stderr.write(`check failed: ${failed.join(', ')}\n`);
  process.exitCode = 1;
}
