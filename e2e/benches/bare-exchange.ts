// The least that can have as many messages between as many: `ws` and nothing else. As `server`, POST / tells everybody that there is a
// release; as `clients`, each asks for it, is given as many bytes as the body had, and reports three times, each answered.
import { createServer } from 'node:http';
import { performance } from 'node:perf_hooks';
import { WebSocket, WebSocketServer } from 'ws';

const [role, url = '', countText = '0'] = process.argv.slice(2);
const reports = ['delivered', 'prepared', 'active'];

function say(event: object): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

function serve(): void {
  let document = '';
  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      document = Buffer.concat(chunks).toString();
      for (const client of sockets.clients) client.send('told');
      response.end(JSON.stringify({ cpuMs: process.cpuUsage().user / 1_000 + process.cpuUsage().system / 1_000 }));
    });
  });
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
  sockets.on('connection', (socket) => {
    socket.on('message', (bytes: Buffer) => socket.send(bytes.toString() === 'get' ? document : 'stored'));
  });
  http.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
    const address = http.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    say({ event: 'listening', url: `http://127.0.0.1:${address.port}` });
  });
}

function connect(): void {
  const count = Number(countText);
  let started = 0;
  let opened = 0;
  let finished = 0;
  function open(): void {
    started += 1;
    const socket = new WebSocket(url, { perMessageDeflate: false });
    let step = 0;
    socket.on('open', () => {
      opened += 1;
      if (opened === count) say({ event: 'connected', players: opened });
      if (started < count) open();
    });
    socket.on('message', (bytes: Buffer) => {
      if (bytes.toString() === 'told') {
        step = 0;
        return socket.send('get');
      }
      const report = reports[step++];
      if (report !== undefined) return socket.send(report);
      finished += 1;
      if (finished < count) return undefined;
      finished = 0;
      return say({ event: 'finished', lastAtMs: performance.timeOrigin + performance.now() });
    });
  }
  for (let index = 0; index < Math.min(50, count); index += 1) open();
}

if (role === 'server') serve();
else connect();
process.on('SIGTERM', () => process.exit(0));
