import type { Clock } from '@gatecast/clock';
import { isWithin } from '@gatecast/public-address';
import { v7 as uuid } from 'uuid';
import { sql } from 'kysely';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from './app-context.ts';
import type { Config } from './config.ts';
import { registerBranding } from './features/branding/routes.ts';
import { siteOfSubject } from './features/fleet/site-of-subject.ts';
import { registerAuditRoutes, serveAuditExport } from './features/audit/routes.ts';
import { createAuditSealer } from './features/audit/sealer.ts';
import { createFleetView } from './features/fleet/fleet-view.ts';
import { agreeOnRoot } from './features/keys/agree-on-root.ts';
import { openKeys } from './features/keys/keys.ts';
import { registerAccountKeepingRoutes } from './features/people/account-keeping-routes.ts';
import { registerAccountRoutes } from './features/people/account-routes.ts';
import { createJudgePassword } from './features/people/password-rules.ts';
import { registerPeopleRoutes } from './features/people/routes.ts';
import { renewSetupToken } from './features/people/setup-token.ts';
import { createAccountPost } from './features/people/account-post.ts';
import { createTellPerson } from './features/people/tell-person.ts';
import { registerForgottenPasswords } from './features/people/forgotten-passwords.ts';
import { createReports } from './features/reports/create-reports.ts';
import { registerReportRoutes } from './features/reports/report-routes.ts';
import { registerReportScheduleRoutes } from './features/reports/schedule-routes.ts';
import { sendScheduled } from './features/reports/send-scheduled.ts';
import { registerSitePlanRoutes } from './features/site-plans/routes.ts';
import { registerSurvey } from './features/survey/register-survey.ts';
import { createSignIn } from './features/people/sign-in.ts';
import { createCollector } from './features/collection/collector.ts';
import { registerCollectionRoutes } from './features/collection/routes.ts';
import { serveSingleSignOn } from './features/people/single-sign-on.ts';
import { registerContentRoutes } from './features/content/routes.ts';
import { registerFeeds } from './features/feeds/register-feeds.ts';
import { registerExitPinRoutes } from './features/exit-pins/routes.ts';
import { registerSoftware } from './features/software/routes.ts';
import { registerLiveUrlRoutes } from './features/live-urls/routes.ts';
import { registerMedia } from './features/media/register-media.ts';
import { registerPublications } from './features/publications/register-publications.ts';
import { registerScheduleRoutes } from './features/schedule/routes.ts';
import { serveLink } from './features/link/serve-link.ts';
import { admitConnections } from './http/admit-connections.ts';
import { connectionLimits, openFilesLimit } from './http/connection-limits.ts';
import { countConnections } from './http/count-connections.ts';
import { createHttp } from './http/create-http.ts';
import { createMetrics, serveObservability } from './http/observability.ts';
import { openApiDocument } from './http/open-api.ts';
import { keepCertificate } from './http/keep-certificate.ts';
import { createGuard } from './http/guard.ts';
import { createRegisterRoute } from './http/register-route.ts';
import { sendJson } from './http/send-json.ts';
import { serveController } from './http/serve-controller.ts';
import { serveStage } from './http/serve-stage.ts';
import { limitFiles } from './http/limit-files.ts';
import { createUserLimit } from './http/user-limit.ts';
import { createLiveEvents } from './live-events.ts';
import { createSilentBus } from './nodes/bus.ts';
import { createRedisBus } from './nodes/redis-bus.ts';
import { createAudit } from './store/audit.ts';
import { makeDataPaths } from './store/data-paths.ts';
import { openBlobs } from './store/open-blobs.ts';
import { openStores } from './store/open-stores.ts';
import { registerWorkRoutes } from './works/work-routes.ts';
import { createWorks } from './works/works.ts';

/** A built server. `listen` opens the port; `close` ends every connection, task and file. */
export type App = {
  readonly http: FastifyInstance;
  readonly context: AppContext;
  /** Gives the address where it listens. Throws what the system says where it cannot. */
  readonly listen: () => Promise<string>;
  /** The one-time token for the first administrator; null where there is one. */
  readonly renewSetupToken: () => Promise<string | null>;
  readonly close: () => Promise<void>;
};

/** A storm of reconnecting players is answered in under a second with this, and in four with Node's 511. */
const listenBacklog = 4_096;

