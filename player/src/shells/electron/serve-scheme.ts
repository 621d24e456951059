import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { liveHostOf } from '@gatecast/protocol';
import type { Session } from 'electron';
import { isLiveHost, manifestOfHost } from '../../bridge/bundle-frame.ts';
import { beatPath } from '../../bridge/stage-beat.ts';
import { stageHeadersOf } from '../content-policy.ts';
import type { LiveAllowance } from '../live/live-allowance.ts';
import { servedLivePage } from '../live/live-page.ts';
import type { LivePulses } from '../live/live-pulses.ts';
import { servedBundle } from '../served-bundle.ts';
import { servedFile, type Served, type ServedPlaces } from '../served-file.ts';

export const scheme = 'gatecast';
export const stageOrigin = `${scheme}://stage`;
const stageHeaders = stageHeadersOf(stageOrigin);

/**
 * Serves the stage's page, media by hash and the last handover under a scheme of this application, to this session only:
 * no port is open, and nothing of the network is reachable but the hosts of live URLs where they are allowed.
 */
export function serveScheme(
  session: Session,
  places: ServedPlaces,
  live: LiveAllowance,
  stage: { readonly onBeat: (text: string) => boolean; readonly livePulses: LivePulses },
): void {
  session.protocol.handle(scheme, async (request) => {
    const url = new URL(request.url);
    const range = request.headers.get('range');
    if (isLiveHost(url.host)) {
      return answerWith(request, await servedLivePage(live, stageOrigin, url, stage.livePulses), {});
    }
    const manifestHash = manifestOfHost(url.host);
    if (manifestHash !== null) {
      const place = { mediaFolder: places.mediaFolder, stageOrigin, manifestHash };
      return answerWith(request, await servedBundle(place, request.method, url.pathname, range), {});
    }
    const path = url.host === 'media' ? `/media${url.pathname}` : url.pathname;
    if (url.host !== 'stage' && url.host !== 'media') return new Response(null, { status: 404, headers: stageHeaders });
    if (path === beatPath && request.method === 'POST') {
      return new Response(null, { status: stage.onBeat(await request.text()) ? 204 : 400, headers: stageHeaders });
    }
    return answerWith(request, await servedFile(places, request.method, { pathname: path, search: url.search }, range), stageHeaders);
  });
  session.webRequest.onBeforeRequest((details, decide) => {
    const isOwn = details.url.startsWith(`${scheme}://`) || details.url.startsWith('data:image/');
    decide({ cancel: !isOwn && !live.allowsHost(liveHostOf(details.url)) });
  });
}

/** Whether an address is a page for a frame: of a bundle, or around a live URL, under this application's scheme. */
export function isFrameAddress(url: string): boolean {
  const address = URL.parse(url);
  return address !== null && address.protocol === `${scheme}:` && (manifestOfHost(address.host) !== null || isLiveHost(address.host));
}

/** What is no longer than this is read at once: a stream costs more than a page has, and a start waits for each. */
const largestReadBytes = 1024 * 1024;

async function answerWith({ method }: Request, served: Served, headers: Readonly<Record<string, string>>): Promise<Response> {
  const init = { status: served.status, headers: { ...headers, ...served.headers } };
  if (served.kind === 'refused' || method === 'HEAD') return new Response(null, init);
  if (served.kind === 'bytes') return new Response(new Uint8Array(served.bytes), init);
  if (served.lastByte < served.firstByte) return new Response(null, init);
  if (served.status === 200 && served.lastByte < largestReadBytes) {
    const bytes = await readFile(served.file);
    // a handover may have been put in the place of the one that was measured
    return new Response(bytes, { ...init, headers: { ...init.headers, 'content-length': String(bytes.length) } });
  }
  const stream = createReadStream(served.file, { start: served.firstByte, end: served.lastByte, highWaterMark: 256 * 1024 });
  // the same stream, for which Node and the browser have types of their own
  return new Response(Readable.toWeb(stream) as unknown as BodyInit, init);
}
