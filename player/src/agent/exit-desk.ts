import type { HashedPin } from '@gatecast/protocol';
import { isPin } from '@gatecast/signing';
import { z } from 'zod';
import type { ExitAnswer } from '../bridge/bridge.ts';
import type { PlayerEvent } from '../bridge/shell-channel.ts';
import { exitTried, exitTries, exitWaitMs } from '../brain/exit-tries.ts';
import type { ExitReports } from './exit-reports.ts';
import { keepFact, readFact, type Store } from './store/open-store.ts';

const failuresSchema = z.int().min(0);

/**
 * Judges who wants out of the kiosk: the PIN is the one whose hash came signed with the release. Every try is told as an event, wrong ones
 * cost growing pauses, and they are counted on disk before the PIN is looked at.
 */
export function exitDesk(world: {
  readonly store: Store;
  readonly pin: () => HashedPin | undefined;
  readonly nowMs: () => number;
  readonly monotonicMs: () => number;
  readonly tell: (event: PlayerEvent) => void;
  /** For the server: wrong and right ones, and the first that did not count. */
  readonly note: ExitReports['note'];
  /** The shell gives the machine's screen away for a while. */
  readonly stepAside: () => void;
}): { readonly tryPin: (pin: string) => Promise<ExitAnswer> } {
  const { store, monotonicMs } = world;
  let tries = exitTries(readFact(store, 'exit-failures', failuresSchema) ?? 0, monotonicMs());
  let isJudging = false;
  let isLockNoted = false;

  function answer(result: ExitAnswer['result'], leftMs: number): ExitAnswer {
    const waitMs = Math.ceil(leftMs);
    const atMs = world.nowMs();
    world.tell({ event: 'exit', atMs, result, failures: tries.failures, waitMs });
    note(result, waitMs, atMs);
    return { result, waitMs };
  }
  /** A try that came while another one was judged is none of its own. */
  function note(result: ExitAnswer['result'], waitMs: number, atMs: number): void {
    const { failures } = tries;
    if (result === 'granted' || result === 'wrong') {
      isLockNoted = false;
      world.note({ atMs, result, failures });
    } else if (result === 'waiting' && waitMs > 0 && !isLockNoted) {
      isLockNoted = true;
      world.note({ atMs, result: 'locked', failures });
    }
  }
  async function judge(pin: string, hashed: HashedPin): Promise<ExitAnswer> {
    tries = exitTried(tries, monotonicMs());
    try {
      keepFact(store, 'exit-failures', tries.failures);
    } catch {
      // where a wrong try cannot be counted, none is judged
      return answer('waiting', exitWaitMs(tries, monotonicMs()));
    }
    if (!(await isPin(pin, hashed))) return answer('wrong', exitWaitMs(tries, monotonicMs()));
    tries = exitTries(0, monotonicMs());
    keepFact(store, 'exit-failures', 0);
    world.stepAside();
    return answer('granted', 0);
  }
  return {
    async tryPin(pin) {
      const hashed = world.pin();
      if (hashed === undefined) return answer('no-pin', 0);
      const waitMs = exitWaitMs(tries, monotonicMs());
      if (waitMs > 0 || isJudging) return answer('waiting', waitMs);
      isJudging = true;
      try {
        return await judge(pin, hashed);
      } finally {
        isJudging = false;
      }
    },
  };
}
