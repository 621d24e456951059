import { momentRoutes, type ScreenId } from '@gatecast/protocol';
import { queryOptions } from '@tanstack/react-query';
import { call } from './call.ts';

// Releases of a screen as a stage is handed them.

/** Which release a screen had at an instant, has or will have. */
export function heldReleaseQuery(screenId: ScreenId, atMs: number) {
  return queryOptions({
    queryKey: ['held-release', screenId, atMs],
    queryFn: () => call(momentRoutes.heldRelease, { params: { screenId }, query: { atMs } }),
  });
}

export function stageReleaseQuery(screenId: ScreenId, number: number | null) {
  return queryOptions({
    queryKey: ['stage-release', screenId, number],
    queryFn: () => call(momentRoutes.stageRelease, { params: { screenId, number: number ?? 0 } }),
    // it is published, and never changes again
    staleTime: Infinity,
  });
}
