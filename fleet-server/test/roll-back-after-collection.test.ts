import { scheduleRoutes, type Publication } from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collect } from '../src/features/collection/collect.ts';
import { retention } from '../src/features/collection/collector.ts';
import { hirePeople, makeSite, openContentWorld, type ContentWorld, type People } from './content-world.ts';
import { onBothStores } from './on-both-stores.ts';
import { playedScreen } from './played-screen.ts';

const day = 86_400_000;

onBothStores((newStore) => {
  let world: ContentWorld;
  let people: People;
  let site: Awaited<ReturnType<typeof makeSite>>;
  beforeAll(async () => {
    world = await openContentWorld(await newStore());
    people = await hirePeople(world);
    site = await makeSite(world);
  });
  afterAll(async () => world.close());

  async function screenWith(name: string) {
    const screen = await playedScreen({ world, people, site }, name);
    return { ...screen, activate: async () => screen.report((await screen.held()).number, 'active') };
  }
  const publish = async (note: string): Promise<Publication> => people.publisher.call(scheduleRoutes.publish, { body: { note } });
  const collectInAWeek = async () =>
    collect(
      {
        ...{ truth: world.app.context.truth, media: world.app.context.blobs.media, uploads: world.app.context.blobs.uploads },
        ...{ audit: async () => undefined, nowMs: () => Date.now() + 8 * day, retention, signal: new AbortController().signal },
      },
      { isDryRun: false, actor: 'system' },
    );

  test(
    'a screen whose release of then was collected is named by a roll back and keeps what it has; it is not given an older one',
    { tags: 'long' },
    async () => {
      const [away, here] = [await screenWith('Away'), await screenWith('Here')];
      await publish('first');
      await away.activate();
      await here.activate();
      const firstTree = (await away.held()).tree;
      for (const screen of [away, here]) await screen.write('hai');
      await publish('second');
      await here.activate();
      const secondTreeHere = (await here.held()).tree;
      // a screen that came with the second one and was never heard
      const late = await screenWith('Late');
      const third = await publish('third');
      const later: { readonly id: Publication['id']; readonly tree: string }[] = [];
      for (let count = 0; count < 21; count++) {
        for (const screen of [away, late, ...(count === 0 ? [here] : [])]) await screen.write(`lần ${count}`);
        later.push({ id: (await publish(`number ${count}`)).id, tree: (await away.held()).tree });
        if (count === 5)
          await people.publisher.call(scheduleRoutes.rollBack, { params: { publicationId: later[0]?.id ?? third.id }, body: {} });
      }
      await here.activate();
      expect((await collectInAWeek()).releases).toBeGreaterThan(1);
      const source = { kind: 'roll-back' as const, publicationId: third.id };
      const before = await away.held();

      const preview = await people.publisher.call(scheduleRoutes.previewPublication, { body: { source } });
      const named = (refused: Publication['refused']) => refused.map(({ screenId, faults }) => [screenId, faults.map(({ code }) => code)]);
      const gone = [away.screenId, late.screenId].toSorted((one, other) => one.localeCompare(other));
      const sorted = (list: ReturnType<typeof named>) => list.toSorted((one, other) => String(one[0]).localeCompare(String(other[0])));
      expect(sorted(named(preview.refused))).toEqual(gone.map((id) => [id, ['release-not-kept']]));
      expect([preview.changed.map(({ screenId }) => screenId), preview.refused.map(({ isStopping }) => isStopping)]).toEqual([
        [here.screenId],
        [false, false],
      ]);
      const rolled = await people.publisher.call(scheduleRoutes.rollBack, { params: { publicationId: third.id }, body: {} });
      expect(sorted(named(rolled.refused))).toEqual(gone.map((id) => [id, ['release-not-kept']]));
      expect([await away.held(), (await here.held()).tree]).toEqual([before, secondTreeHere]);
      expect(before.tree).not.toBe(firstTree);

      // what was collected is given all the same where another release, the roll back's, has the same tree
      const [zero] = later;
      if (zero === undefined) throw new Error('nothing was published');
      const kept = await world.app.context.truth.selectFrom('releases').select('number').where('publicationId', '=', zero.id).execute();
      expect(kept.length).toBe(1);
      await people.publisher.call(scheduleRoutes.rollBack, { params: { publicationId: zero.id }, body: {} });
      expect((await away.held()).tree).toBe(zero.tree);
    },
  );

  test('of what an older server collected and did not remember, a roll back takes nothing for certain that it cannot know', async () => {
    const { truth } = world.app.context;
    const screen = await screenWith('Older');
    await publish('known');
    await screen.activate();
    await screen.write('hai');
    const lost = await publish('lost');
    await screen.write('ba');
    await publish('newest');
    // as the collection of an older server left it, and the migration found it
    await truth.deleteFrom('releases').where('publicationId', '=', lost.id).execute();
    await truth.insertInto('forgotten_releases').values({ publicationId: lost.id }).execute();
    const source = { kind: 'roll-back' as const, publicationId: lost.id };
    const preview = await people.publisher.refused(scheduleRoutes.previewPublication, { body: { source } });
    const problem = await people.publisher.refused(scheduleRoutes.rollBack, { params: { publicationId: lost.id }, body: {} });
    expect([preview.code, problem.code]).toEqual(['wrong-state', 'wrong-state']);
  });
});
