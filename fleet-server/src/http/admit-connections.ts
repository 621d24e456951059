import { isWithin } from '@gatecast/public-address';
import { problemOf, type Problem } from '@gatecast/protocol';
import type { FastifyBaseLogger } from 'fastify';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import { Server as TlsServer } from 'node:tls';
import type { ConnectionLimits } from './connection-limits.ts';
import { limitKeyOf } from './peer-address.ts';

/** What newcomers were told, for whoever counts. */
export type Turned = 'full' | 'address' | 'dropped';

export type Admission = {
  readonly limits: ConnectionLimits;
  readonly open: () => number;
  /** Called for each connection that was not let in. */
  readonly onTurnedAway: (tell: (why: Turned) => void) => void;
};

const retryAfterMs = 10_000;
/** For a newcomer to ask and to read the refusal. */
const refusalMs = 5_000;
const sayEveryMs = 60_000;

/**
 * Counts connections before anything serves them. Those beyond the limits get an answer, 503 or 429 with Retry-After, whatever they ask for, and
 * what is open stays open. Connections of `proxies` are of many people and count in the total only.
 */
export function admitConnections(
  server: Server,
  options: { readonly limits: ConnectionLimits; readonly proxies: readonly string[]; readonly log: FastifyBaseLogger },
): Admission {
  const { limits, log } = options;
  const isProxy = isWithin(options.proxies);
  const perAddress = new Map<string, number>();
  const leaveOf = new WeakMap<Socket, () => void>();
  const told = new Set<(why: Turned) => void>();
  let open = 0;
  let saidMs = -Infinity;

  // with TLS an answer can be read only after the handshake
  const event = server instanceof TlsServer ? 'secureConnection' : 'connection';
  const serve = server.listeners(event) as ((socket: Socket) => void)[];
  server.removeAllListeners(event);
  server.on(event, (socket: Socket) => {
    const address = limitKeyOf(socket.remoteAddress ?? '');
    const isCounted = !isProxy((socket.remoteAddress ?? '').replace(/^::ffff:/, ''));
    if (open >= limits.total) return turnAway(socket, 'full');
    if (isCounted && (perAddress.get(address) ?? 0) >= limits.perAddress) return turnAway(socket, 'address');
    open += 1;
    socket.once('close', () => (open -= 1));
    if (isCounted) count(socket, address);
    for (const listener of serve) listener.call(server, socket);
  });
  if (server instanceof TlsServer) boundHandshakes(server, { isProxy, perAddress: limits.perAddress, onDropped: () => tell('address') });
  server.maxConnections = limits.total + limits.toldToWait;
  server.on('drop', () => tell('dropped'));
  server.on('upgrade', ({ socket }) => leaveOf.get(socket)?.());

  function count(socket: Socket, address: string): void {
    perAddress.set(address, (perAddress.get(address) ?? 0) + 1);
    const leave = () => {
      if (!leaveOf.delete(socket)) return;
      const left = (perAddress.get(address) ?? 1) - 1;
      if (left === 0) perAddress.delete(address);
      else perAddress.set(address, left);
    };
    leaveOf.set(socket, leave);
    socket.once('close', leave);
  }
  function tell(why: Turned): void {
    for (const listener of told) listener(why);
    const nowMs = performance.now();
    if (nowMs - saidMs < sayEveryMs) return;
    saidMs = nowMs;
    log.warn({ why, open, limits }, 'connections are turned away: more than this server holds, or than one address may have');
  }
  function turnAway(socket: Socket, why: 'full' | 'address'): void {
    tell(why);
    const problem =
      why === 'full'
        ? problemOf('overloaded', 'this server holds as many connections as it can', { retryAfterMs, limit: limits.total })
        : problemOf('too-many', 'too many connections from this address', { retryAfterMs, limit: limits.perAddress });
    const timer = setTimeout(() => socket.destroy(), refusalMs);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => clearTimeout(timer));
    // after it has asked: an answer that comes before is lost with the reset that unread bytes bring
    socket.once('data', () => socket.end(rawProblem(problem)));
  }

  return {
    limits,
    open: () => open,
    onTurnedAway: (listener) => void told.add(listener),
  };
}

/**
 * Who is still shaking hands is no connection yet and counts nowhere else: beyond so many from one address newcomers are closed without a
 * word, as TLS has none for it. What shakes hands is what is connected and not yet secure, by both counts of an address.
 */
function boundHandshakes(
  server: TlsServer,
  {
    isProxy,
    perAddress,
    onDropped,
  }: { readonly isProxy: (address: string) => boolean; readonly perAddress: number; readonly onDropped: () => void },
): void {
  const shaking = new Map<string, number>();
  const add = (address: string, by: 1 | -1): void => {
    const count = (shaking.get(address) ?? 0) + by;
    if (count === 0) shaking.delete(address);
    else shaking.set(address, count);
  };
  /** null: of a proxy, which is not counted. */
  const countedAs = ({ remoteAddress = '' }: Socket): string | null =>
    isProxy(remoteAddress.replace(/^::ffff:/, '')) ? null : limitKeyOf(remoteAddress);
  const shake = server.listeners('connection') as ((socket: Socket) => void)[];
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    const address = countedAs(socket);
    if (address !== null && (shaking.get(address) ?? 0) >= perAddress) {
      onDropped();
      socket.destroy();
      return;
    }
    if (address !== null) {
      add(address, 1);
      socket.once('close', () => add(address, -1));
    }
    for (const listener of shake) listener.call(server, socket);
  });
  server.prependListener('secureConnection', (socket: Socket) => {
    const address = countedAs(socket);
    if (address === null) return;
    add(address, -1);
    socket.once('close', () => add(address, 1));
  });
}

/** A problem as it is written where no framework is in between. */
export function rawProblem(problem: Problem): string {
  const body = JSON.stringify(problem);
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
    ...(problem.retryAfterMs === undefined ? [] : [`Retry-After: ${Math.ceil(problem.retryAfterMs / 1_000)}`]),
    '',
    body,
  ].join('\r\n');
}
