import { resolve } from 'node:path';

/**
 * The arguments after the input for an MP4 every player can show. GOPs are closed and at most 2 s long, so that a loop
 * or a Range request can begin at each of them; two threads and bitexact make the same input give the same bytes.
 */
export function h264Output(path: string): readonly string[] {
  return [
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-profile:v', 'high', '-pix_fmt', 'yuv420p'],
    ...['-flags', '+cgop', '-x264-params', 'open-gop=0', '-force_key_frames', 'expr:gte(t,n_forced*2)'],
    ...['-threads', '2', '-fflags', '+bitexact', '-flags:v', '+bitexact+cgop', '-flags:a', '+bitexact'],
    ...['-max_muxing_queue_size', '4096', '-movflags', '+faststart', '-f', 'mp4', `file:${resolve(path)}`],
  ];
}
