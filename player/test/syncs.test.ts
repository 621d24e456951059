import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { nameOfBytes } from '@gatecast/signing';
import { expect, test } from 'vitest';
import { runTracedAgent } from './support/agent-process.ts';
import { makeRelease } from './support/make-release.ts';
import { testServer } from './support/test-server.ts';

// kill -9 cannot see a missing fsync; what the agent asks of the system can be seen. Linux only, as strace is.

type Call = { readonly what: 'sync' | 'rename'; readonly path: string; readonly to: string };

/** The calls of a trace in the order in which they ended, as strace writes them. */
function callsOf(trace: string): readonly Call[] {
  const begun = new Map<string, string>();
  return trace.split('\n').flatMap((line): readonly Call[] => {
    const [, pid = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    if (rest.endsWith('<unfinished ...>')) {
      begun.set(pid, rest.replace(' <unfinished ...>', ''));
      return [];
    }
    const whole = rest.replace(/^<\.\.\. \w+ resumed>/, begun.get(pid) ?? '');
    const synced = /^f(?:data)?sync\(\d+<(.+)>\) += 0/.exec(whole);
    if (synced !== null) return [{ what: 'sync', path: synced[1] ?? '', to: '' }];
    const renamed = /^rename\w*\(.*?"([^"]+)".*"([^"]+)"(?:, \w+)?\) += 0/.exec(whole);
    return renamed === null ? [] : [{ what: 'rename', path: renamed[1] ?? '', to: renamed[2] ?? '' }];
  });
}

test('every file is synced before it is renamed and its folder after, and what is told to the server is synced in the log', async (context) => {
  if (spawnSync('strace', ['true']).status !== 0) return context.skip('this machine has no strace, or lets it trace nothing');
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gatecast-syncs-')));
  const server = await testServer();
  const data = join(folder, 'data');
  const agent = runTracedAgent(server.url, data, join(folder, 'trace'));
  try {
    const started = await agent.event('started');
    await server.until(server.isDeviceWaiting);
    await server.enrol();
    await server.until(server.isPlayerConnected);
    const media = { bytes: randomBytes(200_000), mime: 'video/mp4' as const };
    server.offer(makeRelease(100, { notices: ['a'], media: [media] }, server.assembly), 100);
    await server.until(() => server.seen.reports.some(({ state }) => state === 'active'));
    process.kill(started.pid ?? 0, 'SIGTERM');
    await new Promise((resolve) => agent.process.once('exit', resolve));
    const calls = callsOf(readFileSync(join(folder, 'trace'), 'utf8'));
    const renames = calls.flatMap((call, index) => (call.what === 'rename' && call.to.startsWith(data) ? [{ ...call, index }] : []));
    const names = new Set(renames.map(({ to }) => basename(to)));
    for (const name of [nameOfBytes(media.bytes), 'identity.json', 'root.json', 'release.json', 'device.json'])
      expect(names).toContain(name);
    const isSyncOf = (path: string) => (call: Call) => call.what === 'sync' && call.path === path;
    const wrong = renames.filter(({ path, to, index }) => {
      const before = calls.slice(0, index).some(isSyncOf(path));
      return !before || !calls.slice(index).some(isSyncOf(dirname(to)));
    });
    expect(wrong.map(({ to }) => to)).toEqual([]);
    // WAL's own default would sync the log at checkpoints only: none of these would be there
    const told = server.seen.reports.length;
    expect(calls.filter(isSyncOf(join(data, 'player.sqlite-wal'))).length >= 2 * told).toBe(true);
  } finally {
    await agent.end('SIGKILL');
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
