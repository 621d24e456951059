import compress from '@fastify/compress';
import type { Clock } from '@gatecast/clock';
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { registerPages } from './pages/routes.ts';
import { securityHeaders } from './pages/security-headers.ts';
import { StockKeeper } from './pages/stock.ts';
import type { Config } from './read-config.ts';
import { httpOrigin } from './release/origin.ts';
import { ReleaseFollower, type ActiveRelease, type Followed } from './release/release-follower.ts';
import { openReleaseStore } from './release/release-store.ts';

export type App = {
  readonly http: FastifyInstance;
  readonly follower: ReleaseFollower;
  /** Binds, begins to follow the fleet server, and gives the address. Throws Node's error where the port is taken. */
  readonly listen: () => Promise<string>;
  readonly close: () => Promise<void>;
};

/** How often the fleet server is asked. */
export const pollMs = 15_000;

/** Builds the portal; it serves what is on disk before the fleet server has answered, and without it. */
export function buildApp(
  config: Config,
  parts: { readonly clock: Clock; readonly random: () => number; readonly logTo: { write: (line: string) => void } },
): App {
  const { clock } = parts;
  const http = fastify({
    logger: { level: 'info', stream: parts.logTo },
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: 15_000,
    bodyLimit: 1024,
    routerOptions: { maxParamLength: 400 },
  });
  const aborter = new AbortController();
  let lastFollowed: (Followed & { readonly atMs: number }) | null = null;
  const follower = new ReleaseFollower({
    store: openReleaseStore(config.dataFolder),
    origin: httpOrigin(config.serverUrl, aborter.signal),
    clock,
    rootFingerprint: config.rootFingerprint,
    onFollowed: (followed) => {
      if (!aborter.signal.aborted && isNews(followed, lastFollowed)) logFollowed(http.log, followed);
      lastFollowed = { ...followed, atMs: clock.nowMs() };
    },
  });
  const keeper = new StockKeeper(config);
  const stockNow = () => keeper.stockAt(clock.nowMs(), follower.active);

  http.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(securityHeaders);
    done();
  });
  http.addHook('onClose', async () => {
    aborter.abort();
    await follower.stop();
    keeper.close();
  });
  http.setErrorHandler(answerError);
  void http.register(compress, { encodings: ['br', 'gzip'], threshold: 1024, globalDecompression: false });
  void http.register((scope, _options, done) => {
    scope.get('/healthz', (_request, reply) =>
      reply.header('cache-control', 'no-store').send(healthOf(follower.active, stockNow().data.articles.length, lastFollowed)),
    );
    registerPages(scope, { stockNow, publicUrl: config.publicUrl });
    done();
  });
  return {
    http,
    follower,
    async listen() {
      const url = await http.listen({ port: config.port, host: config.host });
      follower.start(pollMs, parts.random);
      return url;
    },
    close: () => http.close(),
  };
}

/** Whether a look came to something else than the one before: a dead server is one line in the log, not one every 15 s. */
function isNews(followed: Followed, before: Followed | null): boolean {
  if (followed.kind === 'unchanged' && (before === null || before.kind === 'activated' || before.kind === 'unchanged')) return false;
  const textOf = ({ kind, ...rest }: Followed) => `${kind} ${JSON.stringify({ ...rest, atMs: 0 })}`;
  return before === null || textOf(followed) !== textOf(before);
}

function logFollowed(log: FastifyBaseLogger, followed: Followed): void {
  switch (followed.kind) {
    case 'activated':
      return log.info({ number: followed.number }, 'portal release activated');
    case 'unchanged':
      return log.info('the fleet server is reached again');
    case 'nothing-published':
      return log.info('the fleet server has no portal release yet');
    case 'unreachable':
      return log.warn({ detail: followed.detail }, 'the fleet server is not reached; what is here is served');
    case 'refused':
      return log.error({ reason: followed.reason, detail: followed.detail }, 'the portal release is refused; what is here is served');
  }
}

/** The portal is well as long as it answers: a fleet server that is away is told, and is no reason to be restarted. */
function healthOf(active: ActiveRelease | null, articles: number, lastLook: Followed | null): Record<string, unknown> {
  const release = active === null ? null : { number: active.envelope.number, issuedAtMs: active.envelope.issuedAtMs };
  return { status: 'ok', release, articles, lastLook };
}

function answerError(
  error: { readonly statusCode?: number; readonly message?: string },
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const status = error.statusCode ?? 500;
  const isOurs = status >= 500;
  if (isOurs) request.log.error({ err: error, url: request.url }, 'a page failed');
  return reply
    .code(status)
    .type('text/plain; charset=utf-8')
    .send(isOurs ? 'Internal error\n' : `${error.message ?? 'Bad request'}\n`);
}
