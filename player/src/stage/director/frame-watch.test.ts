import { expect, test } from 'vitest';
import { heardFrame, startFrameWatch, watchFrame } from './frame-watch.ts';

test('a page that gives signs of life lives, and one that has given none for five seconds hangs', () => {
  let watch = startFrameWatch(0);
  const verdicts: string[] = [];
  for (let nowMs = 1_000; nowMs <= 9_000; nowMs += 1_000) {
    if (nowMs <= 3_000) watch = heardFrame(watch, nowMs);
    const looked = watchFrame(watch, nowMs);
    ({ watch } = looked);
    verdicts.push(looked.verdict);
  }
  expect(verdicts).toEqual(['lives', 'lives', 'lives', 'lives', 'lives', 'lives', 'lives', 'silent', 'silent']);
});

test('a stage that stood still itself holds nobody to it', () => {
  expect(watchFrame(startFrameWatch(0), 20_000)).toEqual({ watch: { heardMs: 20_000, lookedMs: 20_000 }, verdict: 'lives' });
});
