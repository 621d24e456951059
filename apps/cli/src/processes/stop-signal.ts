/**
 * Aborts when this process is asked to end: Ctrl-C, SIGTERM, a closed terminal, or the death of a starter that holds a
 * channel to it. `release` gives the process back to the system's own way of ending.
 */
export function stopSignal(): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const stop = () => controller.abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  // `on`, not `once`: others in this process see that somebody takes care of the signal, and an impatient second one is heard too
  for (const name of signals) process.on(name, stop);
  process.on('disconnect', stop);
  return {
    signal: controller.signal,
    release() {
      for (const name of signals) process.off(name, stop);
      process.off('disconnect', stop);
    },
  };
}
