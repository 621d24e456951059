import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { payloadTypes } from '@gatecast/protocol';
import { generateSeed, nameOfBytes, signDocument, signingKeyOf, type SigningKey } from '@gatecast/signing';
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
    const wire = await getCurrentFuseWire(join(application, 'gatecast-player-electron'));
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

    // the same application takes its next version by itself
    const software = signingKeyOf(generateSeed());
    await server.close();
    server = await testServer({ software });
    rmSync(join(folder, 'data'), { recursive: true });
    const kept = join(folder, 'software');
    const player = service(program, [...flags], { DISPLAY: screen.display, GATECAST_SOFTWARE: kept, GATECAST_UPDATES: quickUpdates });
    await player.enrolAndPlay();
    const running = Number(readFileSync(join(application, 'number'), 'utf8'));
    const next = archive('next', application, { number: `${running + 1}\n`, version: '9.9.9\n' });
    announce('chromium-tar', running + 1, next, software);
    await player.told(`refused ${running + 1}`);
    announce('electron-tar', running + 1, next, software);
    await player.told(`confirmed ${running + 1}`);
    await server.until(() => server.seen.heartbeats.at(-1)?.update?.state === 'confirmed');
    const told = server.seen.heartbeats.at(-1);
    expect([player.codes(), told?.software, told?.update?.number]).toEqual([
      [75, null],
      { version: '9.9.9', shell: 'electron', number: running + 1 },
      running + 1,
    ]);
  }, 240_000);
});

// electron-builder fetches what makes an AppImage, or takes it from this folder
describe.skipIf(electronFolder === '' || process.env['APPIMAGE_TOOLS_PATH'] === undefined)('the AppImage', () => {
  test('is one file that pairs and plays, and takes no part in updates', async () => {
    const file = pack('electron-appimage');
    const screen = await virtualDisplay('1600x900');
    ends.push(screen.end);
    const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    await pairAndPlay(start(file, flags, { DISPLAY: screen.display }));
    const { version } = JSON.parse(readFileSync(join(room, 'package.json'), 'utf8')) as { readonly version: string };
    expect(server.seen.heartbeats.at(-1)?.software).toEqual({ version, shell: 'electron' });
  }, 400_000);
});

/** What a service manager does: the player is started again whenever it ends. */
function service(program: string, flags: readonly string[], environment: Readonly<Record<string, string>>) {
  const lives: Running[] = [];
  let isOver = false;
  function begin(): void {
    const own = { GATECAST_SERVER: server.url, GATECAST_PLAYER_DATA: join(folder, 'data'), GATECAST_SCREEN_SIZE: '1280x720' };
    const life = run(program, flags, { GATECAST_SQLITE_BINDING: '', ...own, ...environment });
    lives.push(life);
    life.process.once('exit', () => void (isOver || setTimeout(begin, 200)));
  }
  begin();
  ends.push(async () => {
    isOver = true;
    await lives.at(-1)?.end('SIGTERM');
  });
  const updates = (): readonly string[] =>
    lives.flatMap(({ events }) => events.flatMap((event) => (event.event === 'update' ? [`${event.state} ${event.number}`] : [])));
  return {
    lives,
    updates,
    told: (text: string) => expect.poll(updates, { timeout: 80_000, interval: 100 }).toContain(text),
    codes: (): readonly (number | null)[] => lives.map((life) => life.process.exitCode),
    async enrolAndPlay() {
      await server.until(server.isDeviceWaiting);
      await server.enrol();
      await server.until(server.isPlayerConnected);
      server.offer(makeRelease(100, { notices: ['Xin chào'] }, server.assembly), 100);
      await lives[0]?.event('showing', ({ what }) => what === 'item');
    },
  };
}
const quickUpdates = JSON.stringify({ checkMs: 1_000, healthMs: 1_000, patienceMs: 60_000 });
/** Announces a package to every player; gives its name. */
function announce(kind: string, number: number, bytes: Buffer, key: SigningKey): string {
  const hash = nameOfBytes(bytes);
  const packages = [{ kind, platform: process.platform, arch: process.arch, hash, sizeBytes: bytes.length }];
  const document = { version: 1, type: 'update', number, software: '9.9.9', issuedAtMs: Date.now(), packages };
  const announcement = { document: signDocument(payloadTypes.update, document, [key]), stage: { shareBp: 10_000, siteIds: null } };
  server.serve(hash, bytes);
  server.serve('announcement.json', Buffer.from(JSON.stringify(announcement)));
  return hash;
}
/** A package as a build makes it: one folder in an archive. */
function archive(name: string, from: string, changed: Readonly<Record<string, string>>): Buffer {
  const place = join(folder, name, 'gatecast-player');
  mkdirSync(join(folder, name));
  execFileSync('cp', ['-al', from, place]);
  for (const [file, text] of Object.entries(changed)) {
    rmSync(join(place, file), { force: true });
    writeFileSync(join(place, file), text, { mode: 0o755 });
  }
  execFileSync('tar', ['-cf', `${place}.tar`, '-C', join(folder, name), 'gatecast-player']);
  return readFileSync(`${place}.tar`);
}

