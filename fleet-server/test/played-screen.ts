import { contentRoutes, fleetRoutes, releaseEnvelopeSchema, scheduleRoutes, signedDocumentSchema } from '@gatecast/protocol';
import { approve, approvedNotice, type ContentWorld, type makeSite, type People } from './content-world.ts';
import { connectTestPlayer, deviceKey, knock } from './test-device.ts';

/** A screen with a player, and a notice of its own on it. */
export async function playedScreen(
  { world, people, site }: { readonly world: ContentWorld; readonly people: People; readonly site: Awaited<ReturnType<typeof makeSite>> },
  name: string,
) {
  const screenId = await site.addScreen(name);
  const key = deviceKey();
  const { code } = await knock(world.url, key).pairing;
  const { playerId } = await site.technician.call(fleetRoutes.claimEnrolment, { body: { code, screenId } });
  const player = connectTestPlayer({ url: world.url, key, playerId });
  await player.welcome;
  const itemId = await approvedNotice(people, name, { vi: 'một' });
  const slots = [{ kind: 'item' as const, itemId, weight: 1 }];
  const { id: playlistId } = await people.publisher.call(contentRoutes.createPlaylist, { body: { name, slots } });
  const targets = [{ kind: 'screen' as const, screenId }];
  const entry = await people.publisher.call(scheduleRoutes.createEntry, {
    body: { name: `Entry ${name}`, tier: 'fallback', targets, playlistId, when: { kind: 'always' } },
  });
  /** The release that it is given now. */
  const held = async () => {
    const { document } = (await player.ask('get-release', {})) as { document: unknown };
    const { payload } = signedDocumentSchema.parse(document);
    return releaseEnvelopeSchema.parse(JSON.parse(Buffer.from(payload, 'base64').toString('utf8')));
  };
  const report = async (number: number, ...states: ('delivered' | 'prepared' | 'active')[]) => {
    for (const state of states) await player.ask('release-report', { number, state, atMs: Date.now() });
  };
  const write = async (body: string) => approve(people, itemId, 'vi', { kind: 'notice', title: 'T', body });
  return { screenId, itemId, entry, playlistId, held, report, write };
}
