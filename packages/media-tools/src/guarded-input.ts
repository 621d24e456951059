import { resolve } from 'node:path';

// Self-contained containers and still pictures only. Left out on purpose: playlists and scripts (hls, dash, concat, sdp,
// image2, lavfi …), which make a demuxer open other files and addresses. Names are libavformat's.
const formats = [
  'mov',
  'matroska',
  'webm',
  'avi',
  'mpeg',
  'mpegts',
  'mpegvideo',
  'flv',
  'asf',
  'ogg',
  'mxf',
  'ivf',
  'h264',
  'hevc',
  'm4v',
  'gif',
  'apng',
  'png_pipe',
  'jpeg_pipe',
  'webp_pipe',
  'bmp_pipe',
  'tiff_pipe',
  'mp3',
  'wav',
  'flac',
  'aac',
];

/** 16K by 8K: a picture that claims more is a bomb, and is refused before memory is taken for it. */
const maxPixels = 15_360 * 8_640;

/**
 * The arguments in front of and including `-i` for a file that came from outside: only local files, only containers that
 * refer to nothing else, bounded pictures, and a name that is never read as an option, protocol or pattern.
 */
export function guardedInput(path: string): readonly string[] {
  return [
    ...['-protocol_whitelist', 'file'],
    ...['-format_whitelist', formats.join(',')],
    ...['-max_pixels', String(maxPixels)],
    ...['-i', `file:${resolve(path)}`],
  ];
}
