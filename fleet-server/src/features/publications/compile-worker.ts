import { systemClock } from '@gatecast/clock';
import { parentPort, workerData } from 'node:worker_threads';
import { compileReleases } from './compile-releases.ts';
import type { CompileInput } from './compile-input.ts';

// A thread of its own: a publication for hundreds of screens must not hold up heartbeats and alerts. What comes in is
// our own rows from our own process; what is JSON inside them is parsed by `stockOf`.
if (parentPort === null) throw new Error('this file runs as a worker thread');
// eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
parentPort.postMessage(compileReleases(workerData as CompileInput, systemClock().monotonicMs));
