import { execFile } from 'node:child_process';
import { fleetRoutes } from '@gatecast/protocol';
import { findFfmpeg } from '@gatecast/media-tools';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAccounts } from '../src/demo/accounts.ts';
import { demoMedia } from '../src/demo/content/media.ts';
import { signIn } from '../src/fleet-api/session.ts';
import { gatecast, start, type Printed } from './support/gatecast.ts';
import { processesOf } from './support/processes-of.ts';

// The whole demo, headless, with films of a second instead of drawn ones. The tests go on from one another.

let parent = '';
let folder = '';
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'gatecast-cli-demo-'));
  folder = join(parent, 'data');
  await mkdir(join(folder, 'media'), { recursive: true });
  // a demo that was interrupted after it had drawn its films
  await writeFile(join(folder, 'demo-folder'), '');
  const ffmpeg = findFfmpeg();
  if (ffmpeg.kind === 'missing') throw new Error(`ffmpeg is missing: ${ffmpeg.hint}`);
  for (const { kind, fileName } of demoMedia) {
    const path = join(folder, 'media', fileName);
    // packed and written in no time
    if (kind === 'bundle' || kind === 'pages') continue;
    if (kind === 'image') await sharp({ create: { width: 320, height: 180, channels: 3, background: '#246' } }).toFile(path);
    else await promisify(execFile)(ffmpeg.path, ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=320x180:d=1', path]);
  }
});
afterAll(async () => {
  await rm(parent, { recursive: true, force: true, maxRetries: 5 });
});

const demo = (...more: readonly string[]) => ['demo', '--headless', '--port', '0', '--portal-port', '0', '--data', folder, ...more];

async function nothingRuns(): Promise<void> {
  await expect.poll(() => processesOf(folder), { timeout: 15_000 }).toEqual([]);
}
const screensOf = (event: Printed) => event['screens'] as readonly { readonly name: string; readonly isPlaying: boolean }[];

test('starts a fleet that plays, holds its folder, and leaves nothing running when it is killed', { timeout: 180_000 }, async () => {
  const first = start(demo('--json'));
  const started = await first.event('demo');
  expect(screensOf(started).map(({ isPlaying }) => isPlaying)).toEqual([true, true, true, true]);
  const controller = String(started['controller']);
  for (const address of [`${controller}/healthz`, `${controller}/`, String(started['portal'])])
    expect((await fetch(address)).status).toBe(200);

  const second = await gatecast(demo());
  expect(second).toMatchObject({ code: 2, stdout: '' });
  expect(JSON.parse(second.stderr)).toMatchObject({ code: 'already-exists', field: '--data', message: expect.stringContaining(folder) });

  // somebody adds a screen that no player of the demo stands behind
  const { operator } = await readAccounts(folder);
  const session = await signIn(controller, operator.email, operator.password);
  const { sites } = await session.call(fleetRoutes.listSites, {});
  const body = { name: 'Gate 12', siteId: sites[0]?.id ?? '', kind: 'display', widthPx: 1_920, heightPx: 1_080 } as const;
  await session.call(fleetRoutes.createScreen, { body });

  first.kill();
  const { stdout } = await first.ended;
  await nothingRuns();
  const lines = stdout.trimEnd().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as Printed).event)).toEqual(['demo']);
});

test('keeps its secrets to its owner and out of its logs', async () => {
  expect((await stat(join(folder, 'accounts.json'))).mode & 0o777).toBe(0o600);
  const accounts = await readAccounts(folder);
  const logs = await Promise.all((await readdir(join(folder, 'logs'))).map((name) => readFile(join(folder, 'logs', name), 'utf8')));
  expect(logs.length).toBeGreaterThan(5);
  const secrets = [...Object.values(accounts).map(({ password }) => password), 'setup?token='];
  expect(secrets.filter((secret) => logs.some((log) => log.includes(secret)))).toEqual([]);
});

test(
  'a second start has the same screens, passes over one that was added, and stops at Ctrl-C',
  { tags: 'long', timeout: 180_000 },
  async () => {
    const again = start(demo());
    await again.says('Ctrl-C stops everything.');
    again.interrupt();
    const { code, stdout, stderr } = await again.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('4 of 4 screens play');
    expect(stdout).toMatch(/\nEverything has stopped\.\n$/);
    expect(processesOf(folder)).toEqual([]);
  },
);

test('an interrupted start stops as cleanly', { timeout: 60_000 }, async () => {
  const early = start(demo());
  await early.says('Start the fleet server');
  early.interrupt();
  const { code, stdout } = await early.ended;
  expect(code).toBe(0);
  expect(stdout).toMatch(/\nEverything has stopped\.\n$/);
  await nothingRuns();
});

test('a start that fails says why and where the log is, without a stack', { timeout: 60_000 }, async () => {
  const { code, stderr } = await gatecast(demo('--json'), { GATECAST_CHROMIUM: join(folder, 'no-browser') });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^The player of .+ ended with exit code 2\. Its log is .+\.log, which ends with:\n.*no Chromium/);
  expect(stderr).not.toMatch(/\n\s+at /);
  await nothingRuns();
});