describe('the packed Chromium shell', () => {
  let tree: string;
  let home: string;
  function install(): readonly string[] {
    const file = pack('chromium-deb');
    tree = join(folder, 'machine');
    home = join(tree, 'opt/gatecast-player');
    execFileSync('dpkg-deb', ['-x', file, tree]);
    return execFileSync('dpkg-deb', ['-c', file], { encoding: 'utf8' }).trim().split('\n');
  }

  test(
    'is a Debian package with a service, its user and a policy; plays with the Node that it brings, and updates itself by what the software role signed alone',
    { tags: 'long', timeout: 120_000 },
    async () => {
      const software = signingKeyOf(generateSeed());
      await server.close();
      server = await testServer({ software });
      const listed = install();
      expect(listed.filter((line) => !/^\S+ root\/root /.test(line))).toEqual([]);
      const names = listed.map((line) => line.split(' ./')[1] ?? '').filter((name) => name !== '' && !name.endsWith('/'));
      // of the stage's files and of those that the launcher reads later the names say what is in them
      expect(names.filter((name) => !/\/dist\/stage\/|\.LEGAL\.txt$|\/shells\/chromium\/[\w-]+-\w{8}\.mjs$/.test(name)).toSorted()).toEqual(
        [
          'etc/chromium/policies/managed/gatecast-player.json',
          'etc/default/gatecast-player',
          'etc/opt/chrome/policies/managed/gatecast-player.json',
          'opt/gatecast-player/gatecast-player',
          'opt/gatecast-player/node',
          'opt/gatecast-player/number',
          'opt/gatecast-player/program/agent/main.mjs',
          `opt/gatecast-player/program/prebuilds/${process.platform}-${process.arch}.node`,
          'opt/gatecast-player/program/shells/chromium/main.mjs',
          'opt/gatecast-player/run',
          'opt/gatecast-player/version',
          'usr/lib/systemd/system/gatecast-player.service',
          'usr/share/polkit-1/rules.d/50-gatecast-player.rules',
        ],
      );
      const kept = join(folder, 'software');
      const player = service(join(home, 'gatecast-player'), ['--headless'], { GATECAST_SOFTWARE: kept, GATECAST_UPDATES: quickUpdates });
      await player.enrolAndPlay();
      const running = Number(readFileSync(join(home, 'number'), 'utf8'));
      const next = archive('next', home, { number: `${running + 1}\n`, version: '9.9.9\n' });
      // signed by whoever: by the server itself, or an old one once more
      const asked = [announce('chromium-tar', running + 1, next, server.assembly)];
      await player.told('refused 0');
      asked.push(announce('chromium-tar', running, next, software));
      await player.told(`refused ${running}`);
      expect(server.seen.media.filter(({ hash }) => asked.includes(hash))).toEqual([]);

      announce('chromium-tar', running + 1, next, software);
      await player.told(`confirmed ${running + 1}`);
      expect([player.codes(), server.seen.heartbeats.at(-1)?.software.version]).toEqual([[75, null], '9.9.9']);

      // nothing of this one runs, so that nobody but the starter can put the one before back
      const broken = archive('broken', home, { number: `${running + 2}\n`, run: '#!/bin/sh\nexit 1\n' });
      announce('chromium-tar', running + 2, broken, software);
      await player.told(`installed ${running + 2}`);
      const before = server.seen.connects;
      await expect.poll(() => server.seen.connects).toBeGreaterThan(before);
      await player.told(`rolled-back ${running + 2}`);
      await player.told(`refused ${running + 2}`);
      expect([player.codes(), readFileSync(join(kept, 'refused'), 'utf8'), server.seen.heartbeats.at(-1)?.software.version]).toEqual([
        [75, 75, 1, 1, 1, null],
        `${running + 2}\n`,
        '9.9.9',
      ]);
      await player.lives.at(-1)?.event('showing', ({ what }) => what === 'item');
    },
  );
});
