// Troubles of the stage on their way to the agent: few at a time, so that one that repeats in every frame drowns nothing, and the
// latest ones wait for an agent that is away.

export type Troubles = {
  readonly waiting: readonly Trouble[];
  /** Left out since the last one that was kept. */
  readonly unsaid: number;
  /** When those kept within the last minute came. */
  readonly keptMs: readonly number[];
};
export type Trouble = { readonly detail: string; readonly unsaid: number };

export const noTroubles: Troubles = { waiting: [], unsaid: 0, keptMs: [] };

export const troublesPerMinute = 12;
const waitingLimit = 20;
const minuteMs = 60_000;

/** Takes a trouble in, or only counts it where there were many of late. */
export function noteTrouble(troubles: Troubles, detail: string, limit: number, monotonicMs: number): Troubles {
  const keptMs = troubles.keptMs.filter((atMs) => monotonicMs - atMs < minuteMs);
  if (keptMs.length >= troublesPerMinute) return { ...troubles, keptMs, unsaid: troubles.unsaid + 1 };
  const trouble = { detail: detail.slice(0, limit), unsaid: troubles.unsaid };
  const waiting = [...troubles.waiting, trouble];
  const [oldest] = waiting;
  const isFull = waiting.length > waitingLimit;
  const left = isFull ? waiting.slice(1) : waiting;
  return { waiting: left, unsaid: isFull ? 1 + (oldest?.unsaid ?? 0) : 0, keptMs: [...keptMs, monotonicMs] };
}

/** What is to be said now, and the rest. */
export function takeTroubles(troubles: Troubles): { readonly said: readonly Trouble[]; readonly troubles: Troubles } {
  return { said: troubles.waiting, troubles: { ...troubles, waiting: [] } };
}
