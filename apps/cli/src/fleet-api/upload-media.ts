import { contentRoutes, mediaSchema, type Media } from '@gatecast/protocol';
import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../refusal.ts';
import { request, type Session } from './session.ts';

const ingestMs = 300_000;
const askEveryMs = 250;

/** Uploads one file and waits until the server has made it playable. A Failure carries the server's reason. */
export async function uploadMedia(session: Session, path: string): Promise<Media> {
  const form = new FormData();
  form.append('file', await openAsBlob(path), basename(path));
  const response = await request(session.serverUrl, contentRoutes.uploadMedia.path, {
    method: 'POST',
    headers: session.headers(),
    body: form,
  });
  if (!response.ok) throw new Failure(`Upload of ${basename(path)} failed with status ${response.status}: ${await response.text()}`);
  let media = mediaSchema.parse(await response.json());
  for (
    const endMs = Date.now() + ingestMs;
    media.state !== 'ready';
    media = await session.call(contentRoutes.getMedia, { params: { mediaId: media.id } })
  ) {
    if (media.state === 'failed') throw new Failure(`${basename(path)} cannot be played: ${media.problem}`);
    if (Date.now() > endMs) throw new Failure(`${basename(path)} was not ready after ${ingestMs / 60_000} minutes.`);
    await wait(askEveryMs);
  }
  return media;
}
