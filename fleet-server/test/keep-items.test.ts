import { contentRoutes, scheduleRoutes, type Item } from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvedNotice, hirePeople, makeSite, openContentWorld, type ContentWorld, type People } from './content-world.ts';
import { onBothStores } from './on-both-stores.ts';

onBothStores((newStore) => {
  let world: ContentWorld;
  let people: People;
  beforeAll(async () => {
    world = await openContentWorld(await newStore());
    people = await hirePeople(world);
  });
  afterAll(async () => {
    await world.close();
  });

  async function newItem(title = 'Visa') {
    return people.editor.call(contentRoutes.createItem, {
      body: { kind: 'notice', title, category: 'border', supplierId: people.supplierId },
    });
  }
  const detailsOf = ({ title, category, supplierId, validity, missing }: Item) => ({ title, category, supplierId, validity, missing });

  test('an item is renamed and given another supplier and validity, is found by what it is called now, and its texts stay', async () => {
    const { editor } = people;
    const item = await newItem();
    const params = { itemId: item.id };
    const content = { kind: 'notice' as const, title: 'Thị thực', body: 'Quầy 5' };
    const written = await editor.call(contentRoutes.putVariant, { params: { ...params, language: 'vi' }, body: { content } });
    const supplier = await editor.call(contentRoutes.createSupplier, { body: { name: 'Border Guard' } });
    const details = {
      ...{ title: 'Đèn lồng', category: 'law', supplierId: supplier.id, missing: 'skip' as const },
      validity: { fromMs: null, untilMs: Date.UTC(2027, 0, 1) },
    };
    const changed = await editor.call(contentRoutes.putItem, { params, body: { ...details, edits: item.edits } });
    expect(changed).toMatchObject({ ...details, edits: 1, variants: [written] });
    const found = async (search: string) => (await editor.call(contentRoutes.listItems, { query: { search } })).items.map(({ id }) => id);
    expect([await found('den long'), await found('border guard law'), await found('visa')]).toEqual([[item.id], [item.id], []]);
  });

  test('nobody overwrites what somebody else made of an item meanwhile; what is done to its texts is no edit of it', async () => {
    const { editor } = people;
    const item = await newItem('Gate');
    const params = { itemId: item.id };
    const body = { ...detailsOf(item), title: 'Gate 5' };
    await editor.call(contentRoutes.putVariant, {
      params: { ...params, language: 'vi' },
      body: { content: { kind: 'notice', title: 'Cửa', body: 'Cửa 5' } },
    });
    await editor.call(contentRoutes.putItem, { params, body: { ...body, edits: 0 } });
    expect(await editor.refused(contentRoutes.putItem, { params, body: { ...body, title: 'Gate 6', edits: 0 } })).toMatchObject({
      ...{ status: 412, code: 'edited-meanwhile', field: 'body.edits' },
      meanwhile: { by: 'editor', action: 'item-changed', revision: 1 },
    });
    expect(await editor.refused(contentRoutes.deleteItem, { params, query: { edits: 0 } })).toMatchObject({ code: 'edited-meanwhile' });
    const wrong = { ...body, validity: { fromMs: 2, untilMs: 1 } };
    expect(await editor.refused(contentRoutes.putItem, { params, body: wrong })).toMatchObject({ field: 'body.validity.untilMs' });
    expect(await people.approver.refused(contentRoutes.putItem, { params, body })).toMatchObject({ code: 'not-permitted' });
    expect(await editor.call(contentRoutes.getItem, { params })).toMatchObject({ title: 'Gate 5', edits: 1 });
  });

  test('an item is removed where no playlist has it and nothing of it was ever approved', async () => {
    const { editor, publisher } = people;
    const draft = await newItem('Draft');
    const params = { itemId: draft.id };
    await editor.call(contentRoutes.tagItems, { body: { itemIds: [draft.id], add: ['Tết'] } });
    await editor.call(contentRoutes.putVariant, {
      params: { ...params, language: 'vi' },
      body: { content: { kind: 'notice', title: 'Nháp', body: 'Nháp' } },
    });
    const body = { name: 'Hall', slots: [{ kind: 'item' as const, itemId: draft.id, weight: 1 }] };
    const { id: playlistId, revision } = await publisher.call(contentRoutes.createPlaylist, { body });
    expect(await editor.refused(contentRoutes.deleteItem, { params })).toMatchObject({
      ...{ code: 'in-use', faults: [{ path: `playlists[${playlistId}]`, message: 'Hall' }] },
    });
    await publisher.call(contentRoutes.putPlaylist, { params: { playlistId }, body: { name: 'Hall', slots: [], revision } });
    await editor.call(contentRoutes.deleteItem, { params, query: { edits: 0 } });
    expect(await editor.refused(contentRoutes.getItem, { params })).toMatchObject({ code: 'not-found' });
    expect((await editor.call(contentRoutes.listItemTags, {})).tags).toEqual([]);

    const shown = await approvedNotice(people, 'Shown', { vi: 'Xin chào' });
    expect(await editor.refused(contentRoutes.deleteItem, { params: { itemId: shown } })).toMatchObject({ code: 'wrong-state' });
  });

  test('a playlist is removed where no entry, layout or other playlist has it, and only as it was read', async () => {
    const { publisher } = people;
    const { siteId } = await makeSite(world);
    const add = async (name: string, slots: { kind: 'playlist'; playlistId: never; weight: number }[] = []) =>
      publisher.call(contentRoutes.createPlaylist, { body: { name, slots } });
    const inner = await add('inner');
    const outer = await add('outer', [{ kind: 'playlist', playlistId: inner.id as never, weight: 1 }]);
    const entry = await publisher.call(scheduleRoutes.createEntry, {
      body: { name: 'On', tier: 'fallback', targets: [{ kind: 'site', siteId }], playlistId: outer.id, when: { kind: 'always' } },
    });
    const remove = (id: string, revision?: number) => ({ params: { playlistId: id }, query: revision === undefined ? {} : { revision } });
    expect([
      await publisher.refused(contentRoutes.deletePlaylist, remove(inner.id)),
      await publisher.refused(contentRoutes.deletePlaylist, remove(outer.id)),
    ]).toMatchObject([
      { code: 'in-use', faults: [{ path: `playlists[${outer.id}]`, message: 'outer' }] },
      { code: 'in-use', faults: [{ path: `entries[${entry.id}]`, message: 'On' }] },
    ]);
    await publisher.call(scheduleRoutes.deleteEntry, { params: { entryId: entry.id } });
    await publisher.call(contentRoutes.putPlaylist, { params: { playlistId: outer.id }, body: { name: 'theirs', slots: [], revision: 1 } });
    expect(await publisher.refused(contentRoutes.deletePlaylist, remove(outer.id, 1))).toMatchObject({ code: 'edited-meanwhile' });
    for (const id of [outer.id, inner.id]) await publisher.call(contentRoutes.deletePlaylist, remove(id));
    const names = (await publisher.call(contentRoutes.listPlaylists, {})).playlists.map(({ name }) => name);
    expect(names.filter((name) => ['inner', 'outer', 'theirs'].includes(name))).toEqual([]);
  });
});
