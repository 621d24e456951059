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

test('a stage that stood still itself holds nobody to that time, and forgets nothing of the time before', () => {
  const { watch } = watchFrame(watchFrame(startFrameWatch(0), 2_000).watch, 4_000);
  const after = watchFrame(watch, 24_000);
  expect(after).toEqual({ watch: { heardMs: 20_000, lookedMs: 24_000 }, verdict: 'lives' });
  expect(watchFrame(after.watch, 25_000).verdict).toBe('silent');
});
