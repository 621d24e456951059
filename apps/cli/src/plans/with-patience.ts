import { Worker } from 'node:worker_threads';

/**
 * Does work that keeps this thread busy. Where it takes longer than two seconds and somebody looks at a terminal, another thread says on stderr that it
 * goes on; what was said is wiped away at the end. Elsewhere nothing is said.
 */
export async function withPatience<T>(what: string, work: () => T): Promise<T> {
  if (!process.stderr.isTTY) return work();
  const speaker = new Worker(new URL('patience-speaker.ts', import.meta.url), { workerData: what });
  speaker.unref();
  try {
    return work();
  } finally {
    await speaker.terminate();
    process.stderr.write('\r\u001b[K');
  }
}