/** Builds everything and does not listen. Throws where the data folder cannot be used. */
export async function buildApp(config: Config, deps: { readonly clock: Clock }): Promise<App> {
  const { clock } = deps;
  const paths = makeDataPaths(config.dataFolder);
  const keys = await openKeys(config.keysFolder, config, clock.nowMs());
  const http = await createHttp(config);
  const limits = connectionLimits(config, openFilesLimit());
  const admission = admitConnections(http.server, { limits, proxies: config.trustedProxies, log: http.log });
  const { truth, telemetry } = await openStores(config, paths, http.log);
  await agreeOnRoot(truth, keys.root.fingerprint);
  const bus = config.redisUrl === null ? createSilentBus(uuid()) : createRedisBus(config.redisUrl, uuid(), { clock, log: http.log });
  const signIn = await createSignIn({
    db: truth,
    secret: keys.sessionSecret,
    isSecure: config.isSecure,
    organisation: config.organisation,
    clock,
  });
  const metrics = createMetrics();
  countConnections(metrics, admission);
  const certificate = keepCertificate(http.server, config.tls, { clock, log: http.log, registry: metrics });
  const live = createLiveEvents((error, event) => http.log.error({ err: error, event }, 'a listener failed'));
  const fleet = await createFleetView(truth, live, bus);
  const sealer = createAuditSealer({ truth, clock, keys, log: http.log });
  const context: AppContext = {
    config,
    clock,
    log: http.log,
    truth,
    telemetry,
    paths,
    blobs: openBlobs(config, paths),
    keys,
    signIn,
    judgePassword: createJudgePassword({
      rangeOrigin: config.passwordRangeOrigin,
      isNamed: isWithin(config.serviceNetworks),
      onSilent: (reason) =>
        http.log.warn({ reason }, 'the range service of leaked passwords did not answer; the password was not held against it'),
    }),
    audit: createAudit(clock, { siteOfSubject: (subject) => siteOfSubject(fleet.current(), subject), onWritten: () => sealer.wake() }),
    auditHead: () => sealer.head(),
    fleet,
    live,
    bus,
    works: createWorks(),
    metrics,
    certificate: certificate.served,
    newId: () => uuid(),
  };

  const guard = createGuard(
    (request) => signIn.findSession(request.headers),
    (screenId) => fleet.current().screens.get(screenId)?.siteId ?? null,
    createUserLimit(clock, config.requestsPerUser),
  );
  limitFiles(http, clock, config.filesPerAddress);
  const registerRoute = createRegisterRoute(http, guard);
  signIn.mount(http);
  const isWell = async () => (await sql`select 1`.execute(truth)).rows.length === 1;
  serveObservability(http, metrics, { token: config.metricsToken, isWell });
  const openApi = JSON.stringify(openApiDocument());
  http.get('/api/openapi.json', async (request, reply) => sendJson(request, reply, openApi));
  registerPeopleRoutes(registerRoute, context);
  const accountPost = createAccountPost(context);
  const tellPerson = createTellPerson(context, accountPost);
  registerAccountRoutes(registerRoute, context, tellPerson);
  registerAccountKeepingRoutes(registerRoute, context, tellPerson);
  registerForgottenPasswords(registerRoute, context, accountPost);
  if (config.singleSignOn !== null && config.publicUrl !== null) serveSingleSignOn(http, context, config.singleSignOn, config.publicUrl);
  registerBranding(http, registerRoute, context);
  registerAuditRoutes(registerRoute, context);
  registerWorkRoutes(registerRoute, context.works);
  serveAuditExport(http, guard, context);
  const media = await registerMedia(http, registerRoute, context);
  registerContentRoutes(registerRoute, context);
  registerLiveUrlRoutes(registerRoute, context);
  registerExitPinRoutes(registerRoute, context);
  const feeds = await registerFeeds(registerRoute, context);
  registerSoftware(http, registerRoute, context);
  registerScheduleRoutes(registerRoute, context);
  const releases = await registerPublications(http, registerRoute, context);
  const collector = createCollector(context);
  registerCollectionRoutes(registerRoute, collector);
  registerSitePlanRoutes(registerRoute, context);
  registerSurvey(http, guard, registerRoute, context);
  const reports = createReports(context);
  registerReportRoutes(http, guard, registerRoute, { context, reports });
  const scheduledReports = sendScheduled(context, reports);
  registerReportScheduleRoutes(registerRoute, context, scheduledReports);
  const link = await serveLink({ http, limits, guard, registerRoute, context, releases, feeds: feeds.lane });
  await serveStage(http, config.stagePreviewFolder);
  await serveController(http, config.controllerFolder);

  return {
    http,
    context,
    async listen() {
      sealer.start();
      await media.start();
      const url = await http.listen({ port: config.port, host: config.host, backlog: listenBacklog });
      return config.tls === null ? url : url.replace(/^http:/, 'https:');
    },
    renewSetupToken: () => renewSetupToken(truth, clock.nowMs()),
    async close() {
      certificate.close();
      accountPost.close();
      await media.close();
      await scheduledReports.close();
      await collector.close();
      await feeds.close();
      await http.close();
      await releases.close();
      await link.close();
      await sealer.close();
      await bus.close();
      await truth.destroy();
      await telemetry.destroy();
    },
  };
}
