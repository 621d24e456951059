import { expect, test } from 'vitest';
import { articleContentSchema, variantDocumentSchema } from './content.ts';
import { problemOf, problemSchema } from './problem.ts';
import {
  itemPartSchema,
  portalReleaseEnvelopeSchema,
  releaseEnvelopeSchema,
  releasePartSchema,
  treeFanOut,
  treeNodeSchema,
} from './release.ts';
import { objectPath } from './wire.ts';

const hash = 'ab'.repeat(32);

test('a tree node holds at most 64 names, in slots of six bits', () => {
  const leaf = (index: number) => ({ key: `item:${index}`, name: hash, sizeBytes: 10 });
  const node = (count: number) => ({ version: 1, kind: 'leaves', leaves: Array.from({ length: count }, (_, index) => leaf(index)) });
  expect([node(0), node(treeFanOut), node(treeFanOut + 1)].map((value) => treeNodeSchema.safeParse(value).success)).toEqual([
    true,
    true,
    false,
  ]);
  const branch = (slot: number) => ({ version: 1, kind: 'branches', branches: [{ slot, name: hash, sizeBytes: 10 }] });
  expect([branch(0), branch(63), branch(64)].map((value) => treeNodeSchema.safeParse(value).success)).toEqual([true, true, false]);
});

test('an object can be no larger than a mebibyte, and its path is made from a hash only', () => {
  const node = (sizeBytes: number) => ({ version: 1, kind: 'leaves', leaves: [{ key: 'k', name: hash, sizeBytes }] });
  expect([2, 1024 * 1024, 1024 * 1024 + 1].map((size) => treeNodeSchema.safeParse(node(size)).success)).toEqual([true, true, false]);
  expect(objectPath(hash)).toBe(`/objects/${hash}`);
  expect(() => objectPath('../etc/passwd')).toThrow();
});

test('a part is taken by its kind, with its whole shape and nothing more', () => {
  const item = {
    ...{ version: 1, kind: 'item', id: 'i', itemKind: 'article', title: 'T', category: 'border', supplier: 'S' },
    ...{ validity: { fromMs: null, untilMs: null }, missing: 'skip' },
    variants: [
      {
        language: 'vi',
        durationMs: 10_000,
        validity: { fromMs: null, untilMs: null },
        document: hash,
        sizeBytes: 2,
        media: [],
        approvals: [],
      },
    ],
  };
  expect(releasePartSchema.parse(item)).toEqual(item);
  expect(itemPartSchema.safeParse({ ...item, screenId: 's1' }).success).toBe(false);
  expect(releasePartSchema.safeParse({ ...item, kind: 'article' }).success).toBe(false);
});

test('a variant says which item, language and revision it is, and an article has something to say', () => {
  const article = { kind: 'article', title: 'T', summary: 'S', blocks: [{ kind: 'list', items: ['a'] }] };
  const document = { version: 1, kind: 'variant', itemId: 'i', language: 'vi', revision: 1, leadRevision: 1, content: article };
  expect(variantDocumentSchema.parse(document)).toEqual(document);
  expect(variantDocumentSchema.safeParse({ ...document, revision: 0 }).success).toBe(false);
  for (const blocks of [[], [{ kind: 'list', items: [] }], [{ kind: 'html', text: '<b>' }], [{ kind: 'heading', text: ' ' }]])
    expect(articleContentSchema.safeParse({ ...article, blocks }).success).toBe(false);
});

test('a portal release is no other kind of document', () => {
  const envelope = {
    version: 1,
    type: 'portal-release',
    number: 1,
    issuedAtMs: 1,
    publicationId: 'p',
    rootNumber: 1,
    languages: ['vi'],
    tree: hash,
    objectCount: 1,
  };
  expect(portalReleaseEnvelopeSchema.parse(envelope)).toEqual(envelope);
  for (const bad of [{ type: 'release' }, { number: 0 }, { languages: [] }, { tree: 'x' }, { screenId: 's' }])
    expect(portalReleaseEnvelopeSchema.safeParse({ ...envelope, ...bad }).success).toBe(false);
});

test('a problem carries its code’s status and words, and its own schema takes it', () => {
  const problem = problemOf('bad-input', 'must be HH:MM', { field: 'body.spans[0].from', limit: '24:00' });
  expect(problemSchema.parse(problem)).toEqual(problem);
  expect([problem.status, problem.code]).toEqual([400, 'bad-input']);
});

test('an envelope says the semantics of its plan, and one that nobody knows yet is refused whole', () => {
  const envelope = {
    ...{ version: 1, type: 'release', number: 1, issuedAtMs: 1, screenId: 's', siteId: 'i', areaIds: [], screenKind: 'display' },
    ...{ publicationId: 'p', rootNumber: 1, tree: hash, objectCount: 1, mediaBytes: 0 },
  };
  expect([1, 2, 3, 4, 5, undefined].map((semantics) => releaseEnvelopeSchema.safeParse({ ...envelope, semantics }).success)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
  ]);
});

test('a calendar is a part of its own', () => {
  const part = { version: 1, kind: 'calendar', calendar: { id: 'c', name: 'Tết', dates: ['2027-02-06'] } };
  expect(releasePartSchema.parse(part)).toEqual(part);
});

test('so is the zone of another place', () => {
  const part = { version: 1, kind: 'zone', zone: { name: 'Europe/Paris', initialOffsetMs: 3_600_000, transitions: [] } };
  expect(releasePartSchema.parse(part)).toEqual(part);
});
