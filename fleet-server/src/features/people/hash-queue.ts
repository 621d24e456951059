/**
 * Lets a few password checks run at a time. Each takes 32 MB and a thread of Node's four, which files and databases need as
 * well: whoever floods the sign-in must not stop the alerts.
 */
export type HashQueue = {
  /** Runs `work` when its turn has come; null: too many wait already. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T | null>;
};

export function createHashQueue(limits: { readonly running: number; readonly waiting: number }): HashQueue {
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    async run(work) {
      if (running >= limits.running) {
        if (waiting.length >= limits.waiting) return null;
        await new Promise<void>((resolve) => waiting.push(resolve));
      } else running += 1;
      try {
        return await work();
      } finally {
        // whoever waits takes this place over
        const next = waiting.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
}
