/** How long to wait before something that ended is started again. */
export type BackOff = { readonly nextDelayMs: (livedMs: number) => number };

/** Half a second, doubling to half a minute; what lived for a minute begins again with the first. */
export function backOff(): BackOff {
  let count = 0;
  return {
    nextDelayMs(livedMs) {
      if (livedMs > 60_000) count = 0;
      return Math.min(500 * 2 ** count++, 30_000);
    },
  };
}
