import { contentRoutes, variantDocumentSchema } from '@gatecast/protocol';
import { nameOfBytes } from '@gatecast/signing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approve, hirePeople, openContentWorld, type ContentWorld, type People } from './content-world.ts';

let world: ContentWorld;
let people: People;
beforeAll(async () => {
  world = await openContentWorld();
  people = await hirePeople(world);
});
afterAll(async () => world.close());

async function newItem() {
  return people.editor.call(contentRoutes.createItem, {
    body: { kind: 'notice', title: 'Visa on arrival', category: 'border', supplierId: people.supplierId },
  });
}
const notice = (body: string) => ({ kind: 'notice' as const, title: 'Visa on arrival', body });

test('a revision goes from draft over submission to approval by another person, and its document is an object then', async () => {
  const { editor, approver } = people;
  const { id: itemId } = await newItem();
  const params = { itemId, language: 'vi' };
  const draft = await editor.call(contentRoutes.putVariant, { params, body: { content: notice('Quầy 5') } });
  expect(draft).toMatchObject({
    revision: 1,
    leadRevision: 1,
    review: 'draft',
    isStale: false,
    approvedRevision: null,
    durationMs: 6_000,
    authorId: editor.userId,
  });
  expect((await fetch(`${world.url}/objects/${draft.document}`)).status).toBe(404);

  const submitted = await editor.call(contentRoutes.submitVariant, { params });
  expect(submitted).toMatchObject({ revision: 1, review: 'submitted', document: draft.document });
  const bytes = Buffer.from(await (await fetch(`${world.url}/objects/${draft.document}`)).arrayBuffer());
  expect(nameOfBytes(bytes)).toBe(draft.document);
  expect(variantDocumentSchema.parse(JSON.parse(bytes.toString()))).toEqual({
    version: 1,
    kind: 'variant',
    itemId,
    language: 'vi',
    revision: 1,
    leadRevision: 1,
    content: notice('Quầy 5'),
  });

  const approved = await approver.call(contentRoutes.reviewVariant, {
    params,
    body: { document: draft.document, decision: 'approve', note: 'tốt' },
  });
  expect(approved).toMatchObject({ review: 'approved', approvedRevision: 1, reviewerId: approver.userId, reviewNote: 'tốt' });
});

test('a draft is written over, a decided revision is followed by the next while the approved one stays', async () => {
  const { id: itemId } = await newItem();
  const params = { itemId, language: 'vi' };
  await people.editor.call(contentRoutes.putVariant, { params, body: { content: notice('một') } });
  await approve(people, itemId, 'vi', notice('hai'));
  const next = await people.editor.call(contentRoutes.putVariant, { params, body: { content: notice('ba'), durationMs: 9_000 } });
  expect(next).toMatchObject({ revision: 2, review: 'draft', approvedRevision: 1, durationMs: 9_000 });
  const { variants } = await people.editor.call(contentRoutes.getItem, { params: { itemId } });
  expect(variants).toEqual([next]);
  // whoever is to approve it sees what it would replace
  const { approved } = await people.approver.call(contentRoutes.approvedVariant, { params });
  expect(approved).toMatchObject({ revision: 1, content: notice('hai'), reviewerId: people.approver.userId });
});

test('a text that is corrected keeps its validity and the duration that somebody said', async () => {
  const { editor } = people;
  const { id: itemId } = await newItem();
  const params = { itemId, language: 'vi' };
  const validity = { fromMs: Date.UTC(2026, 10, 1), untilMs: Date.UTC(2026, 11, 1) };
  await editor.call(contentRoutes.putVariant, { params, body: { content: notice('Quầy 5'), validity, durationMs: 9_000 } });
  const draft = await editor.call(contentRoutes.putVariant, { params, body: { content: notice('Quầy 6') } });
  expect(draft).toMatchObject({ revision: 1, validity, durationMs: 9_000 });
  await approve(people, itemId, 'vi', notice('Quầy 7'));
  const next = await editor.call(contentRoutes.putVariant, { params, body: { content: notice('Quầy 8') } });
  expect(next).toMatchObject({ revision: 2, validity, durationMs: 9_000 });

  const none = { fromMs: null, untilMs: null };
  const bare = await editor.call(contentRoutes.putVariant, {
    params,
    body: { content: notice('Quầy 8'), validity: none, durationMs: null },
  });
  expect(bare).toMatchObject({ revision: 2, validity: none, durationMs: 6_000 });
  const longer = await editor.call(contentRoutes.putVariant, {
    params,
    body: { content: notice('Quầy 8, tầng trệt, cạnh lối ra. '.repeat(8)) },
  });
  expect(longer.durationMs, 'computed anew, as nobody says it').toBeGreaterThan(12_000);
});

test('the author cannot review, nor can anybody who wrote in the revision or handed it in', async () => {
  const both = await world.signIn('both', ['editor', 'approver']);
  const third = await world.signIn('third', ['editor', 'approver']);
  const { id: itemId } = await newItem();
  const params = { itemId, language: 'vi' };
  await both.call(contentRoutes.putVariant, { params, body: { content: notice('một') } });
  const { document } = await people.editor.call(contentRoutes.putVariant, { params, body: { content: notice('hai') } });
  await third.call(contentRoutes.submitVariant, { params });
  for (const caller of [both, third])
    expect(await caller.refused(contentRoutes.reviewVariant, { params, body: { document, decision: 'approve' } })).toMatchObject({
      status: 403,
      code: 'same-person',
    });
  expect(await people.editor.refused(contentRoutes.reviewVariant, { params, body: { document, decision: 'approve' } })).toMatchObject({
    code: 'not-permitted',
  });
});

