import { systemClock } from '@gatecast/clock';
import { parentPort, workerData } from 'node:worker_threads';
import { compareTrees, type CompareInput } from './compare-trees.ts';
import { compileReleases } from './compile-releases.ts';
import type { CompileInput } from './compile-input.ts';

export type Job = { readonly job: 'compile'; readonly input: CompileInput } | { readonly job: 'compare'; readonly input: CompareInput };

// A thread of its own: a publication for hundreds of screens must not hold up heartbeats and alerts. What comes in is
// our own rows from our own process; what is JSON inside them is parsed by `stockOf`.
if (parentPort === null) throw new Error('this file runs as a worker thread');
const { monotonicMs } = systemClock();
const job = workerData as Job;
const done = job.job === 'compile' ? compileReleases(job.input, monotonicMs) : compareTrees(job.input, monotonicMs);
// eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
parentPort.postMessage(done);
