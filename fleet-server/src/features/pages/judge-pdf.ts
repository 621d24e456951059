import { pagesLimits } from '@gatecast/protocol';
import { stat } from 'node:fs/promises';
import { pdfLimits, readPdf, type PdfFault, type PdfReader } from './read-pdf.ts';

const mebibyte = 1_024 * 1_024;
/** The file is held in memory whole. */
const largestMiB = 100;
/** How many times longer than wide a page may be, or wider than long: more would be a hair on the glass. */
const largestRatio = 20;

/** A reason for people, and the limit that was passed where there is one. */
export type PdfProblem = { readonly kind: 'refused'; readonly problem: string; readonly limit?: string | number };

/** The file is neither good nor bad for all that is known; `detail` is for the log. */
export type Unread = Extract<PdfFault, { kind: 'unstarted' | 'aborted' }>;

/** Opens a PDF whose pages can all be made pictures, as far as that can be told before they are drawn. */
export async function openJudgedPdf(
  path: string,
  signal: AbortSignal,
): Promise<{ readonly kind: 'open'; readonly reader: PdfReader } | PdfProblem | Unread> {
  const { size } = await stat(path);
  if (size > largestMiB * mebibyte) return refused(`a PDF may have ${largestMiB} MiB`, largestMiB * mebibyte);
  const opened = await readPdf(path, signal);
  if (opened.kind === 'unstarted' || opened.kind === 'aborted') return opened;
  if (opened.kind !== 'open') return problemOfPdf(opened, null);
  const { reader } = opened;
  const problem = problemOfPages(reader);
  if (problem === null) return { kind: 'open', reader };
  reader.end();
  return problem;
}

function problemOfPages({ pageCount, pages }: PdfReader): PdfProblem | null {
  if (pageCount === 0) return refused('this PDF has no pages');
  if (pageCount > pagesLimits.pages)
    return refused(
      `this PDF has ${pageCount} pages, at most ${pagesLimits.pages} are taken; save the pages that are wanted as a file of their own`,
      pagesLimits.pages,
    );
  for (const [index, { width, height }] of pages.entries()) {
    if (!(width > 0 && height > 0)) return refused(`page ${index + 1} is damaged`);
    const ratio = Math.max(width / height, height / width);
    if (ratio > largestRatio)
      return refused(
        `page ${index + 1} is ${Math.round(ratio)} times as long as it is wide, at most ${largestRatio} can be shown`,
        largestRatio,
      );
  }
  return null;
}

/** Why a file, or the page of this number, cannot be shown. */
export function problemOfPdf(fault: Exclude<PdfFault, Unread>, number: number | null): PdfProblem {
  const what = number === null ? 'this PDF' : `page ${number}`;
  switch (fault.kind) {
    case 'refused':
      return fault.why === 'locked'
        ? refused('this PDF asks for a password; save it without one', 'without a password')
        : refused(`${number === null && fault.why === 'page-broken' ? 'a page of this PDF' : what} is damaged`);
    case 'undrawable':
      return refused(
        `${what} has text in the font ${fault.font}, which is not in the file, and no other can draw it (${fault.characters}); save the PDF with its fonts embedded`,
        'embedded fonts',
      );
    case 'timed-out':
      return refused(`${what} takes more than ${pdfLimits.answerMs / 1_000} s to read`, pdfLimits.answerMs);
    case 'crashed':
      return refused(`${what} is damaged, or takes more than ${pdfLimits.memoryMiB} MiB of memory`, pdfLimits.memoryMiB * mebibyte);
  }
}

function refused(problem: string, limit?: string | number): PdfProblem {
  return { kind: 'refused', problem, ...(limit === undefined ? {} : { limit }) };
}
