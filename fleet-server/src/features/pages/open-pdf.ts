import { init } from '@embedpdf/pdfium';
import { lendFonts } from './lend-fonts.ts';
import type { PdfAnswer, PdfOrder } from './pdf-talk.ts';
import { hold, memoryOf, type Pdfium } from './pdfium-memory.ts';
import { readText } from './read-text.ts';

export type Pdf = {
  readonly pageCount: number;
  /** In points, of the first pages. */
  readonly sizes: () => readonly { readonly width: number; readonly height: number }[];
  readonly draw: (order: Extract<PdfOrder, { kind: 'draw' }>) => PdfAnswer;
};
export type OpenedPdf = { readonly kind: 'open'; readonly pdf: Pdf } | Extract<PdfAnswer, { kind: 'refused' }>;

const errorPassword = 4;
/** FPDF_ANNOT, so that stamps are seen, and FPDF_REVERSE_BYTE_ORDER for RGBA. */
const renderFlags = 0x01 | 0x10;
const formatBgra = 4;
const white = 0xff_ff_ff_ff;

/** Opens a PDF without a password. What is encrypted but open to everybody is open. */
export async function openPdf(
  bytes: Uint8Array,
  parts: { readonly wasm: Uint8Array<ArrayBuffer>; readonly fonts: Readonly<Record<string, string>>; readonly atMostPages: number },
): Promise<OpenedPdf> {
  const pdfium = await init({ wasmBinary: parts.wasm.buffer.slice(parts.wasm.byteOffset, parts.wasm.byteOffset + parts.wasm.byteLength) });
  pdfium.PDFiumExt_Init();
  lendFonts(pdfium, parts.fonts);
  const held = hold(pdfium, bytes);
  const document = pdfium.FPDF_LoadMemDocument(held, bytes.length, '');
  if (document === 0) return { kind: 'refused', why: pdfium.FPDF_GetLastError() === errorPassword ? 'locked' : 'broken' };
  const pageCount = pdfium.FPDF_GetPageCount(document);
  const form = pdfium.PDFiumExt_InitFormFillEnvironment(document, pdfium.PDFiumExt_OpenFormFillInfo());
  // what people fill in is marked in an editor, not on a glass
  if (form !== 0) pdfium.FPDF_SetFormFieldHighlightAlpha(form, 0);
  return {
    kind: 'open',
    pdf: {
      pageCount,
      sizes: () =>
        Array.from({ length: Math.min(pageCount, parts.atMostPages) }, (_, index) => {
          const page = pdfium.FPDF_LoadPage(document, index);
          if (page === 0) return { width: 0, height: 0 };
          const size = { width: pdfium.FPDF_GetPageWidthF(page), height: pdfium.FPDF_GetPageHeightF(page) };
          pdfium.FPDF_ClosePage(page);
          return size;
        }),
      draw: ({ number, widthPx, heightPx }): PdfAnswer => {
        const page = pdfium.FPDF_LoadPage(document, number - 1);
        if (page === 0) return { kind: 'refused', why: 'page-broken' };
        const text = readText(pdfium, page);
        if (typeof text !== 'string') return text;
        const pixels = drawPage(pdfium, { page, form }, widthPx, heightPx);
        pdfium.FPDF_ClosePage(page);
        return { kind: 'drawn', pixels, text };
      },
    },
  };
}

function drawPage(
  { pdfium: { wasmExports }, ...pdfium }: Pdfium,
  { page, form }: { readonly page: number; readonly form: number },
  widthPx: number,
  heightPx: number,
): Uint8Array<ArrayBuffer> {
  const sizeBytes = widthPx * heightPx * 4;
  const start = wasmExports.malloc(sizeBytes);
  const bitmap = pdfium.FPDFBitmap_CreateEx(widthPx, heightPx, formatBgra, start, widthPx * 4);
  if (start === 0 || bitmap === 0) throw new RangeError('no memory for the picture of a page');
  pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, widthPx, heightPx, white);
  pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, widthPx, heightPx, 0, renderFlags);
  // fields, and with them signatures, are drawn by the form's own pass
  if (form !== 0) pdfium.FPDF_FFLDraw(form, bitmap, page, 0, 0, widthPx, heightPx, 0, renderFlags);
  pdfium.FPDFBitmap_Destroy(bitmap);
  const pixels = memoryOf(wasmExports).slice(start, start + sizeBytes);
  wasmExports.free(start);
  return pixels;
}
