import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocketServer, type WebSocket } from 'ws';
import type { AgentToStage, Exposure, Handover, StageState, StageToAgent } from '../../src/bridge/bridge.ts';
import type { StageStrike } from '../../src/bridge/strike.ts';
import { beatPath } from '../../src/bridge/stage-beat.ts';
import { handoverParts, handoverPath, type HandoverPart } from '../../src/bridge/stage-port-names.ts';
import type { Handed } from './release-fixture.ts';

// A shell and an agent as small as they can be: the built stage over HTTP under the strictest policy, and the far end of the bridge.

/** Where `build:stage` puts the page. */
export const builtStage = fileURLToPath(new URL('../../dist/stage', import.meta.url));
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "media-src 'self'",
  "connect-src 'self' ws:",
].join('; ');
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

export type StageServer = {
  readonly url: string;
  /** What the shell kept of the last agent; null: nothing. */
  keptHandover: Handed | null;
  /** Files by hash. */
  readonly media: Map<string, { readonly path: string; readonly mime: string }>;
  readonly states: StageState[];
  /** The last that the stage told of what failed; null: it has told nothing. */
  strikes: readonly StageStrike[] | null;
  readonly exposures: Exposure[];
  /** Refuses the bridge while false; those open are cut. */
  setAgentAlive: (isAlive: boolean) => void;
  send: (message: AgentToStage) => void;
  /** Hands over every part, or only what is named. */
  hand: (handed: Handed, parts?: readonly HandoverPart[]) => void;
  /** Called with every message of the stage. */
  onMessage: (message: StageToAgent) => void;
  /** Forgets what was heard and what was last handed over. */
  forget: () => void;
  close: () => Promise<void>;
};

export async function startStageServer(built: string = builtStage): Promise<StageServer> {
  let isAgentAlive = true;
  const sockets = new Set<WebSocket>();
  const last = new Map<HandoverPart, Handover>();
  const http = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://stage').pathname);
    response.setHeader('content-security-policy', policy);
    const part = handoverParts.find((one) => path === handoverPath(one));
    if (part !== undefined) {
      if (server.keptHandover === null) return void response.writeHead(404).end();
      return void response.setHeader('content-type', 'application/json').end(JSON.stringify(server.keptHandover[part]));
    }
    if (path === beatPath) return void response.writeHead(204).end();
    if (path.startsWith('/media/')) {
      const file = server.media.get(path.slice('/media/'.length));
      return file === undefined ? void response.writeHead(404).end() : sendFile(response, file.path, file.mime, request.headers.range);
    }
    const file = join(built, path === '/' ? 'index.html' : path);
    if (!existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end();
    sendFile(response, file, types[extname(file)] ?? 'application/octet-stream', undefined);
  });
  const bridge = new WebSocketServer({ noServer: true });
  http.on('upgrade', (request, socket, head) => {
    if (!isAgentAlive || request.url !== '/bridge') return void socket.destroy();
    bridge.handleUpgrade(request, socket, head, (opened) => {
      sockets.add(opened);
      opened.on('close', () => sockets.delete(opened));
      opened.on('message', (data: Buffer) => hear(JSON.parse(data.toString('utf8')) as StageToAgent));
      for (const one of handoverParts) {
        const handover = last.get(one);
        if (handover !== undefined) opened.send(JSON.stringify({ kind: 'handover', handover } satisfies AgentToStage));
      }
    });
  });
  function hear(message: StageToAgent): void {
    if (message.kind === 'state') server.states.push(message.state);
    if (message.kind === 'strikes') server.strikes = message.strikes;
    if (message.kind === 'exposures') {
      const known = new Set(server.exposures.map((one) => one.sequence));
      server.exposures.push(...message.exposures.filter((one) => !known.has(one.sequence)));
      server.send({
        kind: 'exposures-taken',
        stageId: message.stageId,
        through: Math.max(...message.exposures.map((one) => one.sequence)),
      });
    }
    server.onMessage(message);
  }
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('the stage server has no port');
  const server: StageServer = {
    url: `http://127.0.0.1:${address.port}/`,
    keptHandover: null,
    media: new Map(),
    states: [],
    exposures: [],
    strikes: null,
    onMessage: () => undefined,
    setAgentAlive(isAlive) {
      isAgentAlive = isAlive;
      if (!isAlive) for (const socket of sockets) socket.terminate();
    },
    send(message) {
      if (message.kind === 'handover') last.set(message.handover.part, message.handover);
      for (const socket of sockets) socket.send(JSON.stringify(message));
    },
    hand(handed, parts = handoverParts) {
      for (const part of parts) server.send({ kind: 'handover', handover: handed[part] });
    },
    forget() {
      last.clear();
      server.states.length = 0;
      server.exposures.length = 0;
      server.strikes = null;
      server.onMessage = () => undefined;
    },
    async close() {
      for (const socket of sockets) socket.terminate();
      bridge.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
  return server;
}

function sendFile(response: ServerResponse, path: string, mime: string, range: string | undefined): void {
  const size = statSync(path).size;
  response.setHeader('content-type', mime);
  response.setHeader('accept-ranges', 'bytes');
  const [, from = '0', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  const start = Number(from);
  const end = to === '' ? size - 1 : Number(to);
  if (range !== undefined) response.writeHead(206, { 'content-range': `bytes ${start}-${end}/${size}`, 'content-length': end - start + 1 });
  createReadStream(path, { start, end })
    .on('error', () => response.destroy())
    .pipe(response);
}
