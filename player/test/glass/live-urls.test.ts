import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { run, type Running } from '../support/agent-process.ts';
import { electronFolder, runElectron } from '../support/electron-shell.ts';
import { makeRelease } from '../support/make-release.ts';
import { busyRenderers } from '../support/processes.ts';
import { testServer, type TestServer } from '../support/test-server.ts';

// Live URLs on real glass, of servers of this machine, which alone may speak http. The suite asks in the one shell; `pnpm bench faults` in both.

const isWhole = process.env['GATECAST_ALL_FAULTS'] === '1';
const room = fileURLToPath(new URL('../..', import.meta.url));
/** A page that stays for so long does not leave while a test looks at it. */
const anHour = 3_600_000;
type Start = (environment: Readonly<Record<string, string>>, ends: (() => Promise<unknown>)[]) => Promise<Running>;

const startChromium: Start = (environment, ends) => {
  const main = join(room, 'src/shells/chromium/main.ts');
  const shell = run(process.execPath, [main, '--size', '1280x720', '--headless'], { ...environment, GATECAST_SQLITE_BINDING: '' });
  ends.push(() => shell.end('SIGTERM'));
  return Promise.resolve(shell);
};

function world(start: Start) {
  const ends: (() => Promise<unknown>)[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'gatecast-live-'));
  let server: TestServer;
  let shell: Running;
  let number = 100;
  return {
    shell: () => shell,
    /** A server of somebody else; what it was asked for. */
    async other(
      answer: (request: IncomingMessage, response: ServerResponse) => void,
      address = '127.0.0.1',
    ): Promise<{ readonly host: string; readonly asked: string[] }> {
      const asked: string[] = [];
      const http = createServer((request, response) => {
        asked.push(request.url ?? '');
        answer(request, response);
      });
      await new Promise<void>((resolve) => http.listen(0, address, resolve));
      ends.push(() => {
        http.closeAllConnections();
        return new Promise((resolve) => http.close(resolve));
      });
      return { host: `${address}:${(http.address() as AddressInfo).port}`, asked };
    },
    async begin(): Promise<void> {
      server = await testServer();
      shell = await start({ GATECAST_SERVER: server.url, GATECAST_PLAYER_DATA: folder, GATECAST_WINDOWED: '1' }, ends);
      await server.until(server.isDeviceWaiting);
      await server.enrol();
      await server.until(server.isPlayerConnected);
    },
    /** Puts live URLs beside a notice into the next release, where the loop may stand anywhere; the ids of their items. */
    offer(liveUrls: readonly string[], liveHosts?: readonly string[], liveForMs = 20_000): readonly string[] {
      number += 1;
      const content = { notices: ['Xin chào'], liveUrls, liveForMs, ...(liveHosts === undefined ? {} : { liveHosts }) };
      server.offer(makeRelease(number, content, server.assembly), number);
      return liveUrls.map((_url, index) => `live-${number}-${index}`);
    },
    async end(): Promise<void> {
      for (const one of ends.toReversed()) await one();
      await server.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function liveUrls(name: string, start: Start): void {
  describe(`${name}: a live URL`, () => {
    const player = world(start);
    beforeAll(() => player.begin(), 60_000);
    afterAll(() => player.end());
    const shown = (id: string) => player.shell().event('showing', ({ itemId }) => itemId === id);
    const isShown = (id: string): boolean => player.shell().events.some((event) => event.event === 'showing' && event.itemId === id);
    const page = (_request: IncomingMessage, response: ServerResponse): void =>
      void response.setHeader('access-control-allow-origin', '*').setHeader('content-type', 'text/html').end('<h1>Live</h1>');
    const active = async (number: number): Promise<void> => {
      const told = (): boolean => player.shell().events.some((event) => event.event === 'release-active' && event.number === number);
      await vi.waitFor(() => expect(told()).toBe(true), { timeout: 20_000 });
    };

    test('of a host that the site does not allow is not shown, and never asked for', async () => {
      const other = await player.other(page);
      const [id = ''] = player.offer([`http://${other.host}/board`]);
      await active(101);
      await player.shell().event('showing', ({ itemId }) => itemId === 'notice-0');
      player.offer([`http://${other.host}/board`], ['127.0.0.1:9']);
      await active(102);
      expect([isShown(id), isShown('live-102-0'), other.asked]).toEqual([false, false, []]);
    });

    test('of an allowed host is shown, and what it loads from others is not loaded', async () => {
      const stranger = await player.other(page);
      const other = await player.other((request, response) => {
        if (request.url !== '/board') return void response.end('');
        response.setHeader('content-type', 'text/html').end(`<h1>Live</h1><img src="http://${stranger.host}/picture"><script>
          fetch('http://${stranger.host}/fetched').catch(() => fetch('/refused'));
          try { top.document.title; } catch { fetch('/no-top'); }
          window.open('http://${stranger.host}/opened');
          addEventListener('load', () => setTimeout(async () => { await fetch('/end'); location.href = 'http://${stranger.host}/led'; }, 500));
        </script>`);
      });
      const [id = ''] = player.offer([`http://${other.host}/board`], [other.host]);
      await shown(id);
      await vi.waitFor(() => expect(other.asked).toEqual(expect.arrayContaining(['/board', '/refused', '/no-top', '/end'])), {
        timeout: 15_000,
      });
      // it would have been led there by now
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      expect(stranger.asked).toEqual([]);
    });

    test('comes again with each round of its loop', { tags: 'long' }, async () => {
      const other = await player.other((request, response) => {
        if (request.url !== '/round') return void response.end('');
        response.setHeader('content-type', 'text/html').end('<h1>Live</h1>');
      });
      const [id = ''] = player.offer([`http://${other.host}/round`], [other.host], 3_000);
      const rounds = (): number => player.shell().events.filter((event) => event.event === 'showing' && event.itemId === id).length;
      await vi.waitFor(() => expect(rounds()).toBe(4), { timeout: 60_000 });
      expect(player.shell().events.filter((event) => event.event === 'watchdog' && event.detail.startsWith(id))).toEqual([]);
    });

    test('is silent, whatever it plays: a film, sound that is in no document, Web Audio, and what begins later', async () => {
      const other = await player.other((request, response) => {
        if (request.url !== '/loud') return void response.end('');
        response.setHeader('content-type', 'text/html').end(`<h1>Live</h1><audio loop autoplay></audio><script>
          const sound = new Uint8Array(44 + 8000);
          const view = new DataView(sound.buffer);
          [0x52494646, 0, 0x57415645, 0x666d7420].forEach((word, index) => view.setUint32(index * 4, word));
          [[4, sound.length - 8], [16, 16], [24, 8000], [28, 8000], [40, 8000]].forEach(([at, value]) => view.setUint32(at, value, true));
          view.setUint32(20, 0x10001, true); view.setUint32(32, 0x80001, true); view.setUint32(36, 0x64617461);
          for (let at = 44; at < sound.length; at += 1) sound[at] = at % 16 < 8 ? 255 : 0;
          const url = URL.createObjectURL(new Blob([sound], { type: 'audio/wav' }));
          const here = document.querySelector('audio');
          here.src = url;
          const apart = new Audio(url);
          apart.loop = true;
          const tell = () => {
            const later = new Audio(url);
            later.play().then(() => {
              const source = new AudioContext().createOscillator();
              const isBare = Function.prototype.toString.call(source.connect).includes('[native code]');
              const told = [here, apart, later].map(({ muted, paused }) => (paused ? 'paused' : muted ? 'silent' : 'loud'));
              fetch('/told-' + [...told, isBare ? 'bare' : 'levelled'].join('-'));
            });
          };
          addEventListener('load', () => { apart.play(); setTimeout(tell, 3_000); });
        </script>`);
      });
      const [id = ''] = player.offer([`http://${other.host}/loud`], [other.host]);
      await shown(id);
      await vi.waitFor(() => expect(other.asked.find((path) => path.startsWith('/told'))).toBe('/told-silent-silent-silent-levelled'), {
        timeout: 15_000,
      });
    });

    test('that leads to a host which is not allowed, refuses to be framed, or gives no page is not shown', async () => {
      const stranger = await player.other(page);
      const other = await player.other((request, response) => {
        if (request.url === '/leads') return void response.writeHead(302, { location: `http://${stranger.host}/` }).end();
        if (request.url === '/unframed')
          return void response.setHeader('x-frame-options', 'DENY').setHeader('content-type', 'text/html').end('x');
        if (request.url === '/data') return void response.setHeader('content-type', 'application/json').end('{}');
        response.writeHead(500).end();
      });
      const ids = player.offer(
        ['/leads', '/unframed', '/data', '/fault'].map((path) => `http://${other.host}${path}`),
        [other.host],
      );
      for (const id of ids) await player.shell().event('watchdog', ({ rung, detail }) => rung === 'replace-item' && detail.startsWith(id));
      expect([ids.filter(isShown), stranger.asked]).toEqual([[], []]);
    });

    // of another host, and of the stage's own address, of which Chromium would make one process with the stage
    test.each(['127.0.0.2', '127.0.0.1'])('of %s that hangs while it is shown is replaced, and its process is ended', async (address) => {
      const hang = Promise.withResolvers<void>();
      const other = await player.other((request, response) => {
        if (request.url === '/hang') return void hang.promise.then(() => response.end(''));
        response.setHeader('content-type', 'text/html').end(`<h1>Live</h1><script>fetch('/hang').then(() => { for (;;); })</script>`);
      }, address);
      const [id = ''] = player.offer([`http://${other.host}/hangs`], [other.host], anHour);
      const { atMs } = await shown(id);
      hang.resolve();
      const { detail } = await player.shell().event('watchdog', (told) => told.rung === 'replace-item' && told.detail.startsWith(id));
      expect(detail).toContain('while it was showing');
      await player.shell().event('showing', (event) => event.atMs > atMs && event.itemId === 'notice-0');
      expect(player.shell().events.filter((event) => event.event === 'watchdog' && event.symptom !== 'item')).toEqual([]);
      await vi.waitFor(async () => expect(await busyRenderers(player.shell().process.pid ?? 0)).toBe(0), {
        timeout: 20_000,
        interval: 500,
      });
    });

    test('that hangs as it leaves takes no later page of its host along', { tags: 'long' }, async () => {
      const hang = Promise.withResolvers<void>();
      const hung = Promise.withResolvers<void>();
      const other = await player.other((request, response) => {
        if (request.url === '/hang') return void hang.promise.then(() => response.end(''));
        if (request.url === '/hung') {
          hung.resolve();
          return void response.end('');
        }
        const script = `<script>fetch('/hang').then(() => { navigator.sendBeacon('/hung'); for (;;); })</script>`;
        response.setHeader('content-type', 'text/html').end(`<h1>Live</h1>${request.url === '/hangs' ? script : ''}`);
      }, '127.0.0.2');
      const [first = ''] = player.offer([`http://${other.host}/hangs`], [other.host], anHour);
      await shown(first);
      hang.resolve();
      await hung.promise;
      const [second = ''] = player.offer([`http://${other.host}/well`], [other.host]);
      await shown(second);
      await vi.waitFor(async () => expect(await busyRenderers(player.shell().process.pid ?? 0)).toBe(0), {
        timeout: 20_000,
        interval: 500,
      });
    });

    test.skipIf(!isWhole)('that does not answer within ten seconds is passed over', async () => {
      const other = await player.other(() => undefined);
      const [id = ''] = player.offer([`http://${other.host}/slow`], [other.host]);
      await player.shell().event('watchdog', ({ rung, detail }) => rung === 'replace-item' && detail.startsWith(id));
      expect(isShown(id)).toBe(false);
    });
  });
}

liveUrls('Chromium', startChromium);
describe.skipIf(!isWhole || electronFolder === '')('the Electron shell', () => liveUrls('Electron', runElectron));
