import type { Clock } from '@gatecast/clock';
import { Worker } from 'node:worker_threads';

export type ThreadAnswer =
  | { readonly kind: 'answer'; readonly message: unknown }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'ended'; readonly reason: string };

/** Gives a program its job in a thread of its own, and what it says first; the thread ends with that, or when it takes too long. */
export async function inThread(
  program: URL,
  job: unknown,
  clock: Pick<Clock, 'after'>,
  { longestMs, mostHeapMb }: { readonly longestMs: number; readonly mostHeapMb: number },
): Promise<ThreadAnswer> {
  const worker = new Worker(program, { workerData: job, resourceLimits: { maxOldGenerationSizeMb: mostHeapMb } });
  let cancel = (): void => undefined;
  try {
    return await new Promise<ThreadAnswer>((resolve) => {
      cancel = clock.after(longestMs, () => resolve({ kind: 'too-long' }));
      worker.once('message', (message: unknown) => resolve({ kind: 'answer', message }));
      worker.once('error', (error: Error) => resolve({ kind: 'ended', reason: error.message }));
      worker.once('exit', (code) => resolve({ kind: 'ended', reason: `the thread ended with ${code}` }));
    });
  } finally {
    cancel();
    await worker.terminate();
  }
}
