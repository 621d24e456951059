import type { Clock } from '@gatecast/clock';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { boundedRows, unreadable, type ReadRows } from './sheet-rows.ts';
import type { SheetTable } from './sheet-table.ts';
import type { WorkbookJob } from './workbook-worker.ts';

/** A workbook of the largest table takes a second or two. */
const longestMs = 30_000;
const mostHeapMb = 512;
const program = new URL('./workbook-worker.ts', import.meta.url);

const readSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rows'), rows: z.array(z.strictObject({ line: z.int(), cells: z.array(z.string()) })) }),
  z.strictObject({ kind: z.literal('refused'), problem: z.string() }),
]);

/** The rows of an XLSX workbook's first sheet, read in a thread of its own, which is given up when it takes too long. */
export async function rowsOfXlsx(bytes: Uint8Array, mostLines: number, clock: Pick<Clock, 'after'>): Promise<ReadRows> {
  const answer = await run({ job: 'read', bytes }, clock);
  if (answer.kind === 'ended') return unreadable(1, 'is no XLSX workbook that can be read here');
  const read = readSchema.parse(answer.message);
  return read.kind === 'rows' ? boundedRows(read.rows, mostLines) : unreadable(1, read.problem);
}

/** Tables as the bytes of an XLSX workbook, made in a thread of its own. Rejects where that fails: a fault of ours. */
export async function xlsxOf(tables: readonly SheetTable[], clock: Pick<Clock, 'after'>): Promise<Buffer> {
  const answer = await run({ job: 'write', tables }, clock);
  if (answer.kind === 'ended') throw new Error(`the workbook was not written: ${answer.reason}`);
  return Buffer.from(z.instanceof(Uint8Array).parse(answer.message));
}

type Answer = { readonly kind: 'answer'; readonly message: unknown } | { readonly kind: 'ended'; readonly reason: string };

async function run(job: WorkbookJob, clock: Pick<Clock, 'after'>): Promise<Answer> {
  const worker = new Worker(program, { workerData: job, resourceLimits: { maxOldGenerationSizeMb: mostHeapMb } });
  let cancel = (): void => undefined;
  try {
    return await new Promise<Answer>((resolve) => {
      const end = (reason: string) => resolve({ kind: 'ended', reason });
      cancel = clock.after(longestMs, () => end(`took longer than ${longestMs} ms`));
      worker.once('message', (message: unknown) => resolve({ kind: 'answer', message }));
      worker.once('error', (error: Error) => end(error.message));
      worker.once('exit', (code) => end(`the thread ended with ${code}`));
    });
  } finally {
    cancel();
    await worker.terminate();
  }
}
