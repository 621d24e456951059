import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../app-context.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { registerDraftCheck } from './check-draft.ts';
import { createNewestReleases } from './newest-releases.ts';
import type { ReleaseDoor } from '../../release-door.ts';
import { createPublisher } from './publisher.ts';
import { createReleaseDoor } from './create-release-door.ts';
import { passHeldReleases } from './pass-held.ts';
import { registerMomentRoutes } from './moment-routes.ts';
import { registerPublicationRoutes } from './routes.ts';
import { registerTimetable } from './timetable-routes.ts';
import { serveObjects } from './serve-objects.ts';

/** Publishing, what players and the portal fetch of it, and the door by which the player link asks. */
export async function registerPublications(
  http: FastifyInstance,
  registerRoute: RegisterRoute,
  context: AppContext,
): Promise<ReleaseDoor & { readonly close: () => Promise<void> }> {
  const newest = await createNewestReleases(context.truth);
  const publisher = createPublisher(context, newest);
  registerPublicationRoutes(registerRoute, context, publisher);
  registerDraftCheck(registerRoute, context);
  registerTimetable(registerRoute, context);
  registerMomentRoutes(registerRoute, context);
  serveObjects(http, context);
  const door = createReleaseDoor(context, newest);
  const held = passHeldReleases(context, newest, publisher.inTurn);
  return {
    ...door,
    pass: held.pass,
    async close() {
      await door.close();
      await held.close();
      await publisher.close();
    },
  };
}
