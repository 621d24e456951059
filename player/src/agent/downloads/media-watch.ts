import type { Clock } from '@gatecast/clock';
import type { MediaFolder } from './media-folder.ts';
import { rateLimit } from './rate-limit.ts';

/** A player that runs for years looks at its files again. */
const againAfterMs = 86_400_000;

/**
 * Hashes what is on disk again, soon after start and then daily: a file may be of the right size and have other bytes. Slow on purpose,
 * and what is asked for first comes first.
 */
export function mediaWatch(world: {
  readonly folder: MediaFolder;
  readonly clock: Clock;
  readonly bytesPerSecond: number;
  /** The hashes to look at, the most important first; asked before each file, as what is showing changes meanwhile. */
  readonly order: () => readonly string[];
  /** A file has other bytes than its name tells, or cannot be read. */
  readonly onBroken: (hash: string, detail: string) => Promise<void>;
}): { readonly stop: () => Promise<void> } {
  const rate = rateLimit(world.clock, () => world.bytesPerSecond);
  let isStopped = false;
  let cancel = (): void => undefined;
  let looking: Promise<void> = Promise.resolve();

  async function limit(bytes: number): Promise<void> {
    await rate(bytes);
    // nobody waits for a film of gigabytes to be read to its end
    if (isStopped) throw new Error('stopped');
  }
  async function look(): Promise<void> {
    const seen = new Set<string>();
    const next = () => world.order().find((hash) => !seen.has(hash));
    // oxlint-disable-next-line no-unmodified-loop-condition -- stop() sets it while a file is read
    for (let hash = next(); hash !== undefined && !isStopped; hash = next()) {
      seen.add(hash);
      const detail = await faultOf(hash);
      if (detail !== null && !isStopped) await world.onBroken(hash, detail);
    }
  }
  async function faultOf(hash: string): Promise<string | null> {
    try {
      return (await world.folder.isSound(hash, limit)) ? null : 'has other bytes than its name tells';
    } catch (error) {
      // gone since it was listed, or a sector that cannot be read: it is fetched again
      return String(error);
    }
  }
  function turn(): void {
    looking = look().finally(() => {
      if (!isStopped) cancel = world.clock.after(againAfterMs, turn);
    });
  }
  turn();
  return {
    async stop() {
      isStopped = true;
      cancel();
      await looking;
    },
  };
}
