import { isWithin } from '@gatecast/public-address';
import type { AppContext } from '../../app-context.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import type { ReleaseDoor } from '../../release-door.ts';
import type { AlertLane } from '../alerts/alert-lane.ts';
import type { Presence } from '../fleet/presence.ts';
import { deliverNotifications } from '../notifications/deliver-notifications.ts';
import { registerNotificationRoutes } from '../notifications/routes.ts';
import { createMailer } from '../notifications/send-email.ts';
import { createIncidentDesk } from './incident-desk.ts';
import { pingDeadMan } from './ping-dead-man.ts';
import { registerIncidentRoutes } from './routes.ts';
import { watchIncidents } from './watch-incidents.ts';

/** Incidents from their rules to the people who are told of them, and the sign of life for whoever watches this server. */
export async function serveIncidents(deps: {
  readonly registerRoute: RegisterRoute;
  readonly context: AppContext;
  readonly presence: Presence;
  readonly releases: Pick<ReleaseDoor, 'currentNumber'>;
  readonly alerts: Pick<AlertLane, 'revision' | 'active'>;
}): Promise<{ readonly close: () => Promise<void> }> {
  const { registerRoute, context, presence, releases, alerts } = deps;
  const { config } = context;
  registerIncidentRoutes(registerRoute, context);
  registerNotificationRoutes(registerRoute, context);
  const watch = await watchIncidents({ context, presence, releases, alerts, desk: createIncidentDesk(context) });
  const isNamed = isWithin(config.webhookNetworks);
  const mailer = config.mail === null ? null : createMailer(config.mail);
  const delivery = deliverNotifications(context, { mailer, isNamed });
  const ping =
    config.deadManUrl === null
      ? null
      : pingDeadMan(context, { url: config.deadManUrl, isNamed: isWithin(config.serviceNetworks) }, watch.lookedMonotonicMs);
  return {
    async close() {
      ping?.close();
      await watch.close();
      await delivery.close();
    },
  };
}
