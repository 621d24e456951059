import { operatorNamespace, playerNamespace } from '@gatecast/protocol';
import type { FastifyInstance } from 'fastify';
import { Gauge } from 'prom-client';
import type { AppContext } from '../../app-context.ts';
import type { ConnectionLimits } from '../../http/connection-limits.ts';
import type { Guard } from '../../http/guard.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { catchUp } from '../../nodes/catch-up.ts';
import { createLiveNodes } from '../../nodes/live-nodes.ts';
import { relayFacts } from '../../nodes/relay-facts.ts';
import type { ReleaseDoor } from '../../release-door.ts';
import { createAlertLane } from '../alerts/alert-lane.ts';
import { expireAlerts } from '../alerts/expire-alerts.ts';
import { createReceiptWriter } from '../alerts/receipt-writer.ts';
import { registerAlertRoutes } from '../alerts/routes.ts';
import { registerAlertTemplateRoutes } from '../alerts/template-routes.ts';
import { registerPreEnrolmentRoutes } from '../pre-enrolment/routes.ts';
import type { FeedLane } from '../feeds/feed-lane.ts';
import { registerKnownGoodRoutes } from '../known-good/routes.ts';
import { createCommandDesk } from '../commands/command-desk.ts';
import { createLogBundles } from '../commands/log-bundles.ts';
import { registerCommandRoutes, registerLogsRoute } from '../commands/routes.ts';
import { registerExplainRoutes } from '../fleet/explain.ts';
import { createPresence } from '../fleet/presence.ts';
import { registerDownloadsRoutes } from '../fleet/downloads-routes.ts';
import { registerFleetRoutes } from '../fleet/routes.ts';
import { registerScreenshotRoute } from '../fleet/screenshot-route.ts';
import { adoptOldPictures, createScreenshots } from '../fleet/screenshots.ts';
import { keepPicturesSwept } from '../fleet/sweep-pictures.ts';
import { createWall } from '../fleet/wall.ts';
import { registerHealthRoutes } from '../health/routes.ts';
import { watchHealth } from '../health/watch-health.ts';
import { serveIncidents } from '../incidents/serve-incidents.ts';
import { serveOperators } from '../operator/serve-operators.ts';
import { createAskPicture } from './ask-picture.ts';
import { createSockets } from './create-sockets.ts';
import { endWithFault } from './end-with-fault.ts';
import { registerBulkRoutes } from '../screens/bulk-routes.ts';
import { registerPlayRoutes } from '../plays/play-routes.ts';
import { registerCsvRoutes } from '../screens/csv-routes.ts';
import { serveEnrolment } from './enrolment.ts';
import { createHeartbeatWriter, readHeartbeatsSince } from './heartbeat-writer.ts';
import { createLinkMetrics } from './link-metrics.ts';
import { createLivePictures } from './live-pictures.ts';
import { createPictureArrivals } from './picture-arrivals.ts';
import { createPlayerEvents } from './player-events.ts';
import { livenessTimeoutMs, servePlayers } from './player-namespace.ts';
import { createOpenSessions } from './player-session.ts';
import { provePossession } from './prove-possession.ts';
import { createPlayRecordWriter } from './store-play-records.ts';
import { playerBudget, strangerBudget } from './talk-limit.ts';

