import type { Report } from '@gatecast/protocol';
import { parentPort, workerData } from 'node:worker_threads';
import { pdfOfReport } from './report-pdf.ts';

export type PdfJob = { readonly report: Report; readonly place: string };

if (parentPort === null) throw new Error('this file runs as a worker thread');
const { report, place } = workerData as PdfJob;
// eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
parentPort.postMessage(await pdfOfReport(report, place));
