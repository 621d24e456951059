import type { FilmForm } from './film-form.ts';

/** The containers that players are given: H.264 and AV1 in MP4, VP9 in WebM. */
export type FilmContainer = 'mp4' | 'webm';

/** What a film may be at most to be played as it came. The sides count in either orientation. */
export const filmProfile = {
  longSidePx: 3_840,
  shortSidePx: 2_160,
  framesPerSecond: 60,
  /** Who joins late decodes from the key frame before: at 60 frames a second this is the work of a second or two. */
  keyFrameGapMs: 6_000,
  bitsPerSecond: 80_000_000,
} as const;

const codecs: Readonly<Record<string, { readonly profiles: readonly string[]; readonly container: FilmContainer }>> = {
  h264: { profiles: ['Constrained Baseline', 'Baseline', 'Main', 'High'], container: 'mp4' },
  vp9: { profiles: ['Profile 0'], container: 'webm' },
  av1: { profiles: ['Main'], container: 'mp4' },
};
/** Frame times of WebM are whole milliseconds, so equal steps differ by one. */
const timeToleranceMs = 1.5;

/** The container in which a film can be played without coding it anew; null where its picture must be coded anew. */
export function playableAsIs(form: FilmForm): FilmContainer | null {
  const codec = codecs[form.codec];
  if (codec === undefined || !codec.profiles.includes(form.profile) || form.pixelFormat !== 'yuv420p') return null;
  if (form.isInterlaced || form.isReshaped || form.bitsPerSecond > filmProfile.bitsPerSecond) return null;
  const { widthPx, heightPx, frames } = form;
  if (Math.max(widthPx, heightPx) > filmProfile.longSidePx || Math.min(widthPx, heightPx) > filmProfile.shortSidePx) return null;
  // 4:2:0 of an odd side is drawn with a seam by some decoders
  if (widthPx % 2 === 1 || heightPx % 2 === 1) return null;
  const isSteady = frames.longestMs - frames.shortestMs <= 2 * timeToleranceMs;
  const isSlowEnough = frames.middleMs + timeToleranceMs >= 1_000 / filmProfile.framesPerSecond;
  return isSteady && isSlowEnough && frames.keyFrameGapMs <= filmProfile.keyFrameGapMs ? codec.container : null;
}
