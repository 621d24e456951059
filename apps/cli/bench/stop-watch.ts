/** The thread's own time goes in steps of 4 ms on some kernels: too coarse for what is short. */
const longMs = 40;

/**
 * Starts to measure; the function that comes back tells the milliseconds since. Of what takes long, those in which this thread computed: what
 * else runs on the machine does not count. Short stretches are seldom cut in two, and a median passes over those that were.
 */
export function startWatch(): () => number {
  const startMs = performance.now();
  const startCpuMs = threadCpuMs();
  return () => {
    const tookMs = performance.now() - startMs;
    return tookMs < longMs ? tookMs : threadCpuMs() - startCpuMs;
  };
}

function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
