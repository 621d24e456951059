import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulatedClock, systemClock } from '@gatecast/clock';
import { nameOfBytes } from '@gatecast/signing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { mediaFolder } from '../src/agent/downloads/media-folder.ts';
import { mediaWatch } from '../src/agent/downloads/media-watch.ts';

const MiB = 1024 * 1024;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-watch-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A file under its name, or with one bit that is not its own. */
function file(sizeBytes: number, isBroken: boolean): string {
  const bytes = randomBytes(sizeBytes);
  const hash = nameOfBytes(bytes);
  if (isBroken) bytes[sizeBytes - 1] = (bytes[sizeBytes - 1] ?? 0) ^ 128;
  writeFileSync(join(folder, hash), bytes);
  return hash;
}

test('what is asked for first is looked at first, also where that changes meanwhile, and each file once', async () => {
  const [a, b, c] = [file(2 * MiB, true), file(MiB, true), file(MiB, true)];
  const sound = file(MiB, false);
  const found: string[] = [];
  let order = [b, sound, a, c];
  const watch = mediaWatch({
    ...{ folder: mediaFolder(folder), clock: systemClock(), bytesPerSecond: 1_000 * MiB, order: () => order },
    onBroken(hash) {
      found.push(hash);
      // c comes onto the glass
      order = [c, ...order];
      return Promise.resolve();
    },
  });
  await vi.waitFor(() => expect(found).toHaveLength(3), 20_000);
  expect(found).toEqual([b, c, a]);
  await watch.stop();
});

test('a file is read no faster than the rate allows, nobody waits for the end of it at a stop, and it is looked at again after a day', async () => {
  const clock = simulatedClock(0);
  const hash = file(4 * MiB, true);
  const found: string[] = [];
  const common = { folder: mediaFolder(folder), clock, bytesPerSecond: MiB, order: () => [hash] };
  const watch = mediaWatch({ ...common, onBroken: (broken) => Promise.resolve(void found.push(broken)) });
  /** Turns the clock by seconds, while reads of the real file come back, until so many were found; gives how many seconds. */
  const turnedUntil = async (count: number): Promise<number> => {
    for (let seconds = 0; ; seconds++) {
      if (found.length === count) return seconds;
      await new Promise((resolve) => void setTimeout(resolve, 10));
      clock.advance(1_000);
    }
  };
  // four reads of a MiB; the first does not wait
  expect((await turnedUntil(1)) >= 3).toBe(true);
  clock.advance(86_400_000);
  expect((await turnedUntil(2)) >= 3).toBe(true);
  clock.advance(86_400_000);
  const stopped = watch.stop();
  clock.advance(2_000);
  await stopped;
  expect(found).toHaveLength(2);
});
