import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { WebSocketServer, type WebSocket } from 'ws';
import { beatPath, largestBeat, stagePath, startPath, type StageMode } from '../../bridge/stage-beat.ts';
import { isLiveHost, manifestOfHost } from '../../bridge/bundle-frame.ts';
import { bridgePath } from '../../bridge/stage-port-names.ts';
import { stageHeadersOf } from '../content-policy.ts';
import { liveAllowance } from '../live/live-allowance.ts';
import { servedLivePage } from '../live/live-page.ts';
import type { LivePulses } from '../live/live-pulses.ts';
import { servedBundle } from '../served-bundle.ts';
import { servedFile, type Served, type ServedPlaces } from '../served-file.ts';

const cookieName = 'gatecast';
/** A search query or a list of 200 exposures is far below this. */
const largestMessageBytes = 512 * 1024;

export type LoopbackServer = {
  readonly origin: string;
  /** An address of the stage that lets one browser in, once. */
  readonly startUrl: () => string;
  readonly close: () => Promise<void>;
};

/**
 * Serves one stage on this machine: its page, media and last handover, and the bridge to the agent. Other programs of the
 * machine, and pages in other browsers, are kept out: loopback address, random port, exact Host and Origin, and a cookie
 * that is given once, for a token that works once.
 */
export async function loopbackServer(
  places: ServedPlaces,
  onBridge: (socket: WebSocket) => void,
  canBridge: () => boolean,
  stage: {
    readonly mode: () => StageMode;
    readonly onBeat: (text: string) => boolean;
    readonly livePulses: LivePulses;
  },
): Promise<LoopbackServer> {
  const secret = randomBytes(32).toString('hex');
  const tokens = new Set<string>();
  let host = '';
  let stageHeaders = stageHeadersOf('');
  const live = liveAllowance(places.handoverFolder, () => stage.mode() !== 'plan');

  function isStage(request: IncomingMessage): boolean {
    const cookies = (request.headers.cookie ?? '').split(/;\s*/);
    return cookies.some((cookie) => cookie.startsWith(`${cookieName}=`) && isSame(cookie.slice(cookieName.length + 1), secret));
  }
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', `http://${host}`);
    const stageOrigin = `http://${host}`;
    const frameHost = frameHostOf(request.headers.host ?? '', host);
    if (isLiveHost(frameHost)) {
      return send(request, response, await servedLivePage(live, stageOrigin, url, stage.livePulses), {});
    }
    const manifestHash = manifestOfHost(frameHost);
    if (manifestHash !== null) {
      const place = { mediaFolder: places.mediaFolder, stageOrigin, manifestHash };
      return send(request, response, await servedBundle(place, request.method ?? '', url.pathname, request.headers.range ?? null), {});
    }
    if (request.headers.host !== host) return refuse(response, 421);
    if (url.pathname === startPath) {
      if (!tokens.delete(url.searchParams.get('token') ?? '')) return refuse(response, 403);
      const cookie = `${cookieName}=${secret}; Path=/; HttpOnly; SameSite=Strict`;
      // the stage itself, and not a way to it: each page on the way is time in which the glass is dark
      const page = await servedFile(places, 'GET', { pathname: '/', search: url.search }, null);
      return send(
        request,
        response,
        { ...page, headers: { ...page.headers, 'cache-control': 'no-store' } },
        { ...stageHeaders, 'set-cookie': cookie },
      );
    }
    if (!isStage(request)) return refuse(response, 403);
    if (url.pathname === beatPath && request.method === 'POST') {
      return void response.writeHead(stage.onBeat(await textOf(request)) ? 204 : 400, stageHeaders).end();
    }
    const served = await servedFile(places, request.method ?? '', url, request.headers.range ?? null);
    await send(request, response, served, stageHeaders);
  }
  function refuse(response: ServerResponse, status: number): void {
    response.writeHead(status, { ...stageHeaders, 'content-type': 'text/plain' }).end();
  }
  const http = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // a browser that seeks in a film drops what it asked for, and one that died takes its answer no more; a file that vanished is a 500
      if (response.headersSent) response.destroy();
      else refuse(response, 500);
      if (!isGone((error as NodeJS.ErrnoException).code)) console.error('loopback server', error);
    });
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessageBytes, perMessageDeflate: false });
  http.on('upgrade', (request, socket, head) => {
    const isOurs =
      request.headers.host === host && request.headers.origin === `http://${host}` && request.url === bridgePath && isStage(request);
    // without an agent there is nobody to speak with; the stage asks again
    if (!isOurs || !canBridge()) return socket.end(`HTTP/1.1 ${isOurs ? '503 Service Unavailable' : '403 Forbidden'}\r\n\r\n`);
    sockets.handleUpgrade(request, socket, head, onBridge);
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(0, '127.0.0.1', resolve);
  });
  host = `127.0.0.1:${(http.address() as AddressInfo).port}`;
  stageHeaders = stageHeadersOf(`http://${host}`);
  return {
    origin: `http://${host}`,
    startUrl() {
      tokens.clear();
      const token = randomBytes(32).toString('hex');
      tokens.add(token);
      const { search } = new URL(stagePath(stage.mode()), `http://${host}`);
      return `http://${host}${startPath}?token=${token}${search.replace('?', '&')}`;
    },
    close() {
      for (const client of sockets.clients) client.terminate();
      http.closeAllConnections();
      return new Promise((resolve) => http.close(() => resolve()));
    },
  };
}

/** Whether an answer failed because nobody is there any more to take it. */
function isGone(code: string | undefined): boolean {
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ERR_STREAM_UNABLE_TO_PIPE';
}

/** The body, as far as a beat may reach; the rest makes it none. */
async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request.setEncoding('utf8') as AsyncIterable<string>) if (text.length <= largestBeat) text += part;
  return text;
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  served: Served,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  response.writeHead(served.status, { ...headers, ...served.headers });
  if (served.kind === 'refused' || request.method === 'HEAD') return void response.end();
  if (served.kind === 'bytes') return void response.end(served.bytes);
  if (served.lastByte < served.firstByte) return void response.end();
  await pipeline(createReadStream(served.file, { start: served.firstByte, end: served.lastByte, highWaterMark: 256 * 1024 }), response);
}

/** The name for frames that a Host header names, at exactly this server's port; empty where it names none. */
function frameHostOf(header: string, host: string): string {
  const end = host.slice(host.indexOf(':'));
  return header.endsWith(`.localhost${end}`) ? header.slice(0, -end.length) : '';
}

function isSame(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
