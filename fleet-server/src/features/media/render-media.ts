import {
  filmForm,
  findFfmpeg,
  keepVideo,
  playableAsIs,
  transcodeVideo,
  type FilmContainer,
  type MediaFault,
  type TranscodeOptions,
  type TranscodeResult,
} from '@gatecast/media-tools';
import type { MediaRef } from '@gatecast/protocol';
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import sharp, { type Sharp } from 'sharp';
import { durationProblem, type JudgedFile } from './judge-file.ts';
import type { MediaFiles } from './media-files.ts';
import { mediaLimits } from './media-limits.ts';
import { withoutPaths } from './without-paths.ts';

const run = promisify(execFile);

export type Rendered =
  | {
      readonly kind: 'rendered';
      readonly rendition: MediaRef;
      /** Hash of a WebP picture of at most 480 px. */
      readonly thumbnail: MediaRef;
      /** Measured on the rendition; null for pictures. */
      readonly durationMs: number | null;
    }
  | { readonly kind: 'failed'; readonly problem: string }
  | { readonly kind: 'aborted' };

export type RenderOptions = {
  readonly files: MediaFiles;
  readonly signal: AbortSignal;
  readonly onProgress: (progressBp: number) => void;
};

/**
 * Makes the form that players show, and a thumbnail; both are adopted into the store. Films that players can show as they came keep
 * their picture bit for bit, the others become H.264 MP4 of at most 1080 lines; pictures become WebP of at most 3,840 px, upright and without metadata. ffmpeg runs as a child, sharp in threads of its own.
 */
export async function renderMedia(
  path: string,
  judged: Extract<JudgedFile, { kind: 'image' | 'video' }>,
  options: RenderOptions,
): Promise<Rendered> {
  const { files } = options;
  const renditionPath = files.newIncomingPath();
  const thumbnailPath = files.newIncomingPath();
  try {
    return judged.kind === 'image'
      ? await renderImage(path, renditionPath, thumbnailPath, options)
      : await renderVideo(path, judged.durationMs, renditionPath, thumbnailPath, options);
  } finally {
    await Promise.all([renditionPath, thumbnailPath].map((left) => rm(left, { force: true })));
  }
}

async function renderImage(
  path: string,
  renditionPath: string,
  thumbnailPath: string,
  { files, signal, onProgress }: RenderOptions,
): Promise<Rendered> {
  try {
    const size = await openPicture(path)
      .resize({ width: mediaLimits.imageSidePx, height: mediaLimits.imageSidePx, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 85, effort: 4 })
      .toFile(renditionPath);
    if (signal.aborted) return { kind: 'aborted' };
    onProgress(7_000);
    const thumbnail = await makeThumbnail(renditionPath, thumbnailPath);
    const rendition = await files.adopt(renditionPath);
    const small = await files.adopt(thumbnailPath);
    return {
      kind: 'rendered',
      rendition: { ...rendition, mime: 'image/webp', widthPx: size.width, heightPx: size.height },
      thumbnail: { ...small, mime: 'image/webp', ...thumbnail },
      durationMs: null,
    };
  } catch (fault) {
    const system = systemProblem(fault);
    // sharp throws plain errors where a picture's body is broken; the system's own carry a code
    if (system !== null || !(fault instanceof Error)) throw fault;
    return { kind: 'failed', problem: `the picture is damaged: ${withoutPaths(fault.message)}` };
  }
}

