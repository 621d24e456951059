import { peopleRoutes } from '@gatecast/protocol';
import { queryOptions } from '@tanstack/react-query';
import { call, faultCodeOf } from './call.ts';
import { rememberSignedIn } from './early.ts';

/** Who is signed in; null for nobody. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async () => {
    try {
      const me = await call(peopleRoutes.getMe, {});
      rememberSignedIn(true);
      return me;
    } catch (error) {
      if (faultCodeOf(error) !== 'not-signed-in') throw error;
      rememberSignedIn(false);
      return null;
    }
  },
  staleTime: 300_000,
});

/** Whether this server still waits for its first administrator. */
export const setupQuery = queryOptions({ queryKey: ['setup'], queryFn: () => call(peopleRoutes.getSetup, {}) });