test('an approver decides on what they looked at: another revision meanwhile is refused', async () => {
  const { id: itemId } = await newItem();
  const params = { itemId, language: 'vi' };
  await people.editor.call(contentRoutes.putVariant, { params, body: { content: notice('một') } });
  const { document } = await people.editor.call(contentRoutes.submitVariant, { params });
  await people.editor.call(contentRoutes.putVariant, { params, body: { content: notice('hai') } });
  const review = (name: string) => ({ params, body: { document: name, decision: 'approve' as const } });
  expect(await people.approver.refused(contentRoutes.reviewVariant, review(document))).toMatchObject({
    status: 412,
    code: 'edited-meanwhile',
  });
  const second = await people.editor.call(contentRoutes.submitVariant, { params });
  expect(await people.approver.refused(contentRoutes.reviewVariant, review(document))).toMatchObject({ code: 'edited-meanwhile' });
  expect(await people.approver.call(contentRoutes.reviewVariant, review(second.document))).toMatchObject({
    revision: 2,
    approvedRevision: 2,
  });
  expect(await people.approver.refused(contentRoutes.reviewVariant, review(second.document))).toMatchObject({ code: 'wrong-state' });
  expect(await people.editor.refused(contentRoutes.submitVariant, { params })).toMatchObject({ status: 409, code: 'wrong-state' });
});

test('a translation is stale when the lead has a newer approved revision, and fresh again when it follows', async () => {
  const { id: itemId } = await newItem();
  await approve(people, itemId, 'vi', notice('một'));
  await approve(people, itemId, 'en', notice('one'));
  await people.editor.call(contentRoutes.putVariant, { params: { itemId, language: 'vi' }, body: { content: notice('hai') } });
  const staleness = async () =>
    (await people.editor.call(contentRoutes.getItem, { params: { itemId } })).variants.map(({ language, isStale }) => [language, isStale]);
  expect(await staleness()).toEqual([
    ['vi', false],
    ['en', false],
  ]);
  await approve(people, itemId, 'vi', notice('hai'));
  expect(await staleness()).toEqual([
    ['vi', false],
    ['en', true],
  ]);
  await approve(people, itemId, 'en', notice('two'));
  expect(await staleness()).toEqual([
    ['vi', false],
    ['en', false],
  ]);
});

test('a text that no font of the screens can draw is refused when it is saved, by field and character, and what follows is the same notice without it', async () => {
  const { id: itemId } = await newItem();
  const params = { itemId, language: 'vi' };
  const fees = (amount: string) => ({ ...notice(''), template: { kind: 'fees' as const, rows: [{ name: 'Một lần', amount }] } });
  expect(await people.editor.refused(contentRoutes.putVariant, { params, body: { content: fees('25 🛂') } })).toMatchObject({
    code: 'bad-input',
    detail: 'body.content.template.rows[0].amount: no font of the screens has 🛂 (U+1F6C2)',
    field: 'body.content.template.rows[0].amount',
  });
  const saved = await people.editor.call(contentRoutes.putVariant, { params, body: { content: fees('25 USD') } });
  expect(saved).toMatchObject({ revision: 1, content: fees('25 USD') });
});

test('a supplier’s name, which stands at the foot of what is shown, is refused where no font of the screens can draw it', async () => {
  expect(await people.editor.refused(contentRoutes.createSupplier, { body: { name: 'Sở Du lịch 🛂' } })).toMatchObject({
    code: 'bad-input',
    detail: 'body.name: no font of the screens has 🛂 (U+1F6C2)',
    field: 'body.name',
  });
  expect(await people.editor.call(contentRoutes.createSupplier, { body: { name: 'Sở Du lịch' } })).toMatchObject({ name: 'Sở Du lịch' });
});

test('what does not fit the item is named by its field', async () => {
  const { id: itemId } = await newItem();
  const params = { itemId, language: 'vi' };
  expect(await people.editor.refused(contentRoutes.putVariant, { params, body: { content: { kind: 'clock' } } })).toMatchObject({
    code: 'bad-input',
    field: 'body.content.kind',
    limit: 'notice',
  });
  expect(
    await people.editor.refused(contentRoutes.putVariant, { params, body: { content: notice('x'), validity: { fromMs: 5, untilMs: 5 } } }),
  ).toMatchObject({ code: 'bad-input', field: 'body.validity.untilMs' });
  expect(await people.editor.refused(contentRoutes.submitVariant, { params })).toMatchObject({ code: 'not-found' });
  const nobody = world.app.context.newId() as typeof people.supplierId;
  expect(
    await people.editor.refused(contentRoutes.createItem, { body: { kind: 'image', title: 'x', category: 'x', supplierId: nobody } }),
  ).toMatchObject({ code: 'bad-input', field: 'body.supplierId' });
  expect(await people.editor.refused(contentRoutes.createSupplier, { body: { name: 'Department of Tourism' } })).toMatchObject({
    code: 'already-exists',
  });
});

test('every step of a review leaves its line in the audit', async () => {
  const { id: itemId } = await newItem();
  await approve(people, itemId, 'vi', notice('một'));
  const rows = await world.app.context.truth
    .selectFrom('audit')
    .select(['actor', 'action'])
    .where('subject', '=', `item:${itemId}`)
    .orderBy('sequence')
    .execute();
  const { editor, approver } = people;
  expect(rows).toEqual([
    { actor: editor.userId, action: 'item-created' },
    { actor: editor.userId, action: 'variant-written' },
    { actor: editor.userId, action: 'variant-submitted' },
    { actor: approver.userId, action: 'variant-approved' },
  ]);
});
