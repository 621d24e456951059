import { createServer } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, type Clock } from '@gatecast/clock';
import { expect, test } from 'vitest';
import { insideAgent } from './support/inside-agent.ts';
import { testServer } from './support/test-server.ts';

/** A port on which nobody listens. */
async function deadServer(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

/** How long a device with a file of two dead servers waits between its first tries. */
async function waitsOf(count: number): Promise<readonly number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gatecast-enrolment-tries-'));
  const server = await testServer();
  const file = server.takeFile({ servers: [await deadServer(), await deadServer()] });
  const path = join(folder, 'pre-enrolment.json');
  writeFileSync(path, JSON.stringify(file));
  const real = systemClock();
  const waits: number[] = [];
  // the deadline of a try and the look for another file have lengths of their own; what is left are the pauses, of which none is waited for
  const clock: Clock = {
    ...real,
    after(delayMs, action) {
      if ([2_000, 10_000, 60_000].includes(delayMs)) return real.after(delayMs, action);
      waits.push(delayMs);
      return real.after(1, action);
    },
  };
  const { agent } = await insideAgent(null, folder, {}, {}, clock);
  await expect.poll(() => waits.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(count);
  await agent.stop();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
  return waits.slice(0, count);
}

test('a device whose servers are all dead asks each in its turn ever more slowly, and two such devices not in step', async () => {
  const [one, other] = [await waitsOf(14), await waitsOf(14)];
  expect(one).not.toEqual(other);
  const sum = (waits: readonly number[]): number => waits.reduce((total, wait) => total + wait, 0);
  for (const waits of [one, other]) {
    expect(sum(waits.slice(0, 2))).toBeLessThanOrEqual(2_000);
    expect(sum(waits.slice(-4))).toBeGreaterThan(20_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(30_000);
  }
});
