import { readFileSync } from 'node:fs';
import { openPdf, type Pdf } from './open-pdf.ts';
import { pdfOrderSchema, type PdfAnswer } from './pdf-talk.ts';

// A process of its own that reads one PDF: PDFium as WebAssembly, which reaches nothing but its memory, in a process that may read what it is
// told to and may write, start and load nothing. What a file does to it (a crash, all its memory, no end) ends with it.

let pdf: Pdf | null = null;

async function answerTo(message: unknown): Promise<PdfAnswer> {
  const order = pdfOrderSchema.parse(message);
  if (order.kind === 'draw') {
    if (pdf === null) throw new Error('no file is open');
    return pdf.draw(order);
  }
  const opened = await openPdf(readFileSync(order.path), {
    wasm: readFileSync(order.wasmPath),
    fonts: order.fonts,
    atMostPages: order.atMostPages,
  });
  if (opened.kind === 'refused') return opened;
  ({ pdf } = opened);
  return { kind: 'opened', pageCount: pdf.pageCount, pages: [...pdf.sizes()] };
}

process.on('message', (message) => {
  void answerTo(message).then((answer) => process.send?.(answer));
});
process.send?.({ kind: 'ready' } satisfies PdfAnswer);
process.on('disconnect', () => process.exit(0));
