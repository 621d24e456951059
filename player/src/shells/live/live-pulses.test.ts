import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { livePulses, type LiveFrame } from './live-pulses.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const url = 'https://board.example/gates';
/** A browser with frames that a test sets. */
function browser() {
  const ended: string[] = [];
  let frames: readonly LiveFrame[] = [];
  const frame = (at: string, ask: () => Promise<unknown>): LiveFrame => ({ url: at, ask, end: () => void ended.push(at) });
  const pulses = livePulses(() => frames);
  return { ended, frame, show: (...shown: readonly LiveFrame[]) => (frames = shown), pulse: pulses.feel, count: pulses.ended };
}
const never = (): Promise<never> => new Promise(() => undefined);

test('a page whose process answers lives, also where it has led on to another host; beside it another may hang', async () => {
  const { frame, show, pulse, ended } = browser();
  const well = async (): Promise<number> => 0;
  show(frame(`${url}/today`, well), frame('https://other.example/', never));
  expect(await pulse(url)).toBe('lives');
  show(frame('https://login.example/', well));
  expect([await pulse(url), ended]).toEqual(['lives', []]);
});

test('a page whose process gives no answer hangs, and the process is ended', async () => {
  const { frame, show, pulse, ended, count } = browser();
  show(frame(url, never));
  const told = pulse(url);
  await vi.advanceTimersByTimeAsync(5_900);
  expect(ended).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect([await told, ended, count()]).toEqual(['hung', [url], 1]);
});

test('a page that had a process and has none is missing, and one that cannot be asked any more as well', async () => {
  const { frame, show, pulse } = browser();
  expect(await pulse(url)).toBe('lives');
  show(frame(url, () => Promise.reject(new Error('the frame was disposed'))));
  expect(await pulse(url)).toBe('missing');
  show();
  expect(await pulse(url)).toBe('missing');
});
