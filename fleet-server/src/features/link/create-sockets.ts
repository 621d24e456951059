import type { FastifyInstance } from 'fastify';
import { wireLimits } from '@gatecast/protocol';
import { Server } from 'socket.io';
import { isOwnOrigin } from '../../http/check-origin.ts';

/** A server that runs out of file descriptors serves nobody; it refuses newcomers before. */
const maxConnections = 20_000;

/**
 * Socket.IO on the HTTP server. WebSocket only, so that no sticky sessions are needed; deflate off (230 KB a connection
 * and 5 to 7 times slower); connection state recovery off (it drops packets that ask for an acknowledgement).
 */
export function createSockets(http: FastifyInstance, publicUrl: string | null): Server {
  const sockets = new Server(http.server, {
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: wireLimits.frameBytes,
    connectTimeout: wireLimits.proofTimeoutMs,
    pingInterval: 20_000,
    pingTimeout: 15_000,
    allowRequest: (request, decide) => {
      if (!isOwnOrigin(request.headers, publicUrl)) return decide('this page is not of this server', false);
      decide(null, sockets.engine.clientsCount < maxConnections);
    },
  });
  // the log has the reason; a client that speaks nonsense is not a failure of the server
  sockets.engine.on('connection_error', (error: { code: number; message: string }) => {
    http.log.debug({ code: error.code, reason: error.message }, 'a handshake was refused');
  });
  http.addHook('preClose', async () => {
    sockets.disconnectSockets(true);
    sockets.engine.close();
  });
  return sockets;
}
