import type { Clock } from '@gatecast/clock';
import { z } from 'zod';
import { inThread } from './in-thread.ts';
import { boundedRows, unreadable, type ReadRows } from './sheet-rows.ts';
import type { SheetTable } from './sheet-table.ts';
import type { WorkbookJob } from './workbook-worker.ts';

/** A workbook of the largest table takes a second or two. */
const limits = { longestMs: 30_000, mostHeapMb: 512 };
const program = new URL('./workbook-worker.ts', import.meta.url);

const readSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rows'), rows: z.array(z.strictObject({ line: z.int(), cells: z.array(z.string()) })) }),
  z.strictObject({ kind: z.literal('refused'), problem: z.string() }),
]);

/** The rows of an XLSX workbook's first sheet, read in a thread of its own, which is given up when it takes too long. */
export async function rowsOfXlsx(bytes: Uint8Array, mostLines: number, clock: Pick<Clock, 'after'>): Promise<ReadRows> {
  const answer = await inThread(program, { job: 'read', bytes } satisfies WorkbookJob, clock, limits);
  if (answer.kind !== 'answer') return unreadable(1, 'is no XLSX workbook that can be read here');
  const read = readSchema.parse(answer.message);
  return read.kind === 'rows' ? boundedRows(read.rows, mostLines) : unreadable(1, read.problem);
}

/** Tables as the bytes of an XLSX workbook, made in a thread of its own. Rejects where that fails: a fault of ours. */
export async function xlsxOf(tables: readonly SheetTable[], clock: Pick<Clock, 'after'>): Promise<Buffer> {
  const answer = await inThread(program, { job: 'write', tables } satisfies WorkbookJob, clock, limits);
  if (answer.kind !== 'answer') throw new Error(`the workbook was not written: ${answer.kind}`);
  return Buffer.from(z.instanceof(Uint8Array).parse(answer.message));
}
