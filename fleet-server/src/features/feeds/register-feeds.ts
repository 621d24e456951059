import type { AppContext } from '../../app-context.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { createFeedDesk } from './feed-desk.ts';
import { createFeedLane, type FeedLane } from './feed-lane.ts';
import { registerFeedRoutes } from './routes.ts';

/** Feeds as the app builds them: the link reads the lane; `close` ends what is being fetched. */
export async function registerFeeds(
  registerRoute: RegisterRoute,
  context: AppContext,
): Promise<{ readonly lane: FeedLane; readonly close: () => Promise<void> }> {
  const lane = await createFeedLane(context);
  const desk = createFeedDesk(context, lane);
  registerFeedRoutes(registerRoute, context, lane, desk);
  return { lane, close: desk.close };
}
