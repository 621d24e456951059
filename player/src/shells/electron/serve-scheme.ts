import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { Session } from 'electron';
import { beatPath } from '../../bridge/stage-beat.ts';
import { stageHeaders } from '../content-policy.ts';
import { servedFile, type ServedPlaces } from '../served-file.ts';

export const scheme = 'gatecast';
export const stageOrigin = `${scheme}://stage`;

/**
 * Serves the stage's page, media by hash and the last handover under a scheme of this application, to this session only:
 * no port is open, and nothing of the network is reachable from the page.
 */
export function serveScheme(session: Session, places: ServedPlaces, onBeat: (text: string) => boolean): void {
  session.protocol.handle(scheme, async (request) => {
    const url = new URL(request.url);
    const path = url.host === 'media' ? `/media${url.pathname}` : url.pathname;
    if (url.host !== 'stage' && url.host !== 'media') return new Response(null, { status: 404, headers: stageHeaders });
    if (path === beatPath && request.method === 'POST') {
      return new Response(null, { status: onBeat(await request.text()) ? 204 : 400, headers: stageHeaders });
    }
    const served = await servedFile(places, request.method, path, request.headers.get('range'));
    const init = { status: served.status, headers: { ...stageHeaders, ...served.headers } };
    if (served.kind === 'refused' || request.method === 'HEAD' || served.lastByte < served.firstByte) return new Response(null, init);
    const stream = createReadStream(served.file, { start: served.firstByte, end: served.lastByte, highWaterMark: 256 * 1024 });
    return new Response(Readable.toWeb(stream) as unknown as BodyInit, init);
  });
  session.webRequest.onBeforeRequest((details, decide) => {
    const isOwn = details.url.startsWith(`${scheme}://`) || details.url.startsWith('data:image/');
    decide({ cancel: !isOwn });
  });
}
