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
  switch (problem.code) {
    case 'unavailable':
    case 'overloaded':
    case 'timed-out':
      return { kind: 'wait', waitMs, isAway: true };
    case 'internal':
      return tries < mostTries ? { kind: 'wait', waitMs, isAway: true } : { kind: 'fail' };
    case 'too-many':
      return problem.retryAfterMs !== undefined && tries < mostTries ? { kind: 'wait', waitMs, isAway: false } : { kind: 'fail' };
    case 'wrong-state':
      // another page sends the same file, or the answer to a part was lost
      return tries < mostTries ? { kind: 'wait', waitMs: problem.retryAfterMs ?? 0, isAway: false } : { kind: 'fail' };
    case 'bad-input':
      return problem.field === 'query.sha256' && tries < mostTries ? { kind: 'wait', waitMs: 0, isAway: false } : { kind: 'fail' };
    case 'not-found':
      return tries < mostTries ? { kind: 'begin-anew' } : { kind: 'fail' };
    default:
      return { kind: 'fail' };
  }
}
