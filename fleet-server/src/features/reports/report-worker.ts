import { parentPort, workerData } from 'node:worker_threads';
import { openForReading, type StorePlaces } from '../../store/open-for-reading.ts';
import { makeReport } from './make-report.ts';
import type { ReportAsk } from './report-ask.ts';

export type ReportJob = { readonly places: StorePlaces; readonly ask: ReportAsk };

// A thread of its own with connections of its own: a report reads a year, and SQLite reads on the thread that asks.
if (parentPort === null) throw new Error('this file runs as a worker thread');
const { places, ask } = workerData as ReportJob;
const stores = await openForReading(places);
try {
  const report = await makeReport(stores, ask);
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
  parentPort.postMessage(report);
} finally {
  await stores.truth.destroy();
  await stores.telemetry.destroy();
}
