import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { nameOfBytes } from '@gatecast/signing';
import type { Alert } from '@gatecast/protocol';
import { describe, expect, test, vi } from 'vitest';
import { handoverSchema } from '../../src/bridge/bridge.ts';
import type { PlayerEvent } from '../../src/bridge/shell-channel.ts';
import { run, type Running } from '../support/agent-process.ts';
import { builtPlayer } from '../support/built-player.ts';
import { electronFolder } from '../support/electron-shell.ts';
import { makeRelease } from '../support/make-release.ts';
import { beneath, ofType } from '../support/processes.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { testServer, type TestServer } from '../support/test-server.ts';
import { virtualDisplay } from '../support/virtual-display.ts';

// GATECAST_PART_KILLS: how often a part of each shell's player is killed; a bench gives it hundreds. Agents alone, in their thousands, are
// killed by `agent-kills.test.ts`.
const kills = Number(process.env['GATECAST_PART_KILLS'] ?? 6);
const patience = { timeout: 90_000, interval: 50 };
/** A beginning is told by the server's clock and a length by the monotonic one, so that two neighbours overlap by what was slewed between. */
const mostSlewedMs = 250;
/** Of what is new in each release, so that some of it is on its way for a while. */
const newBytes = 600_000;
const bytesPerSecond = 1_200_000;
const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

type Part = 'stage' | 'agent' | 'shell';
type Starter = (environment: Readonly<Record<string, string>>) => Running;

const startChromium: Starter = (environment) => {
  const main = fileURLToPath(new URL('../../src/shells/chromium/main.ts', import.meta.url));
  return run(process.execPath, [main, '--size', '640x360', '--headless'], { ...environment, GATECAST_SQLITE_BINDING: '' });
};
const startElectron = (display: string): Starter => {
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const own = { DISPLAY: display, GATECAST_SCREEN_SIZE: '640x360', GATECAST_WINDOWED: '1' };
  return (environment) => run(join(electronFolder, 'electron'), [...flags, builtPlayer.electronMain], { ...own, ...environment });
};

/** A player as its service manager keeps it: started again whenever it ends, with the watchdog's count begun anew. */
function serviced(start: Starter, folder: string, server: TestServer) {
  const lives: Running[] = [];
  let isOver = false;
  function begin(): void {
    rmSync(join(folder, 'watchdog.json'), { force: true });
    const life = start({
      GATECAST_SERVER: server.url,
      GATECAST_PLAYER_DATA: folder,
      GATECAST_DOWNLOADS: JSON.stringify({ bytesPerSecond, reserveBytes: 0 }),
    });
    lives.push(life);
    life.process.once('exit', () => void (isOver || begin()));
  }
  begin();
  const pid = (): number => lives.at(-1)?.process.pid ?? 0;
  const events = (): readonly PlayerEvent[] => lives.flatMap((life) => life.events);
  return {
    events,
    life: () => lives.length,
    /** Of the life that is on now. */
    eventsNow: () => lives.at(-1)?.events ?? [],
    pidsOf(part: Part): readonly number[] {
      if (part === 'shell') return [pid()];
      if (part === 'stage') return ofType(pid(), 'renderer').map((one) => one.pid);
      const started = lives.at(-1)?.events.findLast((event) => event.event === 'started' && event.part === 'agent');
      return started?.event === 'started' && started.pid !== undefined ? [started.pid] : [];
    },
    async end(): Promise<void> {
      isOver = true;
      await lives.at(-1)?.end('SIGTERM');
    },
  };
}

function alertOf(revision: number): Alert {
  return {
    ...{ id: `alert-${revision}`, revision: 1, status: 'actual', severity: 'extreme', urgency: 'immediate', style: 'full-screen' },
    ...{ targets: { areaIds: ['gate-12'], screenIds: [] }, effectiveMs: Date.now(), expiresMs: Date.now() + 3_600_000 },
    ...{ languages: ['vi'], texts: { vi: { headline: 'Sơ tán', instruction: 'Đi theo nhân viên' } }, approvals: [] },
  };
}

