// Socket.IO and nothing else, set up as the fleet server does: what a connection costs before anything of ours is in it.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const sockets = new Server(http, { transports: ['websocket'], perMessageDeflate: false, httpCompression: false, serveClient: false });
sockets.on('connection', () => undefined);
http.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  process.stdout.write(
    `${JSON.stringify({ event: 'listening', url: `http://127.0.0.1:${address.port}/socket.io/?EIO=4&transport=websocket` })}\n`,
  );
});
process.on('SIGTERM', () => process.exit(0));
