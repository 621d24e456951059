// As many bare `ws` clients as there are simulated players, in one process like them. Says when the last one has heard.
import { performance } from 'node:perf_hooks';
import { WebSocket } from 'ws';

const [url = '', countText = '0'] = process.argv.slice(2);
const count = Number(countText);
const atOnce = 50;
let opened = 0;
let heard = 0;
let firstAtMs = 0;

function say(event: object): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

function open(): void {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  socket.on('open', () => {
    opened += 1;
    if (opened === count) say({ event: 'connected', players: opened });
    if (started < count) start();
  });
  socket.on('message', () => {
    const now = performance.timeOrigin + performance.now();
    if (heard === 0) firstAtMs = now;
    heard += 1;
    if (heard < count) return;
    heard = 0;
    say({ event: 'heard', firstAtMs, lastAtMs: now });
  });
}

let started = 0;
function start(): void {
  started += 1;
  open();
}
for (let index = 0; index < Math.min(atOnce, count); index += 1) start();
process.on('SIGTERM', () => process.exit(0));
