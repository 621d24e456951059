// Whether a page in a frame lives, from its signs of life. The page cannot be looked into, and must not be.

export type FrameWatch = { readonly heardMs: number; readonly lookedMs: number };
/** `silent`: no sign of life for so long that the page hangs, or its process is gone. */
export type FrameVerdict = 'lives' | 'silent';

const silentAfterMs = 5_000;
/** A stage that itself stood still has heard nothing of anybody meanwhile, and holds that time to nobody. */
const stoodAfterMs = 3_000;

/** A watch over a page that gave its first sign at this instant of a monotonic clock. */
export function startFrameWatch(nowMs: number): FrameWatch {
  return { heardMs: nowMs, lookedMs: nowMs };
}

export function heardFrame(watch: FrameWatch, nowMs: number): FrameWatch {
  return { ...watch, heardMs: nowMs };
}

/** Looks once, about every second. */
export function watchFrame(watch: FrameWatch, nowMs: number): { readonly watch: FrameWatch; readonly verdict: FrameVerdict } {
  const sinceLookMs = nowMs - watch.lookedMs;
  const heardMs = watch.heardMs + (sinceLookMs > stoodAfterMs ? sinceLookMs : 0);
  return { watch: { heardMs, lookedMs: nowMs }, verdict: nowMs - heardMs >= silentAfterMs ? 'silent' : 'lives' };
}
