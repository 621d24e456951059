import { contentRoutes, fleetRoutes, scheduleRoutes } from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCompileInput } from '../src/features/publications/read-compile-input.ts';
import { compileReleases } from '../src/features/publications/compile-releases.ts';
import { approve, approvedNotice, hirePeople, makeSite, openContentWorld, type ContentWorld, type People } from './content-world.ts';

let world: ContentWorld;
let people: People;
beforeAll(async () => {
  world = await openContentWorld();
  people = await hirePeople(world);
});
afterAll(async () => world.close());

test('a site allows no live URLs until an administrator names hosts; then releases of its screens carry them', async () => {
  const admin = await world.signIn('admin', ['administrator']);
  const { siteId, addScreen, technician } = await makeSite(world);
  const params = { siteId };
  expect(await technician.call(fleetRoutes.getLiveUrls, { params })).toEqual({ isAllowed: false, allowedHosts: [], revision: 0 });
  const settings = { isAllowed: true, allowedHosts: ['flights.example.org', 'board.example.org:8443'] };
  expect(await technician.refused(fleetRoutes.putLiveUrls, { params, body: settings })).toMatchObject({ status: 403 });

  const { id: itemId } = await people.editor.call(contentRoutes.createItem, {
    body: { kind: 'live-url', title: 'Flights', category: 'travel', supplierId: people.supplierId },
  });
  const content = { kind: 'live-url' as const, url: 'https://flights.example.org/departures', alternative: '' };
  const variant = { itemId, language: 'zxx' };
  expect(await people.editor.refused(contentRoutes.putVariant, { params: variant, body: { content } })).toMatchObject({
    status: 400,
    field: 'body.content.url',
  });
  expect(await admin.call(fleetRoutes.putLiveUrls, { params, body: settings })).toEqual({ ...settings, revision: 1 });
  await approve(people, itemId, 'zxx', content);

  await addScreen('B12');
  const notice = await approvedNotice(people, 'Welcome', { vi: 'Xin chào' });
  const slots = [notice, itemId].map((id) => ({ kind: 'item' as const, itemId: id, weight: 1 }));
  const { id: playlistId } = await people.publisher.call(contentRoutes.createPlaylist, { body: { name: 'loop', slots } });
  const targets = [{ kind: 'site' as const, siteId }];
  const entry = { name: 'Base', tier: 'fallback' as const, targets, playlistId, when: { kind: 'always' as const } };
  await people.publisher.call(scheduleRoutes.createEntry, { body: entry });
  const liveHosts = async (): Promise<unknown> => {
    const output = compileReleases(await readCompileInput(world.app.context.truth, Date.now()), () => performance.now());
    const parts = output.objects.map(
      ({ bytes }) => JSON.parse(Buffer.from(bytes).toString('utf8')) as { kind: string; liveHosts?: unknown },
    );
    return parts.find(({ kind }) => kind === 'screen')?.liveHosts;
  };
  expect(await liveHosts()).toEqual(settings.allowedHosts);
  await admin.call(fleetRoutes.putLiveUrls, { params, body: { ...settings, isAllowed: false } });
  expect(await liveHosts()).toBeUndefined();
});

test('what is no host of the public web by its name, and any other scheme, is refused by its field', async () => {
  const admin = await world.signIn('second-admin', ['administrator']);
  const { id: siteId } = await admin.call(fleetRoutes.createSite, {
    body: { names: { en: 'Ga' }, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi'] },
  });
  for (const host of [
    '*.example.org',
    'localhost',
    'https://example.org',
    'Example.org',
    'example.org/',
    'a b.example',
    'user@example.org',
  ])
    expect(
      await admin.refused(fleetRoutes.putLiveUrls, { params: { siteId }, body: { isAllowed: true, allowedHosts: [host] } }),
      host,
    ).toMatchObject({ status: 400, field: 'body.allowedHosts[0]' });
  const { id: itemId } = await people.editor.call(contentRoutes.createItem, {
    body: { kind: 'live-url', title: 'Odd', category: 'travel', supplierId: people.supplierId },
  });
  for (const url of [
    'http://example.org/',
    'javascript:alert(1)',
    'https://user:pass@example.org/',
    'https://localhost/',
    'file:///etc/passwd',
  ])
    expect(
      await people.editor.refused(contentRoutes.putVariant, {
        params: { itemId, language: 'zxx' },
        body: { content: { kind: 'live-url', url, alternative: '' } },
      }),
      url,
    ).toMatchObject({ status: 400, field: 'body.content.url' });
});
