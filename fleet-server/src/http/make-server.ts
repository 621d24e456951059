import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Config } from '../config.ts';

const options: ServerOptions = {
  maxHeaderSize: 16 * 1_024,
  headersTimeout: 30_000,
  connectionsCheckingInterval: 10_000,
  // bodies have limits of their own, see limit-body-time.ts
  requestTimeout: 0,
  // longer than proxies keep theirs (nginx: 60 s), or they would send into connections that are just closing
  keepAliveTimeout: 75_000,
};

/** For how long nothing may move on a connection: who does not read an answer holds its descriptors no longer. WebSockets count by themselves. */
export const idleTimeoutMs = 120_000;

/** For the handshake of TLS: whoever connects and says nothing holds a place no longer. */
const handshakeMs = 10_000;

/** How long headers may take, how often that is looked at, and for how long nothing may move. */
export type ServerTimes = { readonly headersTimeout: number; readonly connectionsCheckingInterval: number; readonly idleMs: number };

/** A server for HTTP, or with `tls` for HTTPS by TLS 1.2 or 1.3. Throws where certificate and key cannot be read or do not belong together. */
export function makeServer(tls: Config['tls'], handler: RequestListener, times: Partial<ServerTimes> = {}): Server {
  const { idleMs = idleTimeoutMs, ...others } = times;
  const settings = { ...options, ...others };
  const server =
    tls === null
      ? createServer(settings, handler)
      : // an https server is http's in all that is used of it; their types only lack the common ancestor
        (createTlsServer(
          { ...settings, ...readPair(tls), minVersion: 'TLSv1.2', handshakeTimeout: handshakeMs },
          handler,
        ) as unknown as Server);
  server.setTimeout(idleMs);
  server.maxRequestsPerSocket = 10_000;
  return server;
}

/** The bytes of certificate chain and key. */
export function readPair(tls: NonNullable<Config['tls']>): { readonly cert: Buffer; readonly key: Buffer } {
  return { cert: readFileSync(tls.certificateFile), key: readFileSync(tls.keyFile) };
}
