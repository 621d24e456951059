import { z } from 'zod';
import { findFfprobe } from './find-ffmpeg.ts';
import { guardedInput } from './guarded-input.ts';
import type { MediaFault } from './media-fault.ts';
import { runTool } from './run-tool.ts';

/** How a film's picture and sound are coded, read from its headers and from the times of all its packets. */
export type FilmForm = {
  readonly codec: string;
  readonly profile: string;
  readonly pixelFormat: string;
  readonly isInterlaced: boolean;
  /** Pixels that are not square, or a picture that the file says to turn. */
  readonly isReshaped: boolean;
  readonly widthPx: number;
  readonly heightPx: number;
  /** null: no sound. */
  readonly audioCodec: string | null;
  /** Of the whole file. */
  readonly bitsPerSecond: number;
  readonly frames: FrameTimes;
};

/** Distances between frames in the order in which they are shown, in milliseconds. */
export type FrameTimes = {
  readonly middleMs: number;
  readonly shortestMs: number;
  readonly longestMs: number;
  /** The longest way from one key frame to the next, or to the end. */
  readonly keyFrameGapMs: number;
};

export type FilmFormResult = { readonly kind: 'form'; readonly form: FilmForm } | { readonly kind: 'unreadable' } | MediaFault;

const videoSchema = z.object({
  codec_name: z.string(),
  profile: z.string().default(''),
  pix_fmt: z.string().default(''),
  field_order: z.string().default('progressive'),
  sample_aspect_ratio: z.string().default('1:1'),
  width: z.int().positive(),
  height: z.int().positive(),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).default([]),
});
const answerSchema = z.object({
  streams: z.array(z.looseObject({ codec_type: z.string().optional(), codec_name: z.string().optional() })),
  format: z.object({ bit_rate: z.coerce.number().positive() }),
});

const timeoutMs = 120_000;
/** More than an hour of 60 frames a second has; a file with more of them is not looked at further. */
const mostPackets = 250_000;

/** Reads how a film is coded. `unreadable`: what it is cannot be told, as where packets have no times. */
export async function filmForm(path: string, signal: AbortSignal): Promise<FilmFormResult> {
  const found = findFfprobe();
  if (found.kind === 'missing') return { kind: 'tool-missing', tool: found.tool, hint: found.hint };
  const tool = { tool: 'ffprobe', path: found.path, signal, timeoutMs } as const;
  const headers = await runTool({
    ...tool,
    args: ['-v', 'error', '-print_format', 'json', '-show_format', '-show_streams', ...guardedInput(path)],
  });
  if (headers.kind !== 'done') return headers;
  const answer = answerSchema.safeParse(parsed(headers.stdout));
  const video = videoSchema.safeParse(answer.data?.streams.find(({ codec_type }) => codec_type === 'video'));
  if (!answer.success || !video.success) return { kind: 'unreadable' };

  const packets: Packet[] = [];
  const read = await runTool({
    ...tool,
    // V, not v: a cover picture is no video
    args: ['-v', 'error', '-select_streams', 'V:0', '-show_entries', 'packet=pts_time,flags', '-of', 'csv=p=0', ...guardedInput(path)],
    onLine: (line) => {
      const [time = '', flags = ''] = line.split(',');
      if (time !== '' && packets.length <= mostPackets) packets.push({ atMs: Number(time) * 1_000, isKey: flags.startsWith('K') });
    },
  });
  if (read.kind !== 'done') return read;
  const frames = packets.length > mostPackets ? null : frameTimes(packets);
  if (frames === null) return { kind: 'unreadable' };
  const { codec_name, profile, pix_fmt, field_order, sample_aspect_ratio, width, height, side_data_list } = video.data;
  return {
    kind: 'form',
    form: {
      codec: codec_name,
      profile,
      pixelFormat: pix_fmt,
      isInterlaced: !['progressive', 'unknown'].includes(field_order),
      isReshaped: !['1:1', '0:1'].includes(sample_aspect_ratio) || side_data_list.some(({ rotation = 0 }) => rotation !== 0),
      widthPx: width,
      heightPx: height,
      audioCodec: answer.data.streams.find(({ codec_type }) => codec_type === 'audio')?.codec_name ?? null,
      bitsPerSecond: answer.data.format.bit_rate,
      frames,
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // what is not JSON is refused by the schema like any other wrong value
    return undefined;
  }
}

export type Packet = { readonly atMs: number; readonly isKey: boolean };

/** Distances between the frames of packets in any order; null where there are too few or one has no time. */
export function frameTimes(packets: readonly Packet[]): FrameTimes | null {
  if (packets.length < 3 || packets.some(({ atMs }) => !Number.isFinite(atMs))) return null;
  const shown = packets.toSorted((a, b) => a.atMs - b.atMs);
  const steps = shown.slice(1).map(({ atMs }, index) => atMs - (shown[index]?.atMs ?? atMs));
  const sorted = steps.toSorted((a, b) => a - b);
  const keys = shown.filter(({ isKey }) => isKey).map(({ atMs }) => atMs);
  const ends = [...keys, shown.at(-1)?.atMs ?? 0];
  const [first] = shown;
  return {
    middleMs: sorted[Math.floor(sorted.length / 2)] ?? 0,
    shortestMs: sorted[0] ?? 0,
    longestMs: sorted.at(-1) ?? 0,
    // one that does not begin with a key frame cannot be shown from its beginning
    keyFrameGapMs: first?.isKey === true ? longestStep(ends) : Number.MAX_SAFE_INTEGER,
  };
}

function longestStep(instants: readonly number[]): number {
  // not by spreading: a film of an hour may have a key frame in every frame
  return instants.reduce((longest, instant, index) => Math.max(longest, instant - (instants[index - 1] ?? instant)), 0);
}
