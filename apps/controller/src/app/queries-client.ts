import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiFault, faultCodeOf } from '../api/call.ts';
import { meQuery } from '../api/me-query.ts';

/** The cache of what the server told. A session that ended anywhere is known everywhere at once. */
export function createQueries(): QueryClient {
  const onError = (error: Error) => {
    if (faultCodeOf(error) === 'not-signed-in') queries.setQueryData(meQuery.queryKey, null);
  };
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // a refusal does not change by asking again; an unreachable server may
        retry: (count, error) => !(error instanceof ApiFault && error.problem !== null && error.problem.status < 500) && count < 2,
      },
    },
  });
  return queries;
}
