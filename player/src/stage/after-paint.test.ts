import { afterEach, expect, test, vi } from 'vitest';
import { afterPaintOrSoon } from './after-paint.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A window whose frames come when the test says so. */
function windowWithFrames(): { readonly frame: () => void; readonly asked: () => number } {
  const frames = new Map<number, () => void>();
  let last = 0;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('requestAnimationFrame', (action: () => void) => {
    frames.set(++last, action);
    return last;
  });
  vi.stubGlobal('cancelAnimationFrame', (id: number) => frames.delete(id));
  return {
    asked: () => frames.size,
    frame() {
      for (const action of frames.values()) action();
      frames.clear();
    },
  };
}

test('what is let go after a paint is let go once, and nothing waits on when it is', async () => {
  const glass = windowWithFrames();
  const painted = Promise.withResolvers<void>();
  afterPaintOrSoon(painted.resolve);
  glass.frame();
  await painted.promise;
  expect(vi.getTimerCount()).toBe(0);
});

test('in a hidden window it is let go after a second, and not again with the first frame', () => {
  const glass = windowWithFrames();
  const action = vi.fn();
  afterPaintOrSoon(action);
  vi.advanceTimersByTime(1_000);
  expect([action.mock.calls.length, glass.asked()]).toEqual([1, 0]);
});
