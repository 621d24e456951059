import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

// The thread of `withPatience` that speaks. It writes by itself: process.stderr of a thread goes through the main one, which is busy.

const stderr = 2;
const firstMs = 2_000;
const startedMs = performance.now();

function say(): void {
  writeSync(stderr, `\r${String(workerData)}, ${Math.round((performance.now() - startedMs) / 1_000)} s so far …`);
}

setTimeout(() => {
  say();
  setInterval(say, 1_000);
}, firstMs);
