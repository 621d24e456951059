import {
  contentRoutes,
  fleetRoutes,
  mediaPath,
  mediaSchema,
  objectPath,
  releaseEnvelopeSchema,
  scheduleRoutes,
  signedDocumentSchema,
} from '@gatecast/protocol';
import { openRelease } from '@gatecast/releases';
import { nameOfBytes } from '@gatecast/signing';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approve, hirePeople, makeSite, openContentWorld, until, type Caller, type ContentWorld, type People } from './content-world.ts';
import { makeFilm, photo } from './sample-files.ts';
import { connectTestPlayer, deviceKey, knock } from './test-device.ts';

let world: ContentWorld;
let people: People;
beforeAll(async () => {
  world = await openContentWorld();
  people = await hirePeople(world);
});
afterAll(async () => world.close());

async function upload(editor: Caller, name: string, bytes: Buffer) {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)]), name);
  const response = await fetch(`${world.url}/api/media`, { method: 'POST', body: form, headers: { cookie: editor.cookie } });
  const { id: mediaId } = mediaSchema.parse(await response.json());
  return until('the file is ready', async () => {
    const media = await editor.call(contentRoutes.getMedia, { params: { mediaId } });
    return media.state === 'ready' && media;
  });
}

async function download(path: string, name: string): Promise<Buffer> {
  const bytes = Buffer.from(await (await fetch(`${world.url}${path}`)).arrayBuffer());
  expect(nameOfBytes(bytes)).toBe(name);
  return bytes;
}

test('a film and a picture go from an upload over two persons and a publication to a player that reports them active', async () => {
  const { editor, publisher, supplierId } = people;
  const site = await makeSite(world);
  const screenId = await site.addScreen('B12', { areaId: site.innerId });
  const key = deviceKey();
  const device = knock(world.url, key);
  const { code } = await device.pairing;
  const { playerId } = await site.technician.call(fleetRoutes.claimEnrolment, { body: { code, screenId } });
  const player = connectTestPlayer({ url: world.url, key, playerId });
  expect(await player.welcome).toMatchObject({ releaseNumber: 0 });

  const path = join(world.folder, 'film.avi');
  await makeFilm(path, { size: '320x240', seconds: 3 });
  const film = await upload(editor, 'film.avi', await readFile(path));
  const picture = await upload(editor, 'picture.jpg', await photo(640, 480));
  const create = async (kind: 'image' | 'video') =>
    (await editor.call(contentRoutes.createItem, { body: { kind, title: kind, category: 'tourism', supplierId } })).id;
  const [video, image] = [await create('video'), await create('image')];
  await approve(people, video, 'zxx', { kind: 'video', mediaId: film.id, alternative: '' });
  await approve(people, image, 'vi', { kind: 'image', mediaId: picture.id, alternative: 'Hồ Gươm' });
  const wrong = { kind: 'video' as const, mediaId: picture.id, alternative: '' };
  expect(
    await editor.refused(contentRoutes.putVariant, { params: { itemId: video, language: 'vi' }, body: { content: wrong } }),
  ).toMatchObject({
    code: 'bad-input',
    field: 'body.content.mediaId',
  });
  const slots = [video, image].map((itemId) => ({ kind: 'item' as const, itemId, weight: 1 }));
  const { id: playlistId } = await publisher.call(contentRoutes.createPlaylist, { body: { name: 'loop', slots } });
  const target = { kind: 'screen' as const, screenId };
  await publisher.call(scheduleRoutes.createEntry, {
    body: { name: 'All day', tier: 'fallback', targets: [target], playlistId, when: { kind: 'always' } },
  });

  const preview = await publisher.call(scheduleRoutes.previewPublication, { body: {} });
  const publication = await publisher.call(scheduleRoutes.publish, { body: { note: 'first' } });
  const number = publication.screens[0]?.releaseNumber ?? 0;
  await until('the player is told', async () => player.releaseNumbers.includes(number));
  const answer = (await player.ask('get-release')) as { kind: 'document'; document: unknown };
  const { payload } = signedDocumentSchema.parse(answer.document);
  const envelope = releaseEnvelopeSchema.parse(JSON.parse(Buffer.from(payload, 'base64').toString()));
  expect(envelope).toMatchObject({
    number,
    screenId,
    siteId: site.siteId,
    areaIds: [site.innerId, site.outerId],
    publicationId: publication.id,
  });

  const held = new Map<string, Buffer>();
  let opened = openRelease(envelope.tree, (name) => held.get(name));
  while (opened.kind === 'incomplete') {
    for (const name of opened.missing) held.set(name, await download(objectPath(name), name));
    opened = openRelease(envelope.tree, (name) => held.get(name));
  }
  if (opened.kind === 'bad') throw new Error(JSON.stringify(opened.faults));
  const { media, items } = opened.contents;
  expect(items.get(video)?.variants.map(({ language, durationMs }) => [language, durationMs])).toEqual([['zxx', 3_000]]);
  expect(items.get(image)?.variants.map(({ language, durationMs }) => [language, durationMs])).toEqual([['vi', 10_000]]);
  let fetchedBytes = 0;
  for (const { hash, sizeBytes } of media.values()) {
    const bytes = await download(mediaPath(hash), hash);
    expect(bytes.length).toBe(sizeBytes);
    fetchedBytes += bytes.length;
  }
  expect([media.size, fetchedBytes]).toEqual([2, envelope.mediaBytes]);
  const objectBytes = [...held.values()].reduce((sum, { length }) => sum + length, 0);
  expect(preview.changed).toEqual([{ screenId, newObjects: held.size, newBytes: objectBytes + fetchedBytes, difference: null }]);

  for (const state of ['delivered', 'prepared', 'active'] as const) await player.ask('release-report', { number, state, atMs: Date.now() });
  const { screens } = await publisher.call(scheduleRoutes.getPublication, { params: { publicationId: publication.id } });
  expect(screens).toMatchObject([{ screenId, releaseNumber: number, state: 'active', reason: null }]);
  const explained = await publisher.call(fleetRoutes.explainScreen, { params: { screenId }, query: {} });
  expect(explained.releaseNumber).toBe(number);
  player.close();
  device.socket.disconnect();
});
