import { accountRoutes } from '@gatecast/protocol';
import { queryOptions } from '@tanstack/react-query';
import { call } from './call.ts';

/** How one can sign in here, and at what kind of server. */
export const signInWaysQuery = queryOptions({
  queryKey: ['sign-in-ways'],
  queryFn: () => call(accountRoutes.getSignInWays, {}),
  staleTime: Infinity,
});
