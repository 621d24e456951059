import { peopleRoutes } from '@gatecast/protocol';
import { queryOptions } from '@tanstack/react-query';
import { call, faultCodeOf } from './call.ts';

/** Who is signed in; null for nobody. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async () => {
    try {
      return await call(peopleRoutes.getMe, {});
    } catch (error) {
      if (faultCodeOf(error) === 'not-signed-in') return null;
      throw error;
    }
  },
  staleTime: 300_000,
});

/** Whether this server still waits for its first administrator. */
export const setupQuery = queryOptions({ queryKey: ['setup'], queryFn: () => call(peopleRoutes.getSetup, {}) });
