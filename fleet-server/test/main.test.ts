import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
let folder: string;
let running: ChildProcess[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatecast-main-'));
  running = [];
});
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

function run(environment: Record<string, string>) {
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, GATECAST_PORT: '0', GATECAST_DATA: folder, GATECAST_LOG: 'info', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  const lines: { readonly event: string; readonly url?: string; readonly code?: string }[] = [];
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  const listens = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(JSON.parse(line));
      if (lines.some(({ event }) => event === 'listening')) resolve();
    });
  });
  const exited = new Promise<number | null>((resolve) => void child.on('close', (code) => resolve(code)));
  return { child, lines, listens, exited, errors: () => errors };
}

test('the process says where it listens and how to set it up, logs no token, and ends cleanly', async () => {
  const server = run({});
  await Promise.race([server.listens, server.exited]);
  expect(server.lines.map(({ event }) => event)).toEqual(['setup', 'listening']);
  const [setup, listening] = server.lines;
  const token = new URL(setup?.url ?? '').searchParams.get('token') ?? '';
  expect(token.length).toBeGreaterThan(40);
  expect((await fetch(`${listening?.url}/healthz`)).status).toBe(200);
  await fetch(setup?.url ?? '');
  server.child.kill('SIGTERM');
  expect(await server.exited).toBe(0);
  expect(server.errors()).not.toContain(token);
});

test('a taken port, a wrong setting and a folder that is none are refused in one line with exit code 2', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => blocker.once('listening', resolve));
  const { port } = blocker.address() as AddressInfo;
  const cases = [
    [{ GATECAST_PORT: `${port}`, GATECAST_LOG: 'silent' }, 'port-taken'],
    [{ GATECAST_PORT: 'eighty' }, 'bad-configuration'],
    [{ GATECAST_DATA: '/proc/version/data' }, 'not-writable'],
  ] as const;
  for (const [environment, code] of cases) {
    const server = run(environment);
    expect([code, await server.exited]).toEqual([code, 2]);
    expect(JSON.parse(server.errors().trim())).toMatchObject({ event: 'refused', code });
  }
  await new Promise((resolve) => blocker.close(resolve));
});
