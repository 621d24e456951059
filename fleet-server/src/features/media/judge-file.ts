import { probeMedia } from '@gatecast/media-tools';
import { fileTypeFromFile } from 'file-type';
import { stat } from 'node:fs/promises';
import { readBundle } from '../bundles/read-bundle.ts';
import { openJudgedPdf } from '../pages/judge-pdf.ts';
import sharp, { type Metadata } from 'sharp';
import { mediaLimits } from './media-limits.ts';
import { withoutPaths } from './without-paths.ts';

const imageTypes = new Map([
  ['image/jpeg', 'jpeg'],
  ['image/png', 'png'],
  ['image/webp', 'webp'],
  ['image/gif', 'gif'],
  ['image/tiff', 'tiff'],
  ['image/avif', 'heif'],
]);
const videoTypes = new Set([
  'video/mp4',
  'video/x-m4v',
  'video/quicktime',
  'video/webm',
  'video/matroska',
  'video/x-matroska',
  'video/mpeg',
  'video/MP1S',
  'video/MP2P',
  'video/mp2t',
  'video/x-msvideo',
  'video/vnd.avi',
  'video/x-ms-asf',
  'video/3gpp',
  'video/ogg',
]);

export type JudgedFile =
  | { readonly kind: 'image'; readonly widthPx: number; readonly heightPx: number }
  /** `durationMs` is null where the container does not say; the rendition will. */
  | { readonly kind: 'video'; readonly widthPx: number; readonly heightPx: number; readonly durationMs: number | null }
  | { readonly kind: 'pages' }
  | { readonly kind: 'bundle' }
  /** Not what can be played; `problem` is a sentence for people, `limit` what was passed where it is one. */
  | { readonly kind: 'refused'; readonly problem: string; readonly limit?: string | number }
  /** The question could not be put (a tool is missing, the work was called off). */
  | { readonly kind: 'unjudged'; readonly problem: string };

/**
 * Tells whether a file is a picture, film, document or bundle that can be made playable, by its content and never by its name. Headers are
 * read, nothing is decoded: what claims too many pixels is refused before memory is spent on it.
 */
export async function judgeFile(path: string, signal: AbortSignal): Promise<JudgedFile> {
  const { size } = await stat(path);
  if (size === 0) return refused('the file is empty');
  const type = await fileTypeFromFile(path).catch((fault: unknown) => {
    // file-type gives up by throwing where a file ends in the middle of a header
    if (fault instanceof Error && (fault.name === 'EndOfStreamError' || fault.name === 'ParserHardLimitError')) return undefined;
    throw fault;
  });
  if (type === undefined || type.mime === 'application/xml' || type.mime.startsWith('text/'))
    return refused('this is neither a picture nor a film; SVG drawings can hold programs and are not taken, export them as PNG');
  const imageFormat = imageTypes.get(type.mime);
  if (imageFormat !== undefined) return judgeImage(path, imageFormat);
  if (type.mime === 'image/apng') return refused('animated pictures are not taken; make it a film (MP4)');
  if (videoTypes.has(type.mime)) return judgeVideo(path, signal);
  if (type.mime === 'application/pdf') return judgePdf(path, signal);
  if (type.mime === 'application/zip') return judgeBundle(path);
  return refused(
    `this is ${type.mime}; pictures may be JPEG, PNG, WebP, AVIF, GIF or TIFF, films MP4, MOV, WebM, MKV, MPEG or AVI, documents PDF, bundles ZIP`,
  );
}

async function judgePdf(path: string, signal: AbortSignal): Promise<JudgedFile> {
  const opened = await openJudgedPdf(path, signal);
  switch (opened.kind) {
    case 'open':
      opened.reader.end();
      return { kind: 'pages' };
    case 'refused':
      return opened;
    case 'unstarted':
      return { kind: 'unjudged', problem: `the reader of PDFs does not start: ${opened.detail}` };
    case 'aborted':
      return { kind: 'unjudged', problem: 'the work was called off' };
  }
}

async function judgeBundle(path: string): Promise<JudgedFile> {
  const read = await readBundle(path);
  if (read.kind === 'refused') return read;
  read.archive.close();
  return { kind: 'bundle' };
}

async function judgeImage(path: string, format: string): Promise<JudgedFile> {
  let metadata: Metadata;
  try {
    metadata = await sharp(path, { limitInputPixels: mediaLimits.pixels, animated: false }).metadata();
  } catch (fault) {
    // libvips' words tell an editor little; whether it was the size is told by its message only, so both are named
    return refused(`this picture cannot be read, or has more than ${mediaLimits.pixels / 1_000_000} megapixels (${brief(fault)})`);
  }
  const { width, height, pages = 1 } = metadata;
  if (metadata.format !== format) return refused(`the file begins as ${format} but is ${metadata.format}`);
  const tooLarge = sizeProblem(width, height);
  if (tooLarge !== null) return refused(tooLarge);
  if (pages > 1) return refused(format === 'tiff' ? 'a TIFF may hold one page' : 'animated pictures are not taken; make it a film (MP4)');
  return { kind: 'image', widthPx: width, heightPx: height };
}

async function judgeVideo(path: string, signal: AbortSignal): Promise<JudgedFile> {
  const probed = await probeMedia(path, { signal });
  if (probed.kind === 'tool-missing') return { kind: 'unjudged', problem: `${probed.tool} is not installed: ${probed.hint}` };
  if (probed.kind === 'timed-out') return refused('the film could not be read in time');
  if (probed.kind !== 'probed') return { kind: 'unjudged', problem: `the film could not be looked at (${probed.kind})` };
  const { facts } = probed;
  if (facts.kind !== 'video') return refused('there is no film in this file');
  const tooLarge = sizeProblem(facts.widthPx, facts.heightPx);
  if (tooLarge !== null) return refused(tooLarge);
  const wrongLength = durationProblem(facts.durationMs);
  if (wrongLength !== null) return refused(wrongLength);
  return { kind: 'video', widthPx: facts.widthPx, heightPx: facts.heightPx, durationMs: facts.durationMs };
}

/** Why a length cannot be played; null where it can, or is not known yet. */
export function durationProblem(durationMs: number | null): string | null {
  if (durationMs === null) return null;
  if (durationMs > mediaLimits.durationMs) return `the film lasts ${Math.ceil(durationMs / 60_000)} minutes, at most 60 are taken`;
  return durationMs < mediaLimits.shortestMs ? 'the film is shorter than a second' : null;
}

function sizeProblem(widthPx: number, heightPx: number): string | null {
  if (Math.max(widthPx, heightPx) > mediaLimits.sidePx)
    return `${widthPx} × ${heightPx} px: a side may have ${mediaLimits.sidePx} px at most`;
  if (widthPx * heightPx > mediaLimits.pixels)
    return `${widthPx} × ${heightPx} px: at most ${mediaLimits.pixels / 1_000_000} megapixels are taken`;
  return null;
}

function refused(problem: string): JudgedFile {
  return { kind: 'refused', problem };
}

function brief(fault: unknown): string {
  return fault instanceof Error ? withoutPaths(fault.message).slice(0, 120) : 'unknown';
}
