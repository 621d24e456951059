import { mostCoursePoints, type AlertCoursePoint } from '@gatecast/protocol';
import type { Signed } from './read-signed.ts';

/**
 * How an alert came to its screens: how many had signed what, at the instants at which that changed, from when it was raised. Of more instants
 * than a chart shows some are passed over, never the last.
 */
export function courseOf(
  { effectiveMs }: { readonly effectiveMs: number },
  signed: ReadonlyMap<string, Signed>,
): readonly AlertCoursePoint[] {
  const changes: { readonly atMs: number; readonly kind: 'received' | 'painted' | 'cleared' }[] = [];
  for (const { receivedAtMs, paintedAtMs, clearedAtMs } of signed.values()) {
    // painted without saying that it was received
    const receivedMs = receivedAtMs ?? paintedAtMs;
    if (receivedMs !== null) changes.push({ atMs: receivedMs, kind: 'received' });
    if (paintedAtMs !== null) changes.push({ atMs: paintedAtMs, kind: 'painted' });
    if (clearedAtMs !== null) changes.push({ atMs: clearedAtMs, kind: 'cleared' });
  }
  const points: AlertCoursePoint[] = [{ atMs: effectiveMs, received: 0, painted: 0, cleared: 0 }];
  for (const { atMs, kind } of changes.toSorted((a, b) => a.atMs - b.atMs)) {
    const last = points.at(-1) ?? { atMs, received: 0, painted: 0, cleared: 0 };
    const next = { ...last, atMs: Math.max(atMs, last.atMs), [kind]: last[kind] + 1 };
    if (points.length > 1 && next.atMs === last.atMs) points[points.length - 1] = next;
    else points.push(next);
  }
  if (points.length <= mostCoursePoints) return points;
  const step = (points.length - 1) / (mostCoursePoints - 1);
  return Array.from({ length: mostCoursePoints }, (_, index) => points[Math.round(index * step)]).filter((point) => point !== undefined);
}