async function renderVideo(
  path: string,
  claimedMs: number | null,
  renditionPath: string,
  thumbnailPath: string,
  options: RenderOptions,
): Promise<Rendered> {
  const { files, signal, onProgress } = options;
  const tooLong = new AbortController();
  const made = await makePlayable(path, claimedMs, renditionPath, {
    maxHeightPx: mediaLimits.videoHeightPx,
    signal: AbortSignal.any([signal, tooLong.signal]),
    onProgress: ({ doneMs, totalMs }) => {
      // a container that does not say how long it is may go on for ever
      if (doneMs > mediaLimits.durationMs) tooLong.abort();
      if (totalMs !== null && totalMs > 0) onProgress(Math.min(9_500, Math.round((doneMs / totalMs) * 9_500)));
    },
  });
  if (signal.aborted) return { kind: 'aborted' };
  if (tooLong.signal.aborted) return { kind: 'failed', problem: 'the film lasts more than 60 minutes' };
  if (made.kind !== 'made') return { kind: 'failed', problem: problemOfFault(made) };
  const { widthPx, heightPx, durationMs } = made.facts;
  const wrongLength = durationProblem(durationMs);
  if (wrongLength !== null || durationMs === null)
    return { kind: 'failed', problem: wrongLength ?? 'the length of the film could not be measured' };
  const frame = await takeFrame(renditionPath, Math.min(1_000, durationMs / 2), signal);
  const thumbnail = await makeThumbnail(frame, thumbnailPath);
  const rendition = await files.adopt(renditionPath);
  const small = await files.adopt(thumbnailPath);
  return {
    kind: 'rendered',
    rendition: { ...rendition, mime: `video/${made.container}`, widthPx, heightPx },
    thumbnail: { ...small, mime: 'image/webp', ...thumbnail },
    durationMs,
  };
}

/** A film in the form that players show: as it came where that can be played, else coded anew. */
async function makePlayable(
  path: string,
  totalMs: number | null,
  outPath: string,
  options: TranscodeOptions & { readonly signal: AbortSignal },
): Promise<(Extract<TranscodeResult, { kind: 'made' }> & { readonly container: FilmContainer }) | MediaFault> {
  const read = await filmForm(path, options.signal);
  const container = read.kind === 'form' ? playableAsIs(read.form) : null;
  if (read.kind === 'form' && container !== null) {
    const kept = await keepVideo(path, outPath, { form: read.form, container, totalMs }, options);
    if (kept.kind === 'made') return { ...kept, container };
    if (kept.kind === 'aborted') return kept;
    // what does not decode to its end, or does not go into a container, may still be coded anew as far as it goes
  }
  const made = await transcodeVideo(path, outPath, options);
  return made.kind === 'made' ? { ...made, container: 'mp4' } : made;
}

/** sharp leaves out metadata unless asked, and turns the picture as its EXIF orientation says when told to. */
function openPicture(input: string | Buffer): Sharp {
  return sharp(input, { limitInputPixels: mediaLimits.pixels, failOn: 'error', animated: false }).autoOrient();
}

async function makeThumbnail(input: string | Buffer, path: string): Promise<{ readonly widthPx: number; readonly heightPx: number }> {
  const { width, height } = await openPicture(input)
    .resize({ width: mediaLimits.thumbnailSidePx, height: mediaLimits.thumbnailSidePx, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 75 })
    .toFile(path);
  return { widthPx: width, heightPx: height };
}

/** One frame as PNG, from a film that we made ourselves. */
async function takeFrame(path: string, atMs: number, signal: AbortSignal): Promise<Buffer> {
  const found = findFfmpeg();
  if (found.kind === 'missing') throw new Error(`ffmpeg vanished during an ingest: ${found.hint}`);
  const args = ['-nostdin', '-v', 'error', '-ss', (atMs / 1_000).toFixed(3), '-i', `file:${path}`];
  const output = ['-frames:v', '1', '-f', 'image2pipe', '-c:v', 'png', 'pipe:1'];
  const { stdout } = await run(found.path, [...args, ...output], {
    encoding: 'buffer',
    maxBuffer: 64 * 1024 * 1024,
    timeout: 30_000,
    signal,
  });
  return stdout;
}

function problemOfFault(fault: MediaFault): string {
  switch (fault.kind) {
    case 'tool-missing':
      return `${fault.tool} is not installed: ${fault.hint}`;
    case 'file-unusable':
      return `the file cannot be read (${fault.code})`;
    case 'not-a-video':
      return 'there is no film in this file';
    case 'tool-failed':
      return `the film is damaged: ${withoutPaths(fault.stderrTail.trim().split('\n').at(-1) ?? '')}`;
    case 'tool-answered-oddly':
      return `${fault.tool} did not understand the film`;
    case 'timed-out':
      return 'the film could not be made playable in time';
    case 'aborted':
      return 'the work was called off';
  }
}

function systemProblem(fault: unknown): string | null {
  return fault instanceof Error && 'code' in fault && typeof fault.code === 'string' ? fault.code : null;
}
