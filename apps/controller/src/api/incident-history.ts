import { incidentRoutes, type IncidentKind, type ScreenId } from '@gatecast/protocol';
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { call } from './call.ts';

const pageLength = 10;

/** What was wrong with a screen and is over, the last first; of one kind or all. Read again when one of it ends. */
export function incidentHistoryQuery(screenId: ScreenId, kind: IncidentKind | undefined) {
  return infiniteQueryOptions({
    queryKey: ['incident-history', screenId, kind ?? 'all'],
    queryFn: ({ pageParam }) =>
      call(incidentRoutes.listIncidents, {
        query: { screenId, state: 'resolved', limit: pageLength, ...(kind && { kind }), ...(pageParam !== null && { after: pageParam }) },
      }),
    placeholderData: keepPreviousData,
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}
