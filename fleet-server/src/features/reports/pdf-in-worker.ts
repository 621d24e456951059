import type { Clock } from '@gatecast/clock';
import type { Report } from '@gatecast/protocol';
import { z } from 'zod';
import { inThread } from '../../sheets/in-thread.ts';
import type { PdfJob } from './pdf-worker.ts';

const program = new URL('./pdf-worker.ts', import.meta.url);

/** A report as the bytes of a PDF, drawn in a thread of its own. Rejects where that fails: a fault of ours. */
export async function pdfInWorker(report: Report, place: string, clock: Pick<Clock, 'after'>): Promise<Buffer> {
  const job: PdfJob = { report, place };
  const answer = await inThread(program, job, clock, { longestMs: 60_000, mostHeapMb: 512 });
  if (answer.kind !== 'answer') throw new Error(`the PDF was not drawn: ${answer.kind === 'ended' ? answer.reason : answer.kind}`);
  return Buffer.from(z.instanceof(Uint8Array).parse(answer.message));
}
