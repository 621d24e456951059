import type { MediaRef } from '@gatecast/protocol';
import { rm } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import type { MediaFiles } from '../media/media-files.ts';
import { mediaLimits } from '../media/media-limits.ts';
import { openJudgedPdf, problemOfPdf } from './judge-pdf.ts';
import { isPhotographic, pageSize } from './page-size.ts';
import { pageText } from './page-text.ts';
import type { PdfFault, PdfReader } from './read-pdf.ts';

/** A page as a picture. */
export type RenderedPage = { readonly number: number; readonly rendition: MediaRef; readonly thumbnail: MediaRef; readonly text: string };
export type RenderedPages =
  | { readonly kind: 'rendered'; readonly pages: readonly RenderedPage[] }
  | { readonly kind: 'failed'; readonly problem: string }
  | { readonly kind: 'aborted' };

/** Of all pages together, beside the limit of each. */
const drawingLimitMs = 300_000;

/** Makes a picture and a thumbnail of every page of a PDF. They are drawn in a child, coded in sharp's threads, and adopted into the store. */
export async function renderPages(
  path: string,
  options: { readonly files: MediaFiles; readonly signal: AbortSignal; readonly onProgress: (progressBp: number) => void },
): Promise<RenderedPages> {
  const opened = await openJudgedPdf(path, options.signal);
  if (opened.kind === 'aborted') return opened;
  if (opened.kind === 'refused') return { kind: 'failed', problem: opened.problem };
  if (opened.kind === 'unstarted') throw new Error(`the reader of PDFs does not start: ${opened.detail}`);
  const { reader } = opened;
  const rendered: RenderedPage[] = [];
  let drawnMs = 0;
  try {
    for (let number = 1; number <= reader.pageCount; number += 1) {
      const startMs = performance.now();
      const drawn = await drawPage(reader, number);
      drawnMs += performance.now() - startMs;
      if (drawn.kind === 'aborted') return drawn;
      if (drawn.kind === 'unstarted') throw new Error(`the reader of PDFs is gone: ${drawn.detail}`);
      if (drawn.kind !== 'drawn') return { kind: 'failed', problem: problemOfPdf(drawn, number).problem };
      if (drawnMs > drawingLimitMs) return { kind: 'failed', problem: `the pages take more than ${drawingLimitMs / 1_000} s to draw` };
      rendered.push(await keepPage(number, drawn, options.files));
      if (options.signal.aborted) return { kind: 'aborted' };
      options.onProgress(Math.floor((9_500 * number) / reader.pageCount));
    }
    return { kind: 'rendered', pages: rendered };
  } finally {
    reader.end();
  }
}

type Drawn = { readonly kind: 'drawn'; readonly picture: Sharp; readonly isPhoto: boolean; readonly text: string };

async function drawPage(reader: PdfReader, number: number): Promise<Drawn | PdfFault> {
  const page = reader.pages[number - 1];
  if (page === undefined) throw new RangeError(`page ${number} was not measured`);
  const { widthPx, heightPx } = pageSize(page, mediaLimits.imageSidePx);
  const drawn = await reader.draw(number, { widthPx, heightPx });
  if (drawn.kind !== 'drawn') return drawn;
  const { pixels, text } = drawn;
  if (pixels.length !== widthPx * heightPx * 4)
    return { kind: 'crashed', detail: `${pixels.length} bytes for ${widthPx} × ${heightPx} px` };
  const picture = sharp(pixels, { raw: { width: widthPx, height: heightPx, channels: 4 } }).removeAlpha();
  return { kind: 'drawn', picture, isPhoto: isPhotographic(pixels), text: pageText(text) };
}

async function keepPage(number: number, { picture, isPhoto, text }: Drawn, files: MediaFiles): Promise<RenderedPage> {
  const coded = isPhoto ? { quality: 88, effort: 4 } : { lossless: true, effort: 4 };
  const side = mediaLimits.thumbnailSidePx;
  const rendition = await keep(picture.clone().webp(coded), files);
  const thumbnail = await keep(picture.clone().resize({ width: side, height: side, fit: 'inside' }).webp({ quality: 80 }), files);
  return { number, rendition, thumbnail, text };
}

async function keep(picture: Sharp, files: MediaFiles): Promise<MediaRef> {
  const path = files.newIncomingPath();
  try {
    const { width, height } = await picture.toFile(path);
    return { ...(await files.adopt(path)), mime: 'image/webp', widthPx: width, heightPx: height };
  } finally {
    await rm(path, { force: true });
  }
}
