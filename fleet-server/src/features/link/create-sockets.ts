import type { Clock } from '@gatecast/clock';
import { wireLimits } from '@gatecast/protocol';
import type { FastifyInstance } from 'fastify';
import { ServerResponse, type IncomingMessage } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { Config } from '../../config.ts';
import type { ConnectionLimits } from '../../http/connection-limits.ts';
import { isOwnOrigin } from '../../http/check-origin.ts';
import { watchLoopLag } from '../../http/loop-lag.ts';
import { createPeerAddress, limitKeyOf, type PeerAddress } from '../../http/peer-address.ts';
import { keepMaskOnly } from './keep-mask-only.ts';
import { createStrangerBook } from './stranger-book.ts';
import { createTalkLimit, type TalkBudget } from './talk-limit.ts';
import { watchUnread } from './watch-unread.ts';

/** For the body of a long poll's POST to come. */
const bodyMs = 60_000;
/** Of all connections, so that players leave room for people and downloads. */
const share = 0.8;
/** A newcomer has ten seconds to prove itself, and several turns of the loop to wait for meanwhile. */
const mostLateMs = 2_500;

export type Sockets = {
  readonly server: Server;
  /** Says that a connection has proved who it is: it is no stranger any more, and may say so much. */
  readonly trust: (socket: Socket, budget: TalkBudget) => void;
  /** Lets go of the request that a connection began with, some kilobytes each: all that is wanted of it later is its address. */
  readonly forgetRequest: (socket: Socket) => void;
  /** What limits by address count a socket by. */
  readonly addressOf: (socket: Socket) => string;
};

/**
 * Socket.IO on the HTTP server: WebSocket, and long polls for players behind proxies that let none pass, whose polls a proxy before several
 * nodes must send to one node (WIRE.md). Deflate off (230 KB a connection
 * and 5 to 7 times slower); connection state recovery off (it drops packets that ask for an acknowledgement). Every connection
 * has a budget of packets and bytes, from its first byte on, and strangers are counted.
 */
export function createSockets(
  http: FastifyInstance,
  config: Pick<Config, 'publicUrl' | 'trustedProxies'>,
  { clock, limits }: { readonly clock: Pick<Clock, 'monotonicMs'>; readonly limits: Pick<ConnectionLimits, 'total'> },
): Sockets {
  const most = Math.floor(limits.total * share);
  const peerAddress: PeerAddress = createPeerAddress(config.trustedProxies);
  const strangers = createStrangerBook();
  const lag = watchLoopLag();
  const doors = new WeakMap<
    object,
    { readonly address: string; readonly allow: (budget: TalkBudget) => void; readonly leave: () => void }
  >();
  /** What Engine.IO gives to middleware as answer of an upgrade: it lives as long as the connection, and holds the request. */
  const upgrades = new WeakMap<object, object>();
  const server = new Server(http.server, {
    transports: ['websocket', 'polling'],
    // a player chooses its way; what begins as long polls stays that
    allowUpgrades: false,
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: wireLimits.frameBytes,
    connectTimeout: wireLimits.proofTimeoutMs,
    pingInterval: 20_000,
    pingTimeout: 15_000,
    allowRequest: (request, decide) => {
      if (!isOwnOrigin(request.headers, config.publicUrl)) return decide('this page is not of this server', false);
      // JSONP is a script that any page may load
      if (new URL(request.url ?? '/', 'http://here').searchParams.has('j')) return decide('no JSONP here', false);
      const address = limitKeyOf(peerAddress(request.socket.remoteAddress, request.headers));
      // behind with those who are here, it takes nobody else: they would be given up half served, and come again
      const isBehind = lag.lateMs() > mostLateMs;
      decide(null, !isBehind && server.engine.clientsCount < most && strangers.hasRoom(address));
    },
  });
  server.engine.use((request: IncomingMessage, response: object, next: () => void) => {
    if (!(response instanceof ServerResponse)) {
      upgrades.set(request, response);
      return next();
    }
    // Fastify's limits do not see long polls
    const timer = setTimeout(() => !request.complete && request.destroy(), bodyMs);
    timer.unref();
    request.once('close', () => clearTimeout(timer));
    next();
  });
  // Socket.IO's own namespace serves nothing, and whoever joined it could stay for ever
  server.of('/').use((_socket, next) => next(new Error('no such namespace')));
  server.engine.on('connection', (connection: EngineConnection) => {
    const talk = createTalkLimit(clock);
    const address = limitKeyOf(peerAddress(connection.remoteAddress, connection.request.headers));
    const leave = strangers.enter(address);
    doors.set(connection, { address, allow: talk.allow, leave });
    connection.on('close', leave);
    connection.on('packet', ({ data }: { readonly data?: string | Buffer }) => {
      // a WebSocket, where it is none of long polls
      keepMaskOnly(Reflect.get(connection.transport, 'socket'));
      if (talk.take(data?.length ?? 0)) return;
      http.log.warn({ address: connection.remoteAddress }, 'a connection that said too much was ended');
      connection.close(true);
    });
  });
  // the log has the reason; a client that speaks nonsense is not a failure of the server
  server.engine.on('connection_error', (error: { code: number; message: string }) => {
    http.log.debug({ code: error.code, reason: error.message }, 'a handshake was refused');
  });
  const unread = watchUnread(server, {
    onEnded: (address, bytes) => http.log.warn({ address, bytes }, 'a connection that does not read was ended'),
  });
  http.addHook('preClose', async () => {
    unread.close();
    server.disconnectSockets(true);
    server.engine.close();
    lag.close();
  });
  return {
    server,
    trust(socket, budget) {
      const door = doors.get(socket.conn);
      door?.allow(budget);
      door?.leave();
    },
    forgetRequest(socket) {
      // Engine.IO's way, which its types do not know
      const upgrade = upgrades.get(socket.conn.request);
      if (upgrade !== undefined) Reflect.set(upgrade, 'req', null);
      Reflect.set(socket.conn, 'request', null);
      socket.handshake.headers = {};
      socket.handshake.query = {};
      socket.handshake.url = '';
    },
    addressOf: (socket) => doors.get(socket.conn)?.address ?? '',
  };
}

type EngineConnection = Socket['conn'];
