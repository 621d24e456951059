import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run, type Running } from '../support/agent-process.ts';
import { electronFolder } from '../support/electron-shell.ts';
import { makeRelease } from '../support/make-release.ts';
import { testServer, type TestServer } from '../support/test-server.ts';
import { virtualDisplay } from '../support/virtual-display.ts';

// What is put on machines, built as for a release and started: the Electron one with the runtime for tests.

const room = fileURLToPath(new URL('../..', import.meta.url));
if (electronFolder === '') console.warn('ELECTRON_OVERRIDE_DIST_PATH is not set: THE PACKED ELECTRON SHELL IS NOT TESTED HERE');

let folder: string;
let server: TestServer;
const ends: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-packages-'));
  server = await testServer();
});
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
  await server.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

function pack(target: string): string {
  const said = execFileSync(process.execPath, ['packaging/main.ts', target, '--quick', '--out', folder], { cwd: room, encoding: 'utf8' });
  return (JSON.parse(said.trim().split('\n').at(-1) ?? '') as { readonly packed: string }).packed;
}
function start(program: string, args: readonly string[], environment: Readonly<Record<string, string>>): Running {
  const own = { GATECAST_SERVER: server.url, GATECAST_PLAYER_DATA: join(folder, 'data'), GATECAST_SCREEN_SIZE: '1280x720' };
  const player = run(program, args, { GATECAST_SQLITE_BINDING: '', ...own, ...environment });
  ends.push(() => player.end('SIGTERM'));
  return player;
}
async function pairAndPlay(player: Running): Promise<void> {
  await player.event('pairing');
  await server.until(server.isDeviceWaiting);
  await server.enrol();
  await server.until(server.isPlayerConnected);
  server.offer(makeRelease(100, { notices: ['Xin chào'] }, server.assembly), 100);
  await player.event('showing', ({ what }) => what === 'item');
  await player.end('SIGTERM');
  expect(player.process.exitCode).toBe(0);
}

describe.skipIf(electronFolder === '')('the packed Electron shell', () => {
  test('carries what it needs and no more, has its fuses set, pairs and plays', async () => {
    const application = pack('electron');
    const program = join(application, 'gatecast-player');
    const wire = await getCurrentFuseWire(program);
    const states = Object.entries(FuseV1Options).flatMap(([name, index]) => {
      const state = typeof index === 'number' ? wire[index as FuseV1Options] : undefined;
      return state === undefined ? [] : [[name, String.fromCodePoint(state)] as const];
    });
    expect(Object.fromEntries(states)).toMatchObject({
      RunAsNode: '0',
      EnableCookieEncryption: '1',
      EnableNodeOptionsEnvironmentVariable: '0',
      EnableNodeCliInspectArguments: '0',
      EnableEmbeddedAsarIntegrityValidation: '1',
      OnlyLoadAppFromAsar: '1',
      GrantFileProtocolExtraPrivileges: '0',
    });
    const inside = listPackage(join(application, 'resources/app.asar'), { isPack: false }).filter((name) => !/^\/stage\/./.test(name));
    const code = ['agent', 'main', 'preload'].flatMap((name) => [`/electron/${name}.cjs`, `/electron/${name}.cjs.LEGAL.txt`]);
    expect(inside.filter((name) => !name.startsWith('/prebuilds/'))).toEqual(
      expect.arrayContaining([
        '/electron',
        '/electron/main.cjs',
        '/electron/agent.cjs',
        '/electron/preload.cjs',
        '/package.json',
        '/stage',
      ]),
    );
    expect(inside.filter((name) => ![...code, '/electron', '/package.json', '/prebuilds', '/stage'].includes(name))).toEqual(
      inside.filter((name) => /^\/prebuilds\/\S+\.(node|so)$/.test(name)),
    );
    expect(readdirSync(join(application, 'resources')).toSorted()).toEqual(['app.asar', 'app.asar.unpacked']);

    const screen = await virtualDisplay('1600x900');
    ends.push(screen.end);
    const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    // Node's own doors are shut: code that such a variable names is not run
    await pairAndPlay(start(program, flags, { DISPLAY: screen.display, NODE_OPTIONS: '--require=/nonexistent/intruder.cjs' }));
  });
});

describe('the packed Chromium shell', () => {
  test('is a Debian package with a service, its user and a policy, and plays with the Node that it brings', async () => {
    const file = pack('chromium-deb');
    const tree = join(folder, 'machine');
    execFileSync('dpkg-deb', ['-x', file, tree]);
    const listed = execFileSync('dpkg-deb', ['-c', file], { encoding: 'utf8' }).trim().split('\n');
    expect(listed.filter((line) => !/^\S+ root\/root /.test(line))).toEqual([]);
    const names = listed.map((line) => line.split(' ./')[1] ?? '').filter((name) => name !== '' && !name.endsWith('/'));
    expect(names.filter((name) => !/\/dist\/stage\/|\.LEGAL\.txt$/.test(name)).toSorted()).toEqual([
      'etc/chromium/policies/managed/gatecast-player.json',
      'etc/default/gatecast-player',
      'etc/opt/chrome/policies/managed/gatecast-player.json',
      'opt/gatecast-player/gatecast-player',
      'opt/gatecast-player/node',
      'opt/gatecast-player/program/agent/main.mjs',
      `opt/gatecast-player/program/prebuilds/${process.platform}-${process.arch}.node`,
      'opt/gatecast-player/program/shells/chromium/main.mjs',
      'opt/gatecast-player/version',
      'usr/lib/systemd/system/gatecast-player.service',
    ]);
    await pairAndPlay(start(join(tree, 'opt/gatecast-player/gatecast-player'), ['--headless'], {}));
  });
});
