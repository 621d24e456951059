import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nameOfBytes } from '@gatecast/signing';
import { expect, test } from 'vitest';
import { handoverSchema } from '../src/bridge/bridge.ts';
import { runAgent } from './support/agent-process.ts';
import { makeRelease } from './support/make-release.ts';
import { seededRandom } from './support/seeded-random.ts';
import { testServer } from './support/test-server.ts';

// GATECAST_KILLS: how often; a bench gives it thousands.
const kills = Number(process.env['GATECAST_KILLS'] ?? 20);

test('an agent killed at any moment of fetching, preparing and activating leaves a whole handover, never an older one, and comes to the newest release', async () => {
  const seed = Number(process.env['GATECAST_SEED'] ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  const random = seededRandom(seed);
  const folder = mkdtempSync(join(tmpdir(), 'gatecast-kills-'));
  const server = await testServer();
  let agent = runAgent(server.url, folder);
  const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));
  const states = (number: number) => server.seen.reports.filter((report) => report.number === number).map(({ state }) => state);
  try {
    await server.until(server.isDeviceWaiting);
    await server.enrol();
    await server.until(server.isPlayerConnected);
    const films = Array.from({ length: 4 }, () => ({ bytes: randomBytes(400_000), mime: 'video/mp4' as const }));
    const handedNumbers: number[] = [];
    let number = 100;
    for (let kill = 0; kill < kills; kill++) {
      number++;
      films[kill % films.length] = { bytes: randomBytes(400_000), mime: 'video/mp4' };
      server.offer(makeRelease(number, { notices: [`Cổng ${number}`], media: films }, server.assembly), number);
      // the moments that matter are those after the agent has found out
      await pause(random() * 120);
      await agent.end('SIGKILL');
      const file = join(folder, 'handover/release.json');
      if (existsSync(file)) {
        const handed = handoverSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
        if (handed.part === 'release') handedNumbers.push(handed.release?.number ?? 0);
      }
      const connects = server.seen.connects;
      agent = runAgent(server.url, folder);
      await server.until(() => server.seen.connects > connects);
    }
    await server.until(() => states(number).includes('active'));
    await agent.end('SIGKILL');
    expect({ seed, numbers: handedNumbers }).toEqual({ seed, numbers: handedNumbers.toSorted((a, b) => a - b) });
    const wrong = readdirSync(join(folder, 'media')).filter(
      (name) => /^[0-9a-f]{64}$/.test(name) && nameOfBytes(readFileSync(join(folder, 'media', name))) !== name,
    );
    expect(wrong).toEqual([]);
    // a kill is no damage, and nothing was ever told of that did not come to an end
    expect(existsSync(join(folder, 'set-aside'))).toBe(false);
    const ends = new Set(['active', 'superseded']);
    const delivered = [...new Set(server.seen.reports.map((report) => report.number))];
    expect(delivered.filter((each) => !states(each).some((state) => ends.has(state)))).toEqual([]);
  } finally {
    await agent.end('SIGKILL');
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 3_600_000);
