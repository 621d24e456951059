import { auditRoutes, contentRoutes, fleetRoutes, itemTagLimits, type Item } from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSite, openContentWorld, type Caller, type ContentWorld } from './content-world.ts';
import { onBothStores } from './on-both-stores.ts';

onBothStores((newStore) => {
  let world: ContentWorld;
  let editor: Caller;
  let siteEditor: Caller;
  let auditor: Caller;
  let supplierId: Item['supplierId'];
  let siteId: string;
  beforeAll(async () => {
    world = await openContentWorld(await newStore());
    editor = await world.signIn('editor', ['editor']);
    auditor = await world.signIn('auditor', ['auditor']);
    supplierId = (await editor.call(contentRoutes.createSupplier, { body: { name: 'Airport' } })).id;
    ({ siteId } = await makeSite(world));
    siteEditor = await world.signIn('site-editor', ['editor'], siteId);
  });
  afterAll(async () => world.close());

  const add = async (title: string, tags: string[] = [], caller = editor) =>
    (await caller.call(contentRoutes.createItem, { body: { kind: 'notice', title, category: 'travel', supplierId, tags } })).id;
  const tagsOf = async (itemId: Item['id']) => (await editor.call(contentRoutes.getItem, { params: { itemId } })).tags;
  const tag = async (itemIds: Item['id'][], change: { add?: string[]; remove?: string[] }, caller = editor) =>
    caller.call(contentRoutes.tagItems, { body: { itemIds, ...change } });

  test('tags are given and taken away of many items at once, found by, counted, and in the audit', async () => {
    // the same letters in one and in two code points are the same tag
    const tet = await add('Tết', ['Tết'.normalize('NFD'), 'lễ hội']);
    const fair = await add('Fair');
    const other = await add('Other', ['Tết']);
    expect(await tagsOf(tet)).toEqual(['Tết', 'lễ hội']);
    expect(await tag([tet, fair], { add: ['2027', 'lễ hội'], remove: ['Tết'] })).toEqual({ changed: 2 });
    expect(await tag([tet, fair], { add: ['2027'] })).toEqual({ changed: 0 });
    expect([await tagsOf(tet), await tagsOf(fair), await tagsOf(other)]).toEqual([['2027', 'lễ hội'], ['2027', 'lễ hội'], ['Tết']]);
    const found = await editor.call(contentRoutes.listItems, { query: { tag: 'lễ hội', sort: 'title' } });
    expect(found.items.map(({ title, tags }) => [title, tags])).toEqual([
      ['Fair', ['2027', 'lễ hội']],
      ['Tết', ['2027', 'lễ hội']],
    ]);
    expect((await editor.call(contentRoutes.listItemTags, {})).tags).toEqual([
      { tag: '2027', items: 2 },
      { tag: 'Tết', items: 1 },
      { tag: 'lễ hội', items: 2 },
    ]);
    const { rows } = await auditor.call(auditRoutes.listAudit, {});
    const tagged = rows.filter(({ action }) => action === 'item-tagged');
    expect(tagged.map(({ subject }) => subject).toSorted()).toEqual([`item:${tet}`, `item:${fair}`].toSorted());
    expect(JSON.parse(tagged.find(({ subject }) => subject === `item:${tet}`)?.detail ?? '')).toEqual({
      added: ['2027'],
      removed: ['Tết'],
    });
  });

  test('of items one of which is not there, of another site or full, none is changed', async () => {
    const one = await add('One');
    const full = await add(
      'Full',
      Array.from({ length: itemTagLimits.ofItem }, (_, index) => `tag ${index}`),
    );
    const refusal = async (ids: string[], change = { add: ['x'] }, caller = editor) =>
      caller.refused(contentRoutes.tagItems, { body: { itemIds: ids, ...change } });
    expect(await refusal([one, world.app.context.newId()])).toMatchObject({ code: 'not-found', field: 'body.itemIds[1]' });
    expect(await refusal([one, full])).toMatchObject({ code: 'too-large', field: 'body.itemIds[1]', limit: itemTagLimits.ofItem });
    const own = await add('Of the site', [], siteEditor);
    expect(await refusal([own, one], { add: ['x'] }, siteEditor)).toMatchObject({ code: 'not-permitted' });
    expect([await tagsOf(one), await tagsOf(own)]).toEqual([[], []]);
    expect(await tag([own], { add: ['x'] }, siteEditor)).toEqual({ changed: 1 });
    expect(await tag([full], { add: ['y'], remove: ['tag 0'] })).toEqual({ changed: 1 });
    const clerk = await world.signIn('clerk-elsewhere', ['clerk'], (await makeSiteElsewhere()).siteId);
    expect((await clerk.call(contentRoutes.listItemTags, {})).tags.map(({ tag: told }) => told)).not.toContain('x');
  });

  test('a tag is one line of at most forty letters, named once, and not given and taken at once', async () => {
    const one = await add('Strict');
    for (const [change, field] of [
      [{ add: ['two\nlines'] }, 'body.add[0]'],
      [{ add: ['x'.repeat(41)] }, 'body.add[0]'],
      [{ add: [' '] }, 'body.add[0]'],
      [{ add: ['a', 'a'] }, 'body.add'],
      [{ add: ['a'], remove: ['a'] }, 'body'],
    ] as const)
      expect(await editor.refused(contentRoutes.tagItems, { body: { itemIds: [one], ...structuredClone(change) } as never })).toMatchObject(
        { code: 'bad-input', field },
      );
  });

  test('two people who tag one item at once both have their way', async () => {
    const one = await add('Shared');
    const all = Array.from({ length: 8 }, (_, index) => `by ${index}`);
    await Promise.all(all.map(async (word) => tag([one], { add: [word] })));
    expect(await tagsOf(one)).toEqual(all);
  });

  async function makeSiteElsewhere(): Promise<{ siteId: string }> {
    const chief = await world.signIn('chief', ['administrator']);
    const { id } = await chief.call(fleetRoutes.createSite, {
      body: { names: { vi: 'Vinh' }, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi'] },
    });
    return { siteId: id };
  }
});
