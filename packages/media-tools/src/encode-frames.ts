import { findFfmpeg } from './find-ffmpeg.ts';
import { finishFile } from './finish-file.ts';
import { followProgress } from './follow-progress.ts';
import { h264Output } from './h264-output.ts';
import type { MediaFault, WorkProgress } from './media-fault.ts';
import type { VideoFacts } from './probe-media.ts';
import { runTool } from './run-tool.ts';

export type EncodeOptions = {
  /** Even numbers. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly framesPerSecond: number;
  /** For the progress only; the video is as long as the frames make it. */
  readonly totalMs: number;
  readonly onProgress?: (progress: WorkProgress) => void;
  readonly signal?: AbortSignal;
};

export type EncodeResult = { readonly kind: 'made'; readonly facts: VideoFacts } | MediaFault;

/**
 * Makes a silent MP4, in the same form as `transcodeVideo`, from drawn frames: each chunk whole frames of rgb24, rows from the top.
 * Frames are asked for at the pace of the encoder. An exception of `frames` is thrown on.
 */
export async function encodeFrames(
  frames: AsyncIterable<Uint8Array>,
  outPath: string,
  { widthPx, heightPx, framesPerSecond, totalMs, onProgress, signal }: EncodeOptions,
): Promise<EncodeResult> {
  const found = findFfmpeg();
  if (found.kind === 'missing') return { kind: 'tool-missing', tool: found.tool, hint: found.hint };
  return finishFile(outPath, signal === undefined ? {} : { signal }, (partPath) =>
    runTool({
      tool: 'ffmpeg',
      path: found.path,
      args: [
        ...['-hide_banner', '-v', 'error', '-progress', 'pipe:1', '-y'],
        ...['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${widthPx}x${heightPx}`, '-r', String(framesPerSecond)],
        ...['-protocol_whitelist', 'pipe', '-i', 'pipe:0'],
        // Drawn colours are sRGB: say BT.709, or players guess by the size and shift them.
        ...['-vf', 'scale=out_color_matrix=bt709:out_range=tv'],
        ...['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv'],
        ...h264Output(partPath),
      ],
      signal,
      input: frames,
      onLine: onProgress === undefined ? undefined : followProgress(totalMs, onProgress),
    }),
  );
}
