import type { FilmForm } from './film-form.ts';
import { findFfmpeg } from './find-ffmpeg.ts';
import { finishFile } from './finish-file.ts';
import { followProgress } from './follow-progress.ts';
import { guardedInput } from './guarded-input.ts';
import type { FilmContainer } from './playable-as-is.ts';
import { runTool } from './run-tool.ts';
import type { TranscodeOptions, TranscodeResult } from './transcode-video.ts';
import { resolve } from 'node:path';

const audio: Readonly<Record<FilmContainer, { readonly kept: readonly string[]; readonly encoder: string }>> = {
  mp4: { kept: ['aac'], encoder: 'aac' },
  webm: { kept: ['opus', 'vorbis'], encoder: 'libopus' },
};

/**
 * Puts a film that is playable as it is into a fresh container, its picture bit for bit, sound coded anew only where the container
 * cannot hold it; no metadata. The whole picture is decoded on the way, so that a film damaged in its middle is a fault here
 * and not on the wall. `outPath` appears whole or not at all.
 */
export async function keepVideo(
  inPath: string,
  outPath: string,
  { form, container, totalMs }: { readonly form: FilmForm; readonly container: FilmContainer; readonly totalMs: number | null },
  { signal, onProgress }: Pick<TranscodeOptions, 'signal' | 'onProgress'>,
): Promise<TranscodeResult> {
  const found = findFfmpeg();
  if (found.kind === 'missing') return { kind: 'tool-missing', tool: found.tool, hint: found.hint };
  const { kept, encoder } = audio[container];
  const isKept = form.audioCodec === null || kept.includes(form.audioCodec);
  const format = container === 'mp4' ? ['-movflags', '+faststart', '-f', 'mp4'] : ['-cues_to_front', '1', '-f', 'webm'];
  return finishFile(outPath, signal === undefined ? {} : { signal }, (partPath) =>
    runTool({
      tool: 'ffmpeg',
      path: found.path,
      args: [
        ...['-nostdin', '-hide_banner', '-v', 'error', '-xerror', '-progress', 'pipe:1', '-y'],
        ...guardedInput(inPath),
        ...['-map', '0:V:0', '-map', '0:a:0?', '-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1', '-c:v', 'copy'],
        ...(isKept ? ['-c:a', 'copy'] : ['-c:a', encoder, '-b:a', '128k', '-ac', '2']),
        ...['-avoid_negative_ts', 'make_zero', '-fflags', '+bitexact', '-max_muxing_queue_size', '4096'],
        ...[...format, `file:${resolve(partPath)}`],
        ...['-map', '0:V:0', '-f', 'null', '-'],
      ],
      signal,
      onLine: onProgress === undefined ? undefined : followProgress(totalMs, onProgress),
    }),
  );
}