/** Everything that lives on sockets: fleet, enrolment, players, alerts, operators. Built once; `close` ends its tasks. */
export async function serveLink(deps: {
  readonly http: FastifyInstance;
  readonly limits: ConnectionLimits;
  readonly guard: Guard;
  readonly registerRoute: RegisterRoute;
  readonly context: AppContext;
  readonly releases: ReleaseDoor;
  readonly feeds: FeedLane;
}): Promise<{ readonly close: () => Promise<void> }> {
  const { http, limits, guard, registerRoute, context, releases, feeds } = deps;
  const { clock, live, log, fleet, telemetry, bus } = context;
  const metrics = createLinkMetrics(context.metrics);
  const presence = createPresence({ clock, live, bus, fleet, releases });
  for (const { screenId, receivedAtMs, heartbeat } of await readHeartbeatsSince(telemetry, 0))
    presence.remember(screenId, heartbeat, receivedAtMs);
  const screenshots = await createScreenshots({ telemetry, store: context.blobs.pictures, clock });
  await adoptOldPictures(context.paths.screenshots, screenshots);
  const wall = createWall({ fleet, presence, releases, screenshots });
  const heartbeats = createHeartbeatWriter({ db: telemetry, clock, log, metrics });
  const alerts = await createAlertLane(context);
  const { server: sockets, trust, forgetRequest, addressOf } = createSockets(http, context.config, { clock, limits });
  const players = sockets.of(playerNamespace);
  alerts.broadcastWith((siteId, document) => void players.to(`site:${siteId}`).emit('alert-state', document));
  feeds.broadcastWith((siteId, document) => void players.to(`site:${siteId}`).emit('feed-state', document));

  const receiptWriter = createReceiptWriter({ db: telemetry, metrics });
  const open = createOpenSessions();
  const isWatchedHere = () => sockets.of(operatorNamespace).sockets.size > 0;
  async function holds(playerId: string): Promise<boolean> {
    const socket = open.of(playerId);
    const publicKey = fleet.current().playersById.get(playerId)?.publicKey;
    if (socket === null || publicKey === undefined) return false;
    const expected = { publicKey, purpose: 'connect' as const, playerId, isTraining: context.config.isTraining };
    if ((await provePossession(socket, expected, livenessTimeoutMs)).kind === 'proven') return true;
    metrics.replaced.inc();
    socket.disconnect(true);
    return false;
  }
  const nodes = createLiveNodes({ bus, clock, holds, isWatchedHere });
  // revoked or replaced, here or on another node: the connection ends with it
  live.on('fleet-changed', () => {
    for (const playerId of open.playerIds()) {
      const socket = fleet.current().playersById.has(playerId) ? null : open.of(playerId);
      if (socket !== null) endWithFault(socket, 'revoked', 'this player was replaced or revoked');
    }
  });
  const arrivals = createPictureArrivals(clock);
  const commands = createCommandDesk(context, open);
  const logBundles = createLogBundles(context.blobs.logBundles);
  const pictures = createLivePictures({
    clock,
    log,
    connected: () => [...fleet.current().players.values()].flatMap(({ id, screenId }) => (open.of(id) === null ? [] : [screenId])),
    isConnected(screenId) {
      const player = fleet.current().players.get(screenId);
      return player !== undefined && open.of(player.id) !== null;
    },
    isWatched: () => isWatchedHere() || nodes.isWatched(),
    ask: createAskPicture(context, open, arrivals),
  });
  const listenTo = createPlayerEvents({
    context,
    releases,
    alerts,
    feeds,
    presence,
    screenshots,
    heartbeats,
    receiptWriter,
    playRecords: createPlayRecordWriter(telemetry),
    metrics,
    pictures,
    arrivals,
    commands,
    logBundles,
  });
  servePlayers({
    sockets,
    open,
    context,
    releases,
    alerts,
    feeds,
    presence,
    nodes,
    metrics,
    addressOf,
    listen: (socket, player) => {
      trust(socket, playerBudget);
      forgetRequest(socket);
      listenTo(socket, player);
      pictures.fresh(player.screenId);
    },
    onWelcomed: (socket, { playerId }) => commands.connected(playerId, socket),
  });
  registerDownloadsRoutes(registerRoute, context);
  registerPreEnrolmentRoutes(registerRoute, context);
  serveEnrolment({
    sockets,
    addressOf,
    registerRoute,
    context,
    metrics,
  });
  registerFleetRoutes(registerRoute, context, wall);
  registerScreenshotRoute(http, guard, screenshots);
  registerBulkRoutes(registerRoute, { context, presence, desk: commands });
  registerCsvRoutes(http, guard, registerRoute, { context, presence });
  registerExplainRoutes(registerRoute, context, releases);
  registerPlayRoutes(http, guard, registerRoute, context, screenshots);
  registerCommandRoutes(registerRoute, context, commands);
  registerLogsRoute(http, guard, logBundles);
  registerAlertTemplateRoutes(registerRoute, context);
  registerAlertRoutes(registerRoute, context, alerts, presence);
  registerKnownGoodRoutes(registerRoute, context, alerts);
  const operators = serveOperators({
    sockets,
    context,
    wall,
    presence,
    onWatched(socket) {
      // it may listen; there is nothing that it may say
      trust(socket, strangerBudget);
      pictures.watched();
    },
  });
  const expiry = expireAlerts(context, alerts);
  relayFacts({ context, releases, alerts, feeds, presence, commands });
  const catching = catchUp({ context, releases, alerts, feeds, presence, screenshots });
  if (bus.isShared)
    http.addHook('preHandler', async (request) => {
      if (request.url.startsWith('/api/')) await catching.now();
    });
  registerHealthRoutes(registerRoute, context);
  const health = watchHealth(context, presence);
  const sweeping = keepPicturesSwept(context, context.config.pictureTerm);
  const incidents = await serveIncidents({ registerRoute, context, presence, releases, alerts });
  const screensGauge: Gauge<'state'> = new Gauge({
    name: 'gatecast_screens',
    help: 'Screens by state',
    labelNames: ['state'],
    registers: [context.metrics],
    collect() {
      screensGauge.reset();
      for (const [state, count] of presence.countByState()) screensGauge.set({ state }, count);
    },
  });

  return {
    async close() {
      operators.close();
      pictures.close();
      commands.close();
      presence.close();
      nodes.close();
      await catching.close();
      await incidents.close();
      await health.close();
      await sweeping.close();
      await expiry.close();
      await heartbeats.close();
    },
  };
}
