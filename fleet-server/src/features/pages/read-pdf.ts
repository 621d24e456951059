import { pagesLimits } from '@gatecast/protocol';
import { fork, type ChildProcess } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { pdfAnswerSchema, type PdfAnswer, type PdfOrder } from './pdf-talk.ts';
import { substituteFontUrls } from './substitute-fonts.ts';

export const pdfLimits = {
  /** Of one answer, whether it opens a file or draws a page. */
  answerMs: 30_000,
  /** Of PDFium, in which the file, what it unpacks and the picture of a page must fit. */
  memoryMiB: 1_024,
};
const wasmPageBytes = 65_536;
const heapMiB = 128;
const stderrTailBytes = 4_096;

export type PdfFault =
  | Extract<PdfAnswer, { kind: 'refused' | 'undrawable' }>
  /** The child gave no answer within the limit. */
  | { readonly kind: 'timed-out' }
  /** The child ended: it broke, or its memory was gone. `detail` is for the log. */
  | { readonly kind: 'crashed'; readonly detail: string }
  /** It never came so far as to look at the file. */
  | { readonly kind: 'unstarted'; readonly detail: string }
  | { readonly kind: 'aborted' };

/** A PDF that is open in a process of its own; whoever opened it ends it. */
export type PdfReader = {
  readonly pageCount: number;
  readonly pages: Extract<PdfAnswer, { kind: 'opened' }>['pages'];
  readonly draw: (
    number: number,
    size: { readonly widthPx: number; readonly heightPx: number },
  ) => Promise<Extract<PdfAnswer, { kind: 'drawn' }> | PdfFault>;
  readonly end: () => void;
};

/** Opens a PDF in a child that may read this file and its own parts and do nothing else. */
export async function readPdf(
  path: string,
  signal: AbortSignal,
  limits: typeof pdfLimits = pdfLimits,
): Promise<{ readonly kind: 'open'; readonly reader: PdfReader } | PdfFault> {
  if (signal.aborted) return { kind: 'aborted' };
  const parts = await partsOfChild();
  const child = fork(fileURLToPath(new URL('pdf-child.ts', import.meta.url)), [], {
    env: {},
    execArgv: [
      '--permission',
      ...[...parts.readable, path].map((readable) => `--allow-fs-read=${readable}`),
      `--max-old-space-size=${heapMiB}`,
      `--wasm-max-mem-pages=${(limits.memoryMiB * 1_024 * 1_024) / wasmPageBytes}`,
      '--disallow-code-generation-from-strings',
    ],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const ask = asked(child, signal, limits.answerMs);
  const end = (): void => {
    signal.removeEventListener('abort', end);
    child.kill('SIGKILL');
  };
  signal.addEventListener('abort', end);
  const { wasmPath, fonts } = parts;
  const ready = await ask(null);
  if (ready.kind !== 'ready') {
    end();
    if (ready.kind === 'aborted') return ready;
    return { kind: 'unstarted', detail: ready.kind === 'crashed' ? ready.detail : ready.kind };
  }
  const opened = await ask({ kind: 'open', path, wasmPath, fonts, atMostPages: pagesLimits.pages });
  if (opened.kind !== 'opened') {
    end();
    return faultOf(opened);
  }
  return {
    kind: 'open',
    reader: {
      pageCount: opened.pageCount,
      pages: opened.pages,
      async draw(number, { widthPx, heightPx }) {
        const drawn = await ask({ kind: 'draw', number, widthPx, heightPx });
        return drawn.kind === 'drawn' ? drawn : faultOf(drawn);
      },
      end,
    },
  };
}

function faultOf(answer: PdfAnswer | PdfFault): PdfFault {
  const isOther = answer.kind === 'ready' || answer.kind === 'opened' || answer.kind === 'drawn';
  return isOther ? { kind: 'crashed', detail: `${answer.kind} was no answer to what was asked` } : answer;
}

/** What the child reads: its code where the package manager links it, and files by paths without links, as permissions are by path. */
async function partsOfChild() {
  const wasmPath = await realpath(fileURLToPath(import.meta.resolve('@embedpdf/pdfium/pdfium.wasm')));
  const fonts: Record<string, string> = {};
  for (const [name, url] of substituteFontUrls()) fonts[name] = await realpath(fileURLToPath(url));
  const room = fileURLToPath(new URL('../../..', import.meta.url));
  const house = join(room, '..');
  const code = [
    import.meta.dirname,
    join(room, 'package.json'),
    join(room, 'node_modules'),
    join(house, 'node_modules'),
    join(house, 'packages'),
  ];
  return { wasmPath, fonts, readable: [...code, wasmPath, ...Object.values(fonts)] };
}

/** Asks the child one thing after another, or with null waits for what it says; whatever happens to it becomes the answer. */
function asked(child: ChildProcess, signal: AbortSignal, limitMs: number): (order: PdfOrder | null) => Promise<PdfAnswer | PdfFault> {
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString('utf8')).slice(-stderrTailBytes);
  });
  return async (order) =>
    new Promise((resolve) => {
      const settle = (answer: PdfAnswer | PdfFault): void => {
        clearTimeout(limit);
        child.off('message', heard).off('close', ended).off('error', broke);
        resolve(signal.aborted ? { kind: 'aborted' } : answer);
      };
      const heard = (message: unknown): void => {
        const answer = pdfAnswerSchema.safeParse(message);
        settle(answer.success ? answer.data : { kind: 'crashed', detail: answer.error.message });
      };
      const ended = (code: number | null, by: NodeJS.Signals | null): void =>
        settle({ kind: 'crashed', detail: `${code ?? by}: ${stderr.trim()}` });
      const broke = (why: Error): void => settle({ kind: 'crashed', detail: why.message });
      const limit = setTimeout(() => {
        child.kill('SIGKILL');
        settle({ kind: 'timed-out' });
      }, limitMs);
      child.on('message', heard).on('close', ended).on('error', broke);
      if (order === null) return;
      if (child.connected) child.send(order, (why) => why !== null && settle({ kind: 'crashed', detail: why.message }));
      else settle({ kind: 'crashed', detail: stderr.trim() });
    });
}
