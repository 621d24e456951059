import { parentPort, workerData } from 'node:worker_threads';
import { readWorkbook, writeWorkbook } from './workbook.ts';
import type { SheetTable } from './sheet-table.ts';

export type WorkbookJob =
  | { readonly job: 'read'; readonly bytes: Uint8Array }
  | { readonly job: 'write'; readonly tables: readonly SheetTable[] };

if (parentPort === null) throw new Error('this file runs as a worker thread');
const job = workerData as WorkbookJob;
const done = job.job === 'read' ? await readWorkbook(job.bytes) : await writeWorkbook(job.tables);
// eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
parentPort.postMessage(done);
