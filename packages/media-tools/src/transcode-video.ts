import { findFfmpeg } from './find-ffmpeg.ts';
import { finishFile } from './finish-file.ts';
import { guardedInput } from './guarded-input.ts';
import { h264Output } from './h264-output.ts';
import type { MediaFault, WorkProgress } from './media-fault.ts';
import { probeMedia } from './probe-media.ts';
import type { VideoFacts } from './probe-media.ts';
import { followProgress } from './follow-progress.ts';
import { runTool } from './run-tool.ts';

export type TranscodeOptions = {
  /** Taller video is scaled down to this, never up; the shape stays, sizes are even. */
  readonly maxHeightPx: number;
  readonly onProgress?: (progress: WorkProgress) => void;
  readonly signal?: AbortSignal;
};

export type TranscodeResult = { readonly kind: 'made'; readonly facts: VideoFacts } | MediaFault;

/**
 * Makes an MP4 that every player can show: H.264 High, yuv420p, square pixels, a closed GOP every 2 s at most, index in
 * front, AAC sound if there was sound, no metadata. Needs `maxHeightPx` ≥ 2.
 *
 * `outPath` appears whole or not at all (an older file there is replaced); making it durable is the caller's fsync.
 */
export async function transcodeVideo(
  inPath: string,
  outPath: string,
  { maxHeightPx, onProgress, signal }: TranscodeOptions,
): Promise<TranscodeResult> {
  if (!Number.isSafeInteger(maxHeightPx) || maxHeightPx < 2) throw new RangeError('maxHeightPx: an integer from 2');
  const found = findFfmpeg();
  if (found.kind === 'missing') return { kind: 'tool-missing', tool: found.tool, hint: found.hint };
  const probeOptions = signal === undefined ? {} : { signal };
  const source = await probeMedia(inPath, probeOptions);
  if (source.kind !== 'probed') return source;
  if (source.facts.kind !== 'video') return { kind: 'not-a-video', path: inPath };
  const totalMs = source.facts.durationMs;

  return finishFile(outPath, probeOptions, (partPath) =>
    runTool({
      tool: 'ffmpeg',
      path: found.path,
      args: [
        ...['-nostdin', '-hide_banner', '-v', 'error', '-progress', 'pipe:1', '-y'],
        ...guardedInput(inPath),
        // V, not v: a cover picture is no video. One sound track, if there is any.
        ...['-map', '0:V:0', '-map', '0:a:0?', '-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'],
        ...['-vf', scaleFilter(maxHeightPx)],
        ...['-c:a', 'aac', '-b:a', '128k', '-ac', '2'],
        ...h264Output(partPath),
      ],
      signal,
      onLine: onProgress === undefined ? undefined : followProgress(totalMs, onProgress),
    }),
  );
}

/** Square pixels, at most this high, both sides even as 4:2:0 wants them. Commas inside quotes are ffmpeg's own rule. */
function scaleFilter(maxHeightPx: number): string {
  const height = `trunc(min(ih,${maxHeightPx})/2)*2`;
  return `scale=w='max(2,trunc(iw*sar*min(1,${maxHeightPx}/ih)/2)*2)':h='max(2,${height})':flags=bicubic,setsar=1`;
}
