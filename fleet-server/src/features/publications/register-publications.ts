import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../app-context.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { createNewestReleases } from './newest-releases.ts';
import { createPublisher } from './publisher.ts';
import { createReleaseDoor, type ReleaseDoorFeature } from './create-release-door.ts';
import { registerPublicationRoutes } from './routes.ts';
import { serveObjects } from './serve-objects.ts';

/** Publishing, what players and the portal fetch of it, and the door by which the player link asks. */
export async function registerPublications(
  http: FastifyInstance,
  registerRoute: RegisterRoute,
  context: AppContext,
): Promise<ReleaseDoorFeature> {
  const newest = await createNewestReleases(context.truth);
  registerPublicationRoutes(registerRoute, context, createPublisher(context, newest));
  serveObjects(http, context);
  return createReleaseDoor(context, newest);
}
