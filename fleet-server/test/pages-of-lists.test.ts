import { contentRoutes, fleetRoutes, type RouteAnswer } from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hirePeople, makeSite, openContentWorld, type Caller, type ContentWorld, type People } from './content-world.ts';

let world: ContentWorld;
let people: People;
beforeAll(async () => {
  world = await openContentWorld();
  people = await hirePeople(world);
});
afterAll(async () => {
  await world.close();
});

async function walk(caller: Caller, query: object): Promise<string[][]> {
  const pages: string[][] = [];
  for (let after: string | null | undefined; after !== null;) {
    const page: { items: { title: string }[]; next: string | null } = await caller.call(contentRoutes.listItems, {
      query: { limit: 2, ...query, ...(after === undefined ? {} : { after }) },
    });
    pages.push(page.items.map(({ title }) => title));
    after = page.next;
  }
  return pages;
}

test('items are searched without diacritics, sorted and told in pages; what belongs to another site does not fill them', async () => {
  const { editor, supplierId } = people;
  const { siteId } = await makeSite(world);
  const add = async (title: string, more: object = {}) =>
    editor.call(contentRoutes.createItem, { body: { kind: 'notice', title, category: 'travel', supplierId, ...more } });
  await add('Thị thực điện tử');
  await add('An toàn', { siteId });
  await add('100% tự động', { kind: 'article', category: 'law' });
  await add('Hải quan');
  expect(await walk(editor, { sort: 'title' })).toEqual([
    ['100% tự động', 'An toàn'],
    ['Hải quan', 'Thị thực điện tử'],
  ]);
  expect(await walk(editor, {})).toEqual([
    ['Thị thực điện tử', 'An toàn'],
    ['100% tự động', 'Hải quan'],
  ]);
  expect([
    await walk(editor, { search: 'DIEN thi' }),
    await walk(editor, { search: '100%' }),
    await walk(editor, { kind: 'article' }),
    await walk(editor, { search: 'tourism' }),
  ]).toEqual([
    [['Thị thực điện tử']],
    [['100% tự động']],
    [['100% tự động']],
    [
      ['Thị thực điện tử', 'An toàn'],
      ['100% tự động', 'Hải quan'],
    ],
  ]);
  const elsewhere = await world.signIn('elsewhere', ['editor'], (await makeOther()).id);
  expect(await walk(elsewhere, { sort: 'changed' })).toEqual([['Hải quan', '100% tự động'], ['Thị thực điện tử']]);
  const wrong = await editor.refused(contentRoutes.listItems, { query: { after: 'x' } });
  expect([wrong.code, wrong.field]).toEqual(['bad-input', 'query.after']);
});

async function makeOther(): Promise<{ readonly id: string }> {
  const chief = await world.signIn('other-chief', ['technician']);
  return chief.call(fleetRoutes.createSite, { body: { names: { en: 'Vinh' }, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi'] } });
}

test('lists that are short as a rule come whole in their own order, and in pages by id where a limit is asked for', async () => {
  for (const name of ['Zulu', 'Alpha', 'Mike']) await people.editor.call(contentRoutes.createSupplier, { body: { name } });
  const whole = await people.editor.call(contentRoutes.listSuppliers, {});
  expect([whole.next, whole.suppliers.map(({ name }) => name)]).toEqual([null, whole.suppliers.map(({ name }) => name).toSorted()]);
  const seen: string[] = [];
  for (let after: string | null = ''; after !== null;) {
    const page: RouteAnswer<typeof contentRoutes.listSuppliers> = await people.editor.call(contentRoutes.listSuppliers, {
      query: { limit: 2, ...(after === '' ? {} : { after }) },
    });
    expect(page.suppliers.length).toBeLessThanOrEqual(2);
    seen.push(...page.suppliers.map(({ id }) => id));
    after = page.next;
  }
  expect(seen).toEqual(whole.suppliers.map(({ id }) => id).toSorted());
  expect(await people.editor.refused(contentRoutes.listSuppliers, { query: { after: 'nonsense' } })).toMatchObject({
    code: 'bad-input',
    field: 'query.after',
  });
});
