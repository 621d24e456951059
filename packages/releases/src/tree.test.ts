import { nameOfBytes } from '@gatecast/signing';
import { expect, test } from 'vitest';
import { buildTree, encodeObject, walkTree } from './tree.ts';

function partsOf(count: number): Map<string, unknown> {
  return new Map(Array.from({ length: count }, (_, index) => [`item:${index}`, { version: 1, index }]));
}

test('a walked tree gives the keys that were built in, whatever their number', () => {
  for (const count of [0, 1, 64, 65, 1_000]) {
    const built = buildTree(partsOf(count));
    const walked = walkTree(built.tree, (name) => built.objects.get(name));
    expect(walked.leaves.map((leaf) => leaf.key).sort()).toEqual([...partsOf(count).keys()].sort());
    expect({ missing: walked.missing, faults: walked.faults }).toEqual({ missing: [], faults: [] });
  }
});

test('every object is named by the hash of its bytes', () => {
  const { objects } = buildTree(partsOf(200));
  for (const [name, bytes] of objects) expect(nameOfBytes(bytes)).toBe(name);
});

test('one change among 500 parts makes no more new objects than the path to it', () => {
  const before = buildTree(partsOf(500));
  const after = buildTree(partsOf(500).set('item:77', { version: 1, index: 'changed' }));
  const fresh = [...after.objects.keys()].filter((name) => !before.objects.has(name));
  expect(fresh.length).toBe(3);
});

test('the order in which parts are given does not matter', () => {
  const parts = partsOf(100);
  expect(buildTree(new Map([...parts].toReversed())).tree).toBe(buildTree(parts).tree);
});

test('a tree whose nodes name each other again and again is refused at once', () => {
  const objects = new Map<string, Buffer>();
  let below = { name: nameOfBytes(Buffer.from('a leaf that is not here')), sizeBytes: 2 };
  for (let depth = 0; depth < 30; depth += 1) {
    const branches = Array.from({ length: 64 }, (_, slot) => ({ slot, ...below }));
    const { name, bytes } = encodeObject({ version: 1, kind: 'branches', branches });
    objects.set(name, bytes);
    below = { name, sizeBytes: bytes.length };
  }
  const { faults } = walkTree(below.name, (name) => objects.get(name));
  expect(faults).toEqual([{ kind: 'bad-object', name: expect.any(String), detail: 'stands in the tree twice' }]);
});
