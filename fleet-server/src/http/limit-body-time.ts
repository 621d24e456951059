import type { FastifyInstance } from 'fastify';
import { idleTimeoutMs } from './make-server.ts';

/** For a whole body, and for silence within one that may take as long as it takes. */
export type BodyTimes = { readonly wholeBodyMs: number; readonly silenceMs: number };
const usual: BodyTimes = { wholeBodyMs: 120_000, silenceMs: 60_000 };

/**
 * Ends requests whose bodies do not come. Node knows one limit for all of them, and a film of four gigabytes takes longer than any
 * JSON may: routes in `longRoutes` may go on for as long as bytes keep coming, all others have two minutes for the whole body.
 */
export function limitBodyTime(app: FastifyInstance, longRoutes: ReadonlySet<string>, times: BodyTimes = usual): void {
  app.addHook('onRequest', async (request) => {
    const { raw } = request;
    if (raw.headers['content-length'] === undefined && raw.headers['transfer-encoding'] === undefined) return;
    const end = () => raw.destroy();
    if (longRoutes.has(`${request.method} ${request.routeOptions.url}`)) {
      raw.socket.setTimeout(times.silenceMs, end);
      // the connection may serve other requests afterwards, and a socket at rest is no silent upload
      raw.once('close', () => {
        raw.socket.setTimeout(idleTimeoutMs);
        raw.socket.off('timeout', end);
      });
      return;
    }
    const timer = setTimeout(() => !raw.complete && end(), times.wholeBodyMs);
    timer.unref();
    raw.once('close', () => clearTimeout(timer));
  });
}
