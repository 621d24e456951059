import { expect, test } from 'vitest';
import { frameTimes, type FilmForm } from './film-form.ts';
import { playableAsIs } from './playable-as-is.ts';

const film: FilmForm = {
  codec: 'h264',
  profile: 'High',
  pixelFormat: 'yuv420p',
  isInterlaced: false,
  isReshaped: false,
  widthPx: 1920,
  heightPx: 1080,
  audioCodec: 'aac',
  bitsPerSecond: 8_000_000,
  frames: { middleMs: 40, shortestMs: 40, longestMs: 40, keyFrameGapMs: 2_000 },
};

test('H.264, VP9 and AV1 of the profile are played as they came, each in its container', () => {
  expect(playableAsIs(film)).toBe('mp4');
  expect(playableAsIs({ ...film, codec: 'vp9', profile: 'Profile 0' })).toBe('webm');
  expect(playableAsIs({ ...film, codec: 'av1', profile: 'Main', widthPx: 2160, heightPx: 3840 })).toBe('mp4');
});

test('each thing that some player could not show means that the film is coded anew', () => {
  const frames = film.frames;
  const others: readonly Partial<FilmForm>[] = [
    { codec: 'hevc', profile: 'Main' },
    { profile: 'High 10' },
    { pixelFormat: 'yuv422p' },
    { isInterlaced: true },
    { isReshaped: true },
    { widthPx: 4096 },
    { widthPx: 3840, heightPx: 2400 },
    { heightPx: 1079 },
    { bitsPerSecond: 200_000_000 },
    { frames: { ...frames, longestMs: 80 } },
    { frames: { ...frames, middleMs: 8.3, shortestMs: 8.3, longestMs: 8.4 } },
    { frames: { ...frames, keyFrameGapMs: 10_000 } },
  ];
  expect(others.map((other) => playableAsIs({ ...film, ...other }))).toEqual(others.map(() => null));
});

test('times of frames are read in the order in which they are shown, whatever order they lie in', () => {
  const at = (atMs: number, isKey = false) => ({ atMs, isKey });
  expect(frameTimes([at(0, true), at(120), at(40), at(80), at(160, true), at(200)])).toEqual({
    middleMs: 40,
    shortestMs: 40,
    longestMs: 40,
    keyFrameGapMs: 160,
  });
  expect(frameTimes([at(0), at(40, true), at(80)])?.keyFrameGapMs).toBe(Number.MAX_SAFE_INTEGER);
  expect([frameTimes([at(0, true)]), frameTimes([at(0, true), at(Number.NaN), at(80)])]).toEqual([null, null]);
});
