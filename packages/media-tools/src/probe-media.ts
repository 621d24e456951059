import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { findFfprobe } from './find-ffmpeg.ts';
import { guardedInput } from './guarded-input.ts';
import type { MediaFault } from './media-fault.ts';
import { runTool } from './run-tool.ts';

export type VideoFacts = {
  readonly kind: 'video';
  /** The codec's name as ffmpeg writes it, for example `h264`. */
  readonly codec: string;
  /** As shown: turned by the file's rotation, with square pixels. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** null: the container does not say (a live recording that was cut off); a transcoded file always does. */
  readonly durationMs: number | null;
  readonly hasAudio: boolean;
  readonly sizeBytes: number;
};

export type ImageFacts = {
  readonly kind: 'image';
  readonly codec: string;
  /** As stored: the EXIF orientation of a photo is for whoever renders it. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly durationMs: null;
  readonly hasAudio: false;
  readonly sizeBytes: number;
};

/** Neither: text, sound alone, a playlist, a broken file, or a picture that only sharp can read (SVG, some HEIF). */
export type UnknownFacts = {
  readonly kind: 'unknown';
  readonly codec: null;
  readonly widthPx: null;
  readonly heightPx: null;
  readonly durationMs: null;
  readonly hasAudio: boolean;
  readonly sizeBytes: number;
};

export type MediaFacts = VideoFacts | ImageFacts | UnknownFacts;

export type ProbeOptions = {
  readonly signal?: AbortSignal;
  /** Default 30 s. */
  readonly timeoutMs?: number;
};

export type ProbeResult = { readonly kind: 'probed'; readonly facts: MediaFacts } | MediaFault;

const count = z.coerce.number().int().nonnegative();

const streamSchema = z.object({
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  width: z.number().int().positive().optional().catch(undefined),
  height: z.number().int().positive().optional().catch(undefined),
  sample_aspect_ratio: z.string().optional(),
  duration: z.coerce.number().nonnegative().optional().catch(undefined),
  nb_read_packets: count.optional().catch(undefined),
  disposition: z.object({ attached_pic: z.number() }).partial().optional(),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
});

const answerSchema = z.object({
  streams: z.array(streamSchema).default([]),
  format: z
    .object({
      format_name: z.string(),
      duration: z.coerce.number().nonnegative().optional().catch(undefined),
      tags: z.object({ major_brand: z.string() }).partial().optional().catch(undefined),
    })
    .optional(),
});

type Answer = z.infer<typeof answerSchema>;
type Stream = z.infer<typeof streamSchema>;

/**
 * Tells what a file is by its content, whatever its name, with ffprobe. A file that ffprobe cannot read is `unknown`,
 * not a fault; a fault says that the question could not be put.
 */
export async function probeMedia(path: string, options: ProbeOptions = {}): Promise<ProbeResult> {
  const found = findFfprobe();
  if (found.kind === 'missing') return { kind: 'tool-missing', tool: found.tool, hint: found.hint };
  const size = await sizeOfFile(path);
  if (size.kind !== 'sized') return size;
  const { sizeBytes } = size;

  const result = await runTool({
    tool: 'ffprobe',
    path: found.path,
    // Two packets tell a picture from a film without reading the film.
    args: [
      ...['-v', 'error', '-print_format', 'json', '-show_format', '-show_streams'],
      ...['-count_packets', '-read_intervals', '%+#2'],
      ...guardedInput(path),
    ],
    signal: options.signal,
    timeoutMs: options.timeoutMs ?? 30_000,
  });
  // An exit code is ffprobe's answer "not for me"; a signal (a crash, the memory killer) is no answer.
  if (result.kind === 'tool-failed' && result.exitCode !== null) {
    return { kind: 'probed', facts: unknownFacts(false, sizeBytes) };
  }
  if (result.kind !== 'done') return result;

  const answer = parseAnswer(result.stdout);
  if (answer.kind === 'odd') return { kind: 'tool-answered-oddly', tool: 'ffprobe', detail: answer.detail };
  return { kind: 'probed', facts: factsFrom(answer.answer, sizeBytes) };
}

/** The size of a regular file, or why it is of no use. */
async function sizeOfFile(path: string): Promise<{ readonly kind: 'sized'; readonly sizeBytes: number } | MediaFault> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) return { kind: 'file-unusable', path, code: 'not-a-file' };
    return { kind: 'sized', sizeBytes: stats.size };
  } catch (fault) {
    return { kind: 'file-unusable', path, code: systemCode(fault) };
  }
}

/** The code of a system error, for example `ENOSPC`; anything else is a broken invariant and thrown on. */
export function systemCode(fault: unknown): string {
  if (fault instanceof Error && 'code' in fault && typeof fault.code === 'string') return fault.code;
  throw fault;
}

function parseAnswer(
  text: string,
): { readonly kind: 'parsed'; readonly answer: Answer } | { readonly kind: 'odd'; readonly detail: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { kind: 'odd', detail: 'not JSON' };
  }
  const parsed = answerSchema.safeParse(json);
  if (!parsed.success) return { kind: 'odd', detail: z.prettifyError(parsed.error) };
  return { kind: 'parsed', answer: parsed.data };
}

function factsFrom({ streams, format }: Answer, sizeBytes: number): MediaFacts {
  const hasAudio = streams.some((stream) => stream.codec_type === 'audio');
  // The cover picture of a song is a video stream to ffmpeg, and not one to people.
  const video = streams.find((stream) => stream.codec_type === 'video' && stream.disposition?.attached_pic !== 1);
  if (format === undefined || video?.codec_name === undefined) return unknownFacts(hasAudio, sizeBytes);
  const size = shownSize(video);
  if (size === null) return unknownFacts(hasAudio, sizeBytes);

  if (isStill(format, video)) {
    return { kind: 'image', codec: video.codec_name, ...size, durationMs: null, hasAudio: false, sizeBytes };
  }
  const durationS = format.duration ?? video.duration;
  return {
    kind: 'video',
    codec: video.codec_name,
    ...size,
    durationMs: durationS === undefined || durationS === 0 ? null : Math.round(durationS * 1000),
    hasAudio,
    sizeBytes,
  };
}

function isStill(format: NonNullable<Answer['format']>, video: Stream): boolean {
  if (format.format_name.endsWith('_pipe')) return true;
  if (format.format_name === 'gif' || format.format_name === 'apng') return (video.nb_read_packets ?? 0) < 2;
  return ['avif', 'heic', 'heix', 'mif1'].includes(format.tags?.major_brand ?? '');
}

function shownSize(stream: Stream): { readonly widthPx: number; readonly heightPx: number } | null {
  if (stream.width === undefined || stream.height === undefined) return null;
  const [across = 1, up = 1] = (stream.sample_aspect_ratio ?? '1:1').split(':').map(Number);
  const aspect = across > 0 && up > 0 ? across / up : 1;
  const widthPx = Math.round(stream.width * aspect);
  const rotation = stream.side_data_list?.find((entry) => entry.rotation !== undefined)?.rotation ?? 0;
  const isTurned = Math.abs(Math.round(rotation / 90)) % 2 === 1;
  return isTurned ? { widthPx: stream.height, heightPx: widthPx } : { widthPx, heightPx: stream.height };
}

function unknownFacts(hasAudio: boolean, sizeBytes: number): UnknownFacts {
  return { kind: 'unknown', codec: null, widthPx: null, heightPx: null, durationMs: null, hasAudio, sizeBytes };
}