function killed(name: string, isSkipped: boolean, starter: (ends: (() => Promise<unknown>)[]) => Promise<Starter>): void {
  test.skipIf(isSkipped)(
    `${name}: stage, agent and shell killed at any moment come back to a screen that plays the newest, and nothing that was acknowledged is lost`,
    async () => {
      const seed = Number(process.env['GATECAST_SEED'] ?? Date.now() % 1_000_000);
      console.log(`${name}: seed ${seed}`);
      const random = seededRandom(seed);
      const folder = mkdtempSync(join(tmpdir(), 'gatecast-part-kills-'));
      const server = await testServer();
      const ends: (() => Promise<unknown>)[] = [];
      const player = serviced(await starter(ends), folder, server);
      const handedNumbers: number[] = [];
      const count = { stage: 0, agent: 0, shell: 0 };
      const tookMs: string[] = [];
      const victims: Part[] = [];
      let [number, revision] = [100, 1];

      function offer(): void {
        number += 1;
        const media = [0, 1].map(() => ({
          bytes: Buffer.concat([pixel, randomBytes(newBytes / 2)]),
          mime: 'image/png' as const,
          durationMs: 1_000,
        }));
        server.offer(makeRelease(number, { notices: [`Cổng ${number}`], media }, server.assembly), number);
      }
      const isActive = (): boolean => server.seen.reports.some((report) => report.number === number && report.state === 'active');
      const shows = (what: string, sinceMs: number): boolean =>
        player.events().some((event) => event.event === 'showing' && event.what === what && event.atMs > sinceMs);
      function lookAtHandover(): void {
        const file = join(folder, 'handover/release.json');
        if (!existsSync(file)) return;
        const handed = handoverSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
        if (handed.part === 'release') handedNumbers.push(handed.release?.number ?? 0);
      }
      /** What the player says that it has taken is on its disk, whatever comes. */
      async function order(levelBp: number): Promise<void> {
        const given = () => server.command({ name: 'volume', levelBp }, { id: `volume-${levelBp}` });
        await vi.waitFor(async () => expect(await Promise.race([given(), pause(5_000)])).toEqual({ kind: 'accepted' }), patience);
      }
      async function raise(): Promise<void> {
        revision += 1;
        server.raise(revision, [alertOf(revision)]);
        const isReceived = () => server.seen.receipts.some(({ kind, alertId }) => kind === 'received' && alertId === `alert-${revision}`);
        await vi.waitFor(() => expect(isReceived()).toBe(true), patience);
      }
      /** Each part once in three, in any order: after a third stage in a row the watchdog would do more than load the next, which has its own tests. */
      function victim(): Part {
        if (victims.length === 0) victims.push('stage', 'agent', 'shell');
        return victims.splice(Math.floor(random() * victims.length), 1)[0] ?? 'shell';
      }
      async function kill(): Promise<void> {
        const part = victim();
        count[part] += 1;
        const isAlarmed = part === 'shell' && random() < 0.4;
        if (isAlarmed) await raise();
        await order(100 + count.stage + count.agent + count.shell);
        offer();
        // the moments that matter are those after the player has found out
        await pause(random() * 1_200);
        const lives = player.life();
        await vi.waitFor(() => expect(player.pidsOf(part)).not.toEqual([]), patience);
        const pids = player.pidsOf(part);
        for (const pid of pids) process.kill(pid, 'SIGKILL');
        const killedMs = Date.now();
        lookAtHandover();
        if (part === 'shell') await vi.waitFor(() => expect(player.life()).toBeGreaterThan(lives), patience);
        if (part === 'agent') await vi.waitFor(() => expect(player.pidsOf('agent')).not.toEqual(pids), patience);
        if (isAlarmed) {
          await vi.waitFor(() => expect(shows('alert', killedMs)).toBe(true), patience);
          const first = player.eventsNow().find((event) => event.event === 'showing' && event.what !== 'nothing');
          expect(first, 'what the next life showed first').toMatchObject({ what: 'alert' });
          revision += 1;
          server.raise(revision, []);
        }
        await vi.waitFor(() => expect([part, shows('item', killedMs), isActive()]).toEqual([part, true, true]), patience);
        tookMs.push(`${part}${isAlarmed ? ' under an alert' : ''} ${Date.now() - killedMs}`);
      }

      try {
        await server.until(server.isDeviceWaiting);
        await server.enrol();
        await server.until(server.isPlayerConnected);
        offer();
        await vi.waitFor(() => expect([shows('item', 0), isActive()]).toEqual([true, true]), patience);
        for (let done = 0; done < kills; done += 1) await kill();
        const lastMs = Date.now();
        await vi.waitFor(() => expect(server.seen.records.at(-1)?.fromMs ?? 0).toBeGreaterThan(lastMs), patience);
        const audio = { volumeBp: 100 + kills };
        await vi.waitFor(() => expect(server.seen.heartbeats.at(-1)?.audio).toMatchObject(audio), patience);
        console.log(`${name}: ${JSON.stringify(count)}; milliseconds until the newest played: ${tookMs.join(', ')}`);
        await player.end();
        const { records, runs } = server.seen;
        const media = readdirSync(join(folder, 'media')).filter((file) => /^[0-9a-f]{64}$/.test(file));
        expect({
          seed,
          handoversThatWentBack: handedNumbers.filter((one, index) => one < (handedNumbers[index - 1] ?? 0)),
          brokenMedia: media.filter((file) => nameOfBytes(readFileSync(join(folder, 'media', file))) !== file),
          setAside: existsSync(join(folder, 'set-aside')) ? readdirSync(join(folder, 'set-aside')) : [],
          chains: new Set(runs.map(({ chainId }) => chainId)).size,
          missingRecords: records.filter(({ sequence }, index) => sequence !== index + 1),
          playedTwice: records.filter(({ fromMs }, index) => fromMs < (records[index - 1]?.untilMs ?? 0) - mostSlewedMs),
          left: beneath(0).filter((one) => one.arguments.some((argument) => argument.includes(folder))),
        }).toEqual({
          ...{ seed, handoversThatWentBack: [], brokenMedia: [], setAside: [], chains: 1, missingRecords: [], playedTwice: [], left: [] },
        });
      } finally {
        await player.end();
        for (const end of ends.toReversed()) await end();
        await server.close();
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      }
    },
    3_600_000,
  );
}

describe('parts of a player', () => {
  if (electronFolder === '') console.warn('ELECTRON_OVERRIDE_DIST_PATH is not set: NO PART OF THE ELECTRON SHELL IS KILLED HERE');
  killed('Chromium', false, () => Promise.resolve(startChromium));
  killed('Electron', electronFolder === '', async (ends) => {
    const screen = await virtualDisplay('1600x900');
    ends.push(screen.end);
    return startElectron(screen.display);
  });
});
