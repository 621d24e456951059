import { Worker } from 'node:worker_threads';
import type { CompileInput } from './compile-input.ts';
import type { CompileOutput } from './compile-releases.ts';

/** Compiles in a thread of its own, which ends with its work. Rejects where the compiler throws: a fault of ours. */
export function compileInWorker(input: CompileInput): Promise<CompileOutput> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./compile-worker.ts', import.meta.url), { workerData: input });
    worker.once('message', (output: CompileOutput) => resolve(output));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the compiler ended with ${code} before it answered`)));
  });
}
