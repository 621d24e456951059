import { readSheet } from 'read-excel-file/universal';
import writeXlsxFile from 'write-excel-file/node';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import type { SheetRow } from './sheet-rows.ts';
import type { SheetTable } from './sheet-table.ts';

// Runs in a thread of its own, see `workbook-in-worker.ts`.

/** What a workbook may hold when it is unpacked; a table of the most lines, each full, has less. */
const mostUnpackedBytes = 64 * 1024 * 1024;
const mostEntries = 200;
const narrowest = 8;
const widest = 60;

export type ReadWorkbook =
  | { readonly kind: 'rows'; readonly rows: readonly SheetRow[] }
  | { readonly kind: 'refused'; readonly problem: string };

/** The rows of the first sheet, every cell as text. What claims little and unpacks to much is refused before anything parses it. */
export async function readWorkbook(bytes: Uint8Array): Promise<ReadWorkbook> {
  const bomb = await unpackedProblem(Buffer.from(bytes));
  if (bomb !== null) return { kind: 'refused', problem: bomb };
  try {
    const cells = await readSheet(new Uint8Array(bytes).buffer);
    return { kind: 'rows', rows: cells.map((row, at) => ({ line: at + 1, cells: row.map(textOf) })) };
  } catch (error) {
    // the library throws of whatever is no workbook; the sentence is its own
    return { kind: 'refused', problem: `is no XLSX workbook: ${error instanceof Error ? error.message.slice(0, 200) : ''}` };
  }
}

/** Tables as a workbook, a sheet each. Cells are typed: a text is a text there, whatever it begins with. */
export async function writeWorkbook(tables: readonly SheetTable[]): Promise<Uint8Array> {
  const sheets = tables.map(({ title, head, rows }) => ({
    // what sheets may not be called
    sheet: title.replaceAll(/[:\\/?*[\]]/g, ' ').slice(0, 31),
    stickyRowsCount: 1,
    columns: head.map((name, at) => ({ width: widthOf(name, rows, at) })),
    data: [
      head.map((value) => ({ value, type: String, fontWeight: 'bold' as const, wrap: true })),
      ...rows.map((row) => row.map((value) => (value === null || value === '' ? null : typedCell(value)))),
    ],
  }));
  return writeXlsxFile(sheets).toBuffer();
}

function typedCell(value: string | number) {
  return typeof value === 'number' ? { value, type: Number } : { value, type: String };
}

function widthOf(name: string, rows: SheetTable['rows'], at: number): number {
  const longest = rows.slice(0, 200).reduce((most, row) => Math.max(most, `${row[at] ?? ''}`.length), name.length);
  return Math.min(widest, Math.max(narrowest, longest + 2));
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === 'number' || typeof cell === 'boolean') return `${cell}`;
  return typeof cell === 'string' ? cell : '';
}

/** Unpacks everything once, to nowhere: yauzl holds each entry to the size that it claims. */
async function unpackedProblem(bytes: Buffer): Promise<string | null> {
  let archive: ZipFile;
  try {
    archive = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true });
  } catch {
    // whatever yauzl says of it: no archive, no workbook
    return 'is no XLSX workbook';
  }
  const entries: Entry[] = [];
  let claimed = 0;
  try {
    for await (const entry of archive.eachEntry()) {
      entries.push(entry);
      claimed += entry.uncompressedSize;
      if (entries.length > mostEntries || claimed > mostUnpackedBytes)
        return `may hold ${mostEntries} parts and ${mostUnpackedBytes / 1024 / 1024} MiB when it is unpacked`;
    }
    for (const entry of entries) for await (const _ of await archive.openReadStreamPromise(entry)) void _;
    return null;
  } catch {
    // an entry larger than it claims, or damaged
    return 'is a damaged XLSX workbook';
  } finally {
    archive.close();
  }
}
