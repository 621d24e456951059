import type { Clock } from '@gatecast/clock';

/** How much one connection may say in ten seconds. */
export type TalkBudget = { readonly packets: number; readonly bytes: number };

/** Somebody who has not proved anything, and whoever only listens: a handshake, a proof, answers to pings. */
export const strangerBudget: TalkBudget = { packets: 50, bytes: 128 * 1_024 };
/** A proven player: after a long absence it sends records in a burst, and pictures. One that says more is ill, or not ours. */
export const playerBudget: TalkBudget = { packets: 1_000, bytes: 32 * 1_024 * 1_024 };

const windowMs = 10_000;

/** Counts what comes over one connection, whatever it is. */
export type TalkLimit = {
  /** Gives whether this is still within the budget. */
  readonly take: (sizeBytes: number) => boolean;
  readonly allow: (budget: TalkBudget) => void;
};

export function createTalkLimit(clock: Pick<Clock, 'monotonicMs'>): TalkLimit {
  let budget = strangerBudget;
  let startMs = clock.monotonicMs();
  let packets = 0;
  let bytes = 0;
  return {
    take(sizeBytes) {
      const nowMs = clock.monotonicMs();
      if (nowMs - startMs >= windowMs) {
        startMs = nowMs;
        packets = 0;
        bytes = 0;
      }
      packets += 1;
      bytes += sizeBytes;
      return packets <= budget.packets && bytes <= budget.bytes;
    },
    allow(next) {
      budget = next;
    },
  };
}
