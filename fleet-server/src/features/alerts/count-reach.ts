import { paintWithinMs, type AlertCounts } from '@gatecast/protocol';
import type { Signed } from './read-signed.ts';

/**
 * Counts how far an alert has come: over the screens that it addresses, and those that have signed that it came. `isConnected` null: who is
 * connected does not matter any more, or not yet.
 */
export function countReach(
  { effectiveMs }: { readonly effectiveMs: number },
  addressed: Iterable<string>,
  signed: ReadonlyMap<string, Signed>,
  isConnected: ((screenId: string) => boolean) | null,
): AlertCounts {
  const counts = { told: 0, received: 0, painted: 0, cleared: 0, notConnected: 0 };
  let inTime = 0;
  let first: number | null = null;
  let last: number | null = null;
  for (const screenId of new Set([...addressed, ...signed.keys()])) {
    const { receivedAtMs = null, paintedAtMs = null, clearedAtMs = null } = signed.get(screenId) ?? {};
    counts.told++;
    if (receivedAtMs !== null || paintedAtMs !== null) counts.received++;
    if (clearedAtMs !== null) counts.cleared++;
    if (paintedAtMs === null) {
      if (isConnected !== null && !isConnected(screenId)) counts.notConnected++;
      continue;
    }
    counts.painted++;
    if (paintedAtMs - effectiveMs <= paintWithinMs) inTime++;
    first = Math.min(first ?? paintedAtMs, paintedAtMs);
    last = Math.max(last ?? paintedAtMs, paintedAtMs);
  }
  return { ...counts, notInTime: counts.told - inTime, firstPaintedAtMs: first, lastPaintedAtMs: last };
}
