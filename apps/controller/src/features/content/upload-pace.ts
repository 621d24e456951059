import { uploadLimits, type Problem } from '@gatecast/protocol';

/** Small enough for a slow line and for a proxy that takes a mebibyte unless it is told otherwise. */
export const firstPartBytes = 1024 ** 2;
/** A part that breaks off is sent again whole: it should be a matter of seconds. */
const wantedPartMs = 3_000;

/** How large the next part should be, after one that took so long. */
export function nextPartBytes(beforeBytes: number, tookMs: number): number {
  const factor = Math.min(2, Math.max(0.5, wantedPartMs / Math.max(1, tookMs)));
  return Math.round(Math.min(uploadLimits.partBytes, Math.max(uploadLimits.smallestPartBytes, beforeBytes * factor)));
}

const longestWaitMs = 30_000;
const awayCodes: ReadonlySet<Problem['code']> = new Set(['unavailable', 'overloaded', 'timed-out']);
/** How often in a row something that is no lost connection may fail before a person is asked. */
const mostTries = 5;

export type AfterFault =
  /** Ask where it stands and go on, after a while; `isAway`: nobody answered. */
  | { readonly kind: 'wait'; readonly waitMs: number; readonly isAway: boolean }
  /** The server knows nothing of it any more. */
  | { readonly kind: 'begin-anew' }
  | { readonly kind: 'fail' };

/**
 * What to do about a step of an upload that failed; `problem` null: no server answered. `tries`: how many steps failed since something
 * last came through. A lost connection is waited for however long it takes.
 */
export function afterFault(problem: Problem | null, tries: number): AfterFault {
  const waitMs = Math.max(problem?.retryAfterMs ?? 0, Math.min(longestWaitMs, 1_000 * 2 ** Math.min(tries, 10)));
  if (problem === null) return { kind: 'wait', waitMs, isAway: true };
  const { code, field, retryAfterMs } = problem;
  if (awayCodes.has(code)) return { kind: 'wait', waitMs, isAway: true };
  // the server is at the end of it already: a large file takes it longer than some connections last
  if (code === 'wrong-state' && retryAfterMs !== undefined) return { kind: 'wait', waitMs, isAway: false };
  if (tries >= mostTries) return { kind: 'fail' };
  if (code === 'internal') return { kind: 'wait', waitMs, isAway: true };
  if (code === 'too-many' && retryAfterMs !== undefined) return { kind: 'wait', waitMs, isAway: false };
  // another page sends the same file, the answer to a part was lost, or a part came damaged
  if (code === 'wrong-state' || (code === 'bad-input' && field === 'query.sha256')) return { kind: 'wait', waitMs: 0, isAway: false };
  return code === 'not-found' ? { kind: 'begin-anew' } : { kind: 'fail' };
}
