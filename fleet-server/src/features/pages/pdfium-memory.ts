import type { init } from '@embedpdf/pdfium';

/** The way to PDFium's functions (public/fpdfview.h, fpdf_text.h, fpdf_sysfontinfo.h) and memory. */
export type Pdfium = Awaited<ReturnType<typeof init>>;

/** Copies bytes into PDFium's memory, for as long as it runs: a document reads on in them. */
export function hold({ pdfium: { wasmExports } }: Pdfium, bytes: Uint8Array): number {
  const start = wasmExports.malloc(bytes.length);
  if (start === 0) throw new RangeError('no memory for the file');
  memoryOf(wasmExports).set(bytes, start);
  return start;
}

/** As it is now: each growth makes views that were taken before useless. */
export function memoryOf(wasmExports: Pdfium['pdfium']['wasmExports']): Uint8Array<ArrayBuffer> {
  // the package's types name only two of the exports
  return new Uint8Array((wasmExports as unknown as { readonly memory: { readonly buffer: ArrayBuffer } }).memory.buffer);
}
