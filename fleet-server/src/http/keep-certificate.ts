import type { Clock } from '@gatecast/clock';
import { X509Certificate } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import type { Server } from 'node:http';
import { Server as TlsServer } from 'node:tls';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { Config } from '../config.ts';
import { readPair } from './make-server.ts';

const lookEveryMs = 5_000;
const dayMs = 86_400_000;

/** What a TLS handshake with this server shows. */
export type ServedCertificate = {
  /** The first name or address that it is for; where it has none, its subject's. */
  readonly name: string;
  readonly endsAtMs: number;
};

/** Enough to renew by hand; who renews by machine (ACME: 30 days before the end) is never warned. What was near its end is well with a day more. */
export const certificateLimits = { warnMs: 21 * dayMs, wellMs: 22 * dayMs } as const;

/**
 * Serves a renewed certificate without a restart: looks at both files every five seconds, as links that are exchanged as a whole (Kubernetes,
 * certbot) are seen by no watcher of files alike. Connections that are open stay as they are. A pair that is not whole yet, or not a pair, is
 * told and the old one goes on. Tells in the log each day, and as a metric, when the certificate's end is near.
 */
export function keepCertificate(
  http: Server,
  tls: Config['tls'],
  deps: { readonly clock: Clock; readonly log: FastifyBaseLogger; readonly registry: Registry },
): { readonly served: () => ServedCertificate | null; readonly close: () => void } {
  const { clock, log } = deps;
  const registers = [deps.registry];
  const help = 'Days until the certificate of this server ends; nothing where it has none';
  const days = new Gauge({ name: 'gatecast_certificate_days', help, labelNames: ['file'], registers });
  const reloads = new Counter({
    name: 'gatecast_certificate_reloads_total',
    help: 'Changed certificates, taken over or refused',
    labelNames: ['result'],
    registers,
  });
  if (tls === null) return { served: () => null, close: () => undefined };
  const pair = tls;
  const secure = tlsOf(http);
  let current = textOf(readPair(pair));
  let served = certificateOf(current);
  let tried = '';
  let warnedMs = -Infinity;

  function look(): void {
    try {
      const found = textOf(readPair(pair));
      if (found !== current && found !== tried) {
        tried = found;
        const [cert = '', key = ''] = found.split('\0');
        secure.setSecureContext({ cert, key, minVersion: 'TLSv1.2' });
        current = found;
        served = certificateOf(found);
        reloads.inc({ result: 'taken' });
        log.info({ endsAt: new Date(served.endsAtMs).toISOString() }, 'the certificate was renewed');
      }
    } catch (error) {
      reloads.inc({ result: 'refused' });
      log.error({ err: error }, 'the changed certificate or key cannot be used; the old one is served on');
    }
    const nowMs = clock.nowMs();
    const leftMs = served.endsAtMs - nowMs;
    days.set({ file: pair.certificateFile }, leftMs / dayMs);
    if (leftMs < certificateLimits.warnMs && nowMs - warnedMs >= dayMs) {
      warnedMs = nowMs;
      log.warn(
        { days: Math.floor(leftMs / dayMs), endsAt: new Date(served.endsAtMs).toISOString() },
        'the certificate ends soon; renew it',
      );
    }
    cancel = clock.after(lookEveryMs, look);
  }
  let cancel = clock.after(0, look);
  return { served: () => served, close: () => cancel() };
}

function textOf({ cert, key }: ReturnType<typeof readPair>): string {
  return `${cert.toString('latin1')}\0${key.toString('latin1')}`;
}
/** Of the certificate itself, not of its chain: authorities leave ended roots in there on purpose. */
function certificateOf(pair: string): ServedCertificate {
  const { subjectAltName = '', subject, validToDate } = new X509Certificate(pair.split('\0', 1)[0] ?? '');
  const named = subjectAltName.split(', ', 1)[0]?.replace(/^[^:]*:/, '') ?? '';
  return { name: (named === '' ? subject.replaceAll('\n', ', ') : named).slice(0, 200), endsAtMs: validToDate.getTime() };
}
function tlsOf(server: unknown): TlsServer {
  if (server instanceof TlsServer) return server;
  throw new Error('a server without TLS has no certificate');
}
