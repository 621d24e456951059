import { contentRoutes, scheduleRoutes, zoneSchema, type ItemId } from '@gatecast/protocol';
import { offsetAt } from '@gatecast/schedules';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { compileReleases, type CompileOutput } from '../src/features/publications/compile-releases.ts';
import { readCompileInput } from '../src/features/publications/read-compile-input.ts';
import { approve, hirePeople, makeSite, openContentWorld, type ContentWorld, type People } from './content-world.ts';

let world: ContentWorld;
let people: People;
beforeAll(async () => {
  world = await openContentWorld();
  people = await hirePeople(world);
});
afterAll(async () => world.close());

async function newClock(): Promise<ItemId> {
  const body = { kind: 'clock', title: 'World clock', category: 'travel', supplierId: people.supplierId } as const;
  return (await people.editor.call(contentRoutes.createItem, { body })).id;
}
const partSchema = z.object({ kind: z.string(), zone: zoneSchema.optional() });
const zonesIn = ({ objects }: CompileOutput) =>
  objects.flatMap(({ bytes }) => {
    const part = partSchema.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    return part.data?.kind === 'zone' && part.data.zone !== undefined ? [part.data.zone] : [];
  });
const compiled = async (): Promise<CompileOutput> =>
  compileReleases(await readCompileInput(world.app.context.truth, Date.now()), () => performance.now());
const at = (text: string): number => Date.parse(text);

test('a clock of other places is kept by the names that zones have today, and refused for what is none', async () => {
  const itemId = await newClock();
  const params = { itemId, language: 'vi' };
  type Zones = { zone: string; place: string }[];
  const refused = async (zones: Zones) => {
    const { code, field } = await people.editor.refused(contentRoutes.putVariant, { params, body: { content: { kind: 'clock', zones } } });
    return [code, field];
  };
  const paris = { zone: 'Europe/Paris', place: 'Paris' };
  expect(await refused([paris, { zone: 'Europe/Hanoi', place: 'Hà Nội' }])).toEqual(['bad-input', 'body.content.zones[1].zone']);
  expect(await refused([{ zone: '+07:00', place: 'Hà Nội' }])).toEqual(['bad-input', 'body.content.zones[0].zone']);
  expect(await refused([{ zone: 'Europe/Paris', place: '' }])).toEqual(['bad-input', 'body.content.zones[0].place']);
  expect(await refused([])).toEqual(['bad-input', 'body.content.zones']);
  expect(await refused(Array.from({ length: 9 }, () => paris))).toEqual(['bad-input', 'body.content.zones']);
  // a place is text: what no font of the screens has is found here and not on the wall
  expect(await refused([{ zone: 'Europe/Paris', place: '𓀀' }])).toEqual(['bad-input', 'body.content.zones[0].place']);
  const zones: Zones = [{ zone: 'Asia/Saigon', place: 'Hà Nội' }, paris];
  const { content } = await people.editor.call(contentRoutes.putVariant, { params, body: { content: { kind: 'clock', zones } } });
  expect(content).toEqual({ kind: 'clock', zones: [{ zone: 'Asia/Ho_Chi_Minh', place: 'Hà Nội' }, paris] });
});

test('a release carries the offsets of the places whose time it tells, for years, and of no others', async () => {
  const { siteId, addScreen } = await makeSite(world);
  const screenId = await addScreen('B12');
  const [itemId, unused, ofSite] = [await newClock(), await newClock(), await newClock()];
  const zones = [
    { zone: 'Asia/Ho_Chi_Minh', place: 'Hà Nội' },
    { zone: 'Europe/Paris', place: 'Paris' },
  ];
  await approve(people, ofSite, 'vi', { kind: 'clock' });
  await approve(people, unused, 'vi', { kind: 'clock', zones: [{ zone: 'Asia/Tokyo', place: 'Tokyo' }] });
  const targets = [{ kind: 'site' as const, siteId }];
  const play = async (name: string, item: ItemId, tier: 'fallback' | 'regular') => {
    const slots = [{ kind: 'item' as const, itemId: item, weight: 1 }];
    const { id: playlistId } = await people.publisher.call(contentRoutes.createPlaylist, { body: { name, slots } });
    await people.publisher.call(scheduleRoutes.createEntry, { body: { name, tier, targets, playlistId, when: { kind: 'always' } } });
  };
  await play('base', ofSite, 'fallback');
  const before = await compiled();
  expect([before.trees.map(({ semantics }) => semantics), zonesIn(before)]).toEqual([[1], []]);

  await approve(people, itemId, 'vi', { kind: 'clock', zones });
  await approve(people, itemId, 'en', { kind: 'clock', zones: [{ zone: 'America/New_York', place: 'New York' }] });
  await play('world', itemId, 'regular');
  const after = await compiled();
  const carried = zonesIn(after);
  expect(after.trees.map(({ semantics }) => semantics)).toEqual([4]);
  expect(carried.map(({ name }) => name).sort()).toEqual(['America/New_York', 'Asia/Ho_Chi_Minh', 'Europe/Paris']);
  const paris = carried.find(({ name }) => name === 'Europe/Paris');
  if (paris === undefined) throw new Error('no Paris');
  const hours = (text: string): number => offsetAt(paris, at(text)) / 3_600_000;
  expect(['2026-10-25T00:59:59Z', '2026-10-25T01:00:00Z', '2027-03-28T00:59:59Z', '2027-03-28T01:00:00Z'].map(hours)).toEqual([2, 1, 1, 2]);
  expect(hours('2035-07-01T00:00:00Z')).toBe(2);
  // the same plan has the same bytes
  expect((await compiled()).trees).toEqual(after.trees);

  // what is published once more as it was has the offsets that are known by now
  const input = await readCompileInput(world.app.context.truth, Date.now());
  const back = compileReleases(
    {
      ...{ ...input, zoneUntilMs: at('2050-01-01T00:00Z') },
      instead: new Map([[screenId, after.trees[0]?.tree ?? '']]),
      stored: new Map(after.objects.map(({ name, bytes }) => [name, bytes])),
    },
    () => performance.now(),
  );
  const later = zonesIn(back).find(({ name }) => name === 'Europe/Paris');
  expect([back.screens.map(({ kind }) => kind), back.trees.map(({ semantics }) => semantics), zonesIn(back).length]).toEqual([
    ['compiled'],
    [4],
    3,
  ]);
  expect(later?.transitions.at(-1)?.atMs).toBeGreaterThan(at('2049-01-01T00:00Z'));
});
