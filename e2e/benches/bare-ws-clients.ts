// As many bare `ws` clients as there are simulated players, in one process like them. Says when the last one has heard. Where the connection
// breaks each comes back by the rule of `packages/player-link/src/reconnect-delay.ts`, and it says `connected` again.
// Of a Socket.IO server they join its main namespace and answer its pings.
import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { WebSocket } from 'ws';

const [url = '', countText = '0'] = process.argv.slice(2);
const count = Number(countText);
const isSocketIo = url.includes('/socket.io/');
/** Packets of Engine.IO, version 4, and Socket.IO's first in one of them. */
const packets = { open: '0', ping: '2', pong: '3', join: '40' };
const atOnce = 50;
const triedForMs = 10_000;
const firstMs = 1_000;
const longestMs = 30_000;
const nowMs = () => performance.timeOrigin + performance.now();
let opened = 0;
let heard = 0;
let firstAtMs = 0;

function say(event: object): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

function delayMs(index: number, attempt: number): number {
  const ceiling = Math.min(firstMs * 2 ** Math.min(attempt - 1, 30), longestMs);
  const share = createHash('sha256').update(`client ${index} ${attempt}`).digest().readUInt32BE(0) / 2 ** 32;
  return Math.round(ceiling * (0.2 + 0.8 * share));
}

function open(index: number, attempt: number): void {
  const socket = new WebSocket(url, { perMessageDeflate: false, handshakeTimeout: triedForMs });
  let isOpen = false;
  socket.on('open', () => {
    isOpen = true;
    opened += 1;
    if (opened === count) say({ event: 'connected', players: opened, atMs: nowMs() });
    if (started < count) start();
  });
  // what it was is told by `close`, which follows
  socket.on('error', () => undefined);
  socket.on('close', () => {
    if (isOpen) opened -= 1;
    const next = isOpen ? 1 : attempt + 1;
    setTimeout(() => open(index, next), delayMs(index, next));
  });
  // `nodebuffer`, as it is unless told: all of a message in one
  socket.on('message', (data: Buffer) => {
    if (isSocketIo) return answerSocketIo(socket, data.toString());
    const atMs = nowMs();
    if (heard === 0) firstAtMs = atMs;
    heard += 1;
    if (heard < count) return;
    heard = 0;
    say({ event: 'heard', firstAtMs, lastAtMs: atMs });
  });
}

function answerSocketIo(socket: WebSocket, said: string): void {
  if (said === packets.ping) socket.send(packets.pong);
  else if (said.startsWith(packets.open)) socket.send(packets.join);
}

let started = 0;
function start(): void {
  open(started++, 0);
}
for (let index = 0; index < Math.min(atOnce, count); index += 1) start();
process.on('SIGTERM', () => process.exit(0));
