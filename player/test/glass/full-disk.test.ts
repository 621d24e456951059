import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findFfmpeg } from '@gatecast/media-tools';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run, type Running } from '../support/agent-process.ts';
import { electronFolder, runElectron } from '../support/electron-shell.ts';
import { makeRelease } from '../support/make-release.ts';
import { smallDisk } from '../support/small-disk.ts';
import { testServer, type TestServer } from '../support/test-server.ts';

// A player whose data folder lies on a disk that has no byte left, as a whole: shell, browser, agent and stage, and a picture on the glass.

const MiB = 1024 * 1024;
const room = fileURLToPath(new URL('../..', import.meta.url));
type Start = (environment: Readonly<Record<string, string>>, ends: (() => Promise<unknown>)[]) => Promise<Running>;
const startChromium: Start = (environment, ends) => {
  const main = join(room, 'src/shells/chromium/main.ts');
  const shell = run(process.execPath, [main, '--size', '640x360', '--headless'], { ...environment, GATECAST_SQLITE_BINDING: '' });
  ends.push(() => shell.end('SIGTERM'));
  return Promise.resolve(shell);
};

let folder: string;
let server: TestServer;
let disk: { readonly end: () => void } | null = null;
const ends: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-full-'));
  server = await testServer();
});
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
  await server.close();
  disk?.end();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

function ffmpeg(): string {
  const found = findFfmpeg();
  if (found.kind === 'missing') throw new Error(`these tests need ffmpeg: ${found.hint}`);
  return found.path;
}
function redPicture(): Buffer {
  const file = join(mkdtempSync(join(tmpdir(), 'gatecast-red-')), 'red.png');
  execFileSync(ffmpeg(), ['-v', 'error', '-f', 'lavfi', '-i', 'color=red:s=640x360', '-frames:v', '1', file]);
  return readFileSync(file);
}
/** Whether the middle of a picture is red. */
async function isRed(picture: Uint8Array): Promise<boolean> {
  const scaling = ['-vf', 'crop=iw/2:ih/2,scale=1:1:flags=area', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
  const running = promisify(execFile)(ffmpeg(), ['-v', 'error', '-f', 'image2pipe', '-i', '-', ...scaling], { encoding: 'buffer' });
  running.child.stdin?.end(picture);
  const [red = 0, green = 0, blue = 0] = [...(await running).stdout];
  return red > 200 && green < 60 && blue < 60;
}
/** Writes until the disk takes nothing more, down to its smallest piece. */
function fill(name: string): void {
  for (const [index, bytes] of [MiB, 4_096, 1].entries())
    expect(() => {
      for (let count = 0; count < 100_000; count++) writeFileSync(join(folder, `${name}-${index}`), Buffer.alloc(bytes), { flag: 'a' });
    }).toThrow(/ENOSPC/);
}

describe.each([
  { name: 'Chromium', start: startChromium, isThere: true, profile: 'chromium' },
  { name: 'Electron', start: runElectron satisfies Start, isThere: electronFolder !== '', profile: 'electron' },
])('the $name shell', ({ start, isThere, profile }) => {
  test.skipIf(!isThere)(
    'that starts on a disk without room for anything puts its picture on the glass',
    { tags: 'long', timeout: 180_000 },
    async (context) => {
      disk = smallDisk(folder, 160);
      if (disk === null) return context.skip('this machine lets no disk be mounted');
      const environment = {
        ...{ GATECAST_SERVER: server.url, GATECAST_PLAYER_DATA: folder, GATECAST_DOWNLOADS: '{"reserveBytes":0}' },
        ...{ GATECAST_WINDOWED: '1', GATECAST_SCREEN_SIZE: '640x360' },
      };
      const first = await start(environment, ends);
      await server.until(server.isDeviceWaiting);
      await server.enrol();
      await server.until(server.isPlayerConnected);
      server.offer(
        makeRelease(100, { notices: [], media: [{ bytes: redPicture(), mime: 'image/png', durationMs: 60_000 }] }, server.assembly),
        100,
      );
      await first.event('showing', ({ what, itemId }) => what === 'item' && itemId === 'media-0');
      await first.end('SIGTERM');
      // nor has the browser anything of its own yet
      rmSync(join(folder, profile), { recursive: true, force: true });
      fill('filler');
      server.seen.screenshots.length = 0;
      const second = await start(environment, ends);
      await second.event('showing', ({ what, itemId }) => what === 'item' && itemId === 'media-0');
      // the one that a player sends by itself soon after its start: an order has to be kept before it is done
      await server.until(() => server.seen.screenshots.length > 0);
      expect(await isRed(server.seen.screenshots[0]?.bytes ?? new Uint8Array())).toBe(true);
    },
  );
});
