import { contentRoutes, fleetRoutes, hashedPinSchema, scheduleRoutes, type HashedPin } from '@gatecast/protocol';
import { isPin } from '@gatecast/signing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compileReleases } from '../src/features/publications/compile-releases.ts';
import { readCompileInput } from '../src/features/publications/read-compile-input.ts';
import { approvedNotice, hirePeople, makeSite, openContentWorld, type ContentWorld, type People } from './content-world.ts';

let world: ContentWorld;
let people: People;
beforeAll(async () => {
  world = await openContentWorld();
  people = await hirePeople(world);
});
afterAll(async () => world.close());

test('the PIN of a site travels in the releases of its screens as a slow hash, and is nowhere in plain', async () => {
  const { siteId, addScreen, technician } = await makeSite(world);
  const params = { siteId };
  await addScreen('B12');
  const notice = await approvedNotice(people, 'Welcome', { vi: 'Xin chào' });
  const slots = [{ kind: 'item' as const, itemId: notice, weight: 1 }];
  const { id: playlistId } = await people.publisher.call(contentRoutes.createPlaylist, { body: { name: 'loop', slots } });
  const targets = [{ kind: 'site' as const, siteId }];
  const entry = { name: 'Base', tier: 'fallback' as const, targets, playlistId, when: { kind: 'always' as const } };
  await people.publisher.call(scheduleRoutes.createEntry, { body: entry });
  const released = async (): Promise<HashedPin | undefined> => {
    const output = compileReleases(await readCompileInput(world.app.context.truth, Date.now()), () => performance.now());
    const parts = output.objects.map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString('utf8')) as { kind: string; exitPin?: unknown });
    const found = parts.find(({ kind }) => kind === 'screen')?.exitPin;
    return found === undefined ? undefined : hashedPinSchema.parse(found);
  };

  expect([await technician.call(fleetRoutes.getExitPin, { params }), await released()]).toEqual([{ isSet: false, revision: 0 }, undefined]);
  expect(await technician.call(fleetRoutes.putExitPin, { params, body: { pin: '482913' } })).toEqual({ isSet: true, revision: 1 });
  const hashed = await released();
  if (hashed === undefined) throw new Error('no PIN is released');
  expect([await isPin('482913', hashed), await isPin('000000', hashed)]).toEqual([true, false]);
  const rows = await world.app.context.truth.selectFrom('audit').selectAll().where('subject', '=', `site:${siteId}`).execute();
  expect([rows.some(({ action }) => action === 'exit-pin-changed'), JSON.stringify(rows).includes('482913')]).toEqual([true, false]);

  for (const pin of ['12345', '1234567890123', '12345a', '']) {
    expect(await technician.refused(fleetRoutes.putExitPin, { params, body: { pin } })).toMatchObject({ status: 400, field: 'body.pin' });
  }
  expect(await people.editor.refused(fleetRoutes.putExitPin, { params, body: { pin: '111111' } })).toMatchObject({ status: 403 });
  expect(await technician.call(fleetRoutes.putExitPin, { params, body: { pin: null } })).toEqual({ isSet: false, revision: 2 });
  expect(await released()).toBeUndefined();
});
