import { systemClock } from '@gatecast/clock';
import { parentPort } from 'node:worker_threads';
import { compareTrees, type CompareInput } from './compare-trees.ts';
import { createCompileMemory } from './compile-memory.ts';
import { compileReleases } from './compile-releases.ts';
import type { CompileInput } from './compile-input.ts';

export type Job = { readonly job: 'compile'; readonly input: CompileInput } | { readonly job: 'compare'; readonly input: CompareInput };

/** Said while it compiles: for so many screens it has. */
export type Reached = { readonly reached: number };

/** Often enough for a bar that grows. */
const screensPerWord = 100;

// A thread of its own: a publication for hundreds of screens must not hold up heartbeats and alerts. What comes in is
// our own rows from our own process; what is JSON inside them is parsed by `stockOf`.
if (parentPort === null) throw new Error('this file runs as a worker thread');
const { monotonicMs } = systemClock();
const memory = createCompileMemory();
const port = parentPort;
function tellReached(screens: number): void {
  if (screens % screensPerWord !== 0) return;
  const reached: Reached = { reached: screens };
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
  port.postMessage(reached);
}
port.on('message', (message: unknown) => {
  const job = message as Job;
  const done = job.job === 'compile' ? compileReleases(job.input, monotonicMs, memory, tellReached) : compareTrees(job.input, monotonicMs);
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
  port.postMessage(done);
});
