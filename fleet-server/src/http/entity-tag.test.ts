import { expect, test } from 'vitest';
import { entityTagOf, isKnown, weakTagOf, withIfMatch } from './entity-tag.ts';

const document = 'ab'.repeat(32);
const put = (tag: string | undefined, body: unknown, field: 'revision' | 'edits' | 'document' = 'revision') => {
  const read = withIfMatch({ method: 'PUT', headers: tag === undefined ? {} : { 'if-match': tag }, body, query: {} }, field);
  return read.kind === 'read' ? read.body : read.problem.code;
};

test('what counts its edits, or names its document, has a strong ETag of that and of all it says; nothing else has', () => {
  const tagOf = (answer: unknown) => entityTagOf(answer, JSON.stringify(answer));
  const [plain, named] = [tagOf({ revision: 7 }) ?? '', tagOf({ revision: 7, document }) ?? ''];
  expect([plain, named]).toEqual([expect.stringMatching(/^"7\.[\w-]{22}"$/), expect.stringMatching(/^"(ab){32}\.[\w-]{22}"$/)]);
  expect([{ id: 'x' }, null, 'text'].map(tagOf)).toEqual([null, null, null]);
  // what changed without an edit is another answer, and overwrites nobody's edit
  const [well, gone] = [tagOf({ revision: 7, state: 'healthy' }) ?? '', tagOf({ revision: 7, state: 'offline' }) ?? ''];
  expect([isKnown(well, well), isKnown(well, gone)]).toEqual([true, false]);
  for (const tag of [well, gone, '"7"']) expect(put(tag, {})).toEqual({ revision: 7 });
  for (const tag of [named, `"${document}"`]) expect(put(tag, {}, 'document')).toEqual({ document });
  expect(['"7.short"', `"7.${'x'.repeat(23)}"`, '"7."'].map((tag) => put(tag, {}))).toEqual(Array(3).fill('bad-input'));
});

test('If-Match stands for the revision or the document in the body, and must not say another than it', () => {
  expect([put('"7"', { name: 'x' }), put('"7"', { revision: 7 }), put('"7"', null), put(undefined, { revision: 7 })]).toEqual([
    { name: 'x', revision: 7 },
    { revision: 7 },
    { revision: 7 },
    { revision: 7 },
  ]);
  expect([put(`"${document}"`, {}, 'document'), put(undefined, { document: null }, 'document')]).toEqual([
    { document },
    { document: null },
  ]);
  expect([put('"7"', { revision: 8 }), put('W/"7"', {}), put('7', {}), put('"7", "8"', {})]).toEqual(Array(4).fill('bad-input'));
  expect([put('"7"', {}, 'document'), put(`"${document}"`, {})]).toEqual(Array(2).fill('bad-input'));
});

test('whoever does not say what they read is asked to, also where they say “whatever stands there”', () => {
  const bare = [put(undefined, {}), put('*', {}), put(undefined, undefined), put(undefined, {}, 'document'), put(undefined, {}, 'edits')];
  expect(bare).toEqual(Array(5).fill('precondition-required'));
  // what is no object at all is for the schema to refuse
  expect([put(undefined, []), put(undefined, 'text')]).toEqual([[], 'text']);
  const asked = { method: 'PUT', headers: { 'if-none-match': '*' }, body: {}, query: {} };
  expect(withIfMatch(asked, 'document')).toMatchObject({ kind: 'read', body: { document: null } });
  expect(withIfMatch(asked, 'revision')).toMatchObject({ kind: 'problem', problem: { status: 428, field: 'headers.if-match' } });
});

test('what edits nothing has no use for the header', () => {
  const asked = { method: 'POST', headers: { 'if-match': 'W/"7"' }, body: { name: 'x' }, query: {} };
  expect(withIfMatch(asked, undefined)).toEqual({ kind: 'read', body: { name: 'x' }, query: {} });
});

test('of a removal If-Match stands for the revision in the query', () => {
  const remove = (tag: string, query: unknown) => {
    const read = withIfMatch({ method: 'DELETE', headers: { 'if-match': tag }, body: undefined, query }, 'revision');
    return read.kind === 'read' ? read.query : read.problem.code;
  };
  expect([remove('"7"', {}), remove('"7"', { revision: '7' }), remove('*', {}), remove('"7"', { revision: '8' })]).toEqual([
    { revision: 7 },
    { revision: 7 },
    'precondition-required',
    'bad-input',
  ]);
});

test('a weak tag is of what is said, and is known by its name among others, weak or strong', () => {
  const tag = weakTagOf('{"a":1}');
  expect([tag === weakTagOf('{"a":1}'), tag === weakTagOf('{"a":2}')]).toEqual([true, false]);
  expect(tag).toMatch(/^W\/"[\w-]{22}"$/);
  expect([tag, tag.slice(2), `"other", ${tag}`, '*'].map((named) => isKnown(named, tag))).toEqual([true, true, true, true]);
  expect([undefined, '', '"other"', tag.slice(0, -2)].map((named) => isKnown(named, tag))).toEqual([false, false, false, false]);
  expect(isKnown('W/"7"', '"7"')).toBe(true);
});
