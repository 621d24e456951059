import { workRoutes } from '@gatecast/protocol';
import { ok, refuse } from '../http/outcome.ts';
import type { RegisterRoute } from '../http/register-route.ts';
import type { Works } from './works.ts';

const unknown = refuse('not-found', 'nothing is in hand here under that name');

/** By address, behind which a whole control room may stand: a window asks for its work twice a second. */
const looksPerMinute = 1_200;
const callOffsPerMinute = 60;

/** How far works are, and calling them off. Neither asks the store, which the work may hold. */
export function registerWorkRoutes(registerRoute: RegisterRoute, works: Works): void {
  registerRoute(
    workRoutes.readWork,
    async ({ params: { workId } }) => {
      const work = works.of(workId);
      return work === null ? unknown : ok(work);
    },
    { limitPerMinute: looksPerMinute },
  );
  registerRoute(
    workRoutes.callOffWork,
    async ({ params: { workId } }) => {
      switch (works.callOff(workId)) {
        case 'called-off':
          return ok({});
        case 'too-late':
          return refuse('wrong-state', 'it is being committed');
        case 'unknown':
          return unknown;
      }
    },
    { limitPerMinute: callOffsPerMinute },
  );
}
