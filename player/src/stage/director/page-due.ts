/** Which page of a document is due, counted from 0, and when the next one is. */
export type PageDue = { readonly index: number; readonly untilMs: number };

/**
 * The page that is due at an instant of the clock by which the stretch began at `fromMs`. Position is arithmetic, so screens with equal plans
 * turn together and who joins late joins at the right page. Before its start it is the first; the last one stays for as long as the
 * stretch goes on, and has no next: `untilMs` is Infinity.
 */
export function pageDue(durationsMs: readonly number[], fromMs: number, nowMs: number): PageDue {
  let untilMs = fromMs;
  for (const [index, durationMs] of durationsMs.entries()) {
    untilMs += durationMs;
    if (index === durationsMs.length - 1) return { index, untilMs: Infinity };
    if (nowMs < untilMs) return { index, untilMs };
  }
  throw new RangeError('a document has at least one page');
}
