import { contentRoutes, incidentRoutes, releaseEnvelopeSchema, scheduleRoutes, signedDocumentSchema } from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { approve, approvedNotice, until } from './content-world.ts';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';
import { onBothStores } from './on-both-stores.ts';
import { wellHeartbeat } from './test-device.ts';

const day = 86_400_000;

onBothStores((newStore) => {
  let world: FleetWorld;
  beforeAll(async () => {
    world = await openFleetWorld(await newStore());
  });
  afterAll(() => world.close());

  const passed = async () =>
    (await world.server.app.context.truth.selectFrom('audit').select('detail').where('action', '=', 'alert-state-passed').execute()).map(
      ({ detail }) => (JSON.parse(detail) as { heldRevision: number }).heldRevision,
    );

  test('alerts are told anew past what a player holds, once in a minute, and never past a number that no server can have given', async () => {
    const enrolment = await world.enrol(await world.addScreen('B12'));
    const other = world.connect(await world.enrol(await world.addScreen('B13')));
    await other.welcome;
    const absurd = world.connect(enrolment, { have: { releaseNumber: 0, alertRevision: world.clock.nowMs() + 2 * day } });
    await absurd.welcome;
    await absurd.ask('heartbeat', wellHeartbeat);
    expect([await passed(), absurd.alertStates]).toEqual([[], []]);
    absurd.close();

    const held = world.clock.nowMs() + 60_000;
    const player = world.connect(enrolment, { have: { releaseNumber: 0, alertRevision: held } });
    await player.welcome;
    await until('both are told', async () =>
      [player, other].every(({ alertStates }) => alertStates.some(({ revision }) => revision === held + 1)),
    );
    expect(player.alertStates.at(-1)?.alerts).toEqual([]);
    // a player that says ever more is heard once in a minute
    const say = async (alertRevision: number) => player.ask('heartbeat', { ...wellHeartbeat, alertRevision });
    await say(held + 1_000);
    expect(await passed()).toEqual([held]);
    world.clock.advance(60_000);
    expect(await say(held + 2_000)).toMatchObject({ alertRevision: held + 2_001 });
    expect(await passed()).toEqual([held, held + 2_000]);
    // what everybody has is told to nobody again
    world.clock.advance(60_000);
    await say(held + 2_001);
    expect(await passed()).toEqual([held, held + 2_000]);
  });

  const documentAnswer = z.object({ kind: z.literal('document'), document: signedDocumentSchema });
  const releaseOf = (answer: unknown) =>
    releaseEnvelopeSchema.parse(JSON.parse(Buffer.from(documentAnswer.parse(answer).document.payload, 'base64').toString('utf8')));
  const historyOf = (screenId: string) =>
    world.server.app.context.truth
      .selectFrom('releases')
      .select(['number', 'state', 'tree'])
      .where('screenId', '=', screenId)
      .orderBy('number')
      .execute();

  test('a release is issued anew past one that this server never gave, told as a publication, an audit row and an incident that ends by itself', async () => {
    const { chief, clock } = world;
    const second = await world.server.signIn('second', ['approver']);
    const enrolments = [await world.enrol(await world.addScreen('C1')), await world.enrol(await world.addScreen('C2'))] as const;
    const { screenId } = enrolments[0];
    const unpublished = world.connect(enrolments[1], { have: { releaseNumber: clock.nowMs() + 5_000, alertRevision: 0 } });
    await unpublished.welcome;
    const { id: supplierId } = await chief.call(contentRoutes.createSupplier, { body: { name: 'Tourism' } });
    const itemId = await approvedNotice({ editor: chief, approver: second, publisher: chief, supplierId }, 'Welcome', { vi: 'Xin chào' });
    const slots = [{ kind: 'item' as const, itemId, weight: 1 }];
    const { id: playlistId } = await chief.call(contentRoutes.createPlaylist, { body: { name: 'loop', slots } });
    const targets = [{ kind: 'screen' as const, screenId: screenId as never }];
    const entry = { name: 'Base', tier: 'fallback' as const, targets, playlistId, when: { kind: 'always' as const } };
    await chief.call(scheduleRoutes.createEntry, { body: entry });
    const { screens } = await chief.call(scheduleRoutes.publish, { body: { note: 'known' } });
    const given = screens.map(({ releaseNumber }) => releaseNumber);
    expect(screens.map((screen) => screen.screenId)).toEqual([screenId]);

    // nobody can have given this
    const absurd = world.connect(enrolments[0], { have: { releaseNumber: clock.nowMs() + 2 * day, alertRevision: 0 } });
    await absurd.welcome;
    clock.advance(10_000);
    await absurd.ask('heartbeat', wellHeartbeat);
    expect((await historyOf(screenId)).map(({ number }) => number)).toEqual(given);
    absurd.close();

    const held = clock.nowMs() + 60_000;
    const player = world.connect(enrolments[0], { have: { releaseNumber: held, alertRevision: 0 } });
    await player.welcome;
    clock.advance(3_000);
    await until('it is issued anew', async () => player.releaseNumbers.includes(held + 1));
    const release = releaseOf(await player.ask('get-release'));
    const [before, after] = await historyOf(screenId);
    expect([before, after]).toEqual([
      { number: given[0], state: 'superseded', tree: release.tree },
      { number: held + 1, state: 'queued', tree: release.tree },
    ]);
    expect(release).toMatchObject({ number: held + 1, screenId });
    const publication = (await chief.call(scheduleRoutes.listPublications, { query: {} })).publications[0];
    expect(publication).toMatchObject({ id: release.publicationId, source: { kind: 'restored' }, publishedBy: 'system', screenCount: 1 });
    const audited = await world.server.app.context.truth
      .selectFrom('audit')
      .select(['actor', 'subject', 'detail'])
      .where('action', '=', 'releases-passed')
      .execute();
    expect(audited.map(({ detail, ...row }) => ({ ...row, detail: JSON.parse(detail) as unknown }))).toEqual([
      {
        ...{ actor: 'system', subject: `publication:${release.publicationId}` },
        detail: { changed: 1, screens: [{ screenId, held, was: given[0], number: held + 1 }] },
      },
    ]);

    const beat = async () => player.ask('heartbeat', { ...wellHeartbeat, release: { ...wellHeartbeat.release, active: held + 1 } });
    const incident = async () =>
      (await chief.call(incidentRoutes.listIncidents, { query: { screenId } })).incidents.find(({ kind }) => kind === 'server-behind');
    const turn = async (state: string) =>
      until(`the incident is ${state}`, async () => {
        clock.advance(5_000);
        await beat();
        return (await incident())?.state === state;
      });
    await turn('open');
    expect((await incident())?.fact).toEqual({ says: 'ahead', release: held, alertRevision: 0 });
    await turn('resolved');

    // what waits for its instant goes on waiting, past what is held by then
    const activateAtMs = clock.nowMs() + 7_200_000;
    await approve({ editor: chief, approver: second }, itemId, 'vi', { kind: 'notice', title: 'Later', body: 'Lát nữa' });
    await chief.call(scheduleRoutes.publish, { body: { note: 'later', activateAtMs } });
    const waiting = (await historyOf(screenId)).at(-1);
    // a player is heard once in a minute
    clock.advance(60_000);
    const heldAgain = clock.nowMs() + 90_000;
    await player.ask('heartbeat', { ...wellHeartbeat, release: { ...wellHeartbeat.release, active: held + 1, preparing: heldAgain } });
    clock.advance(3_000);
    await until('it is issued anew', async () => player.releaseNumbers.includes(heldAgain + 1));
    expect(releaseOf(await player.ask('get-release'))).toMatchObject({ number: heldAgain + 1, tree: waiting?.tree, activateAtMs });

    // what is planned is what it has now
    expect((await chief.call(scheduleRoutes.publish, { body: { note: 'same' } })).screens).toEqual([]);
    // a screen without a release here keeps what its player has
    expect([await historyOf(enrolments[1].screenId), unpublished.releaseNumbers]).toEqual([[], []]);
  });
});
