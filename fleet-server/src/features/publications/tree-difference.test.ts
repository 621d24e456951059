import type { ItemPart } from '@gatecast/protocol';
import { buildTree } from '@gatecast/releases';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { differenceOfTrees } from './tree-difference.ts';

const hashOf = (digit: number, count: number) => `${digit}${count}`.padEnd(64, '0');

/** An item in one of its revisions; its document and its file change with it. */
function item(id: number, revision: number): ItemPart {
  const validity = { fromMs: null, untilMs: null };
  const media = [{ hash: hashOf(2, id * 100 + revision), mime: 'image/webp' as const, sizeBytes: 1_000, widthPx: 1, heightPx: 1 }];
  const variant = {
    language: 'vi',
    durationMs: 6_000,
    validity,
    document: hashOf(1, id * 100 + revision),
    sizeBytes: 10,
    media,
    approvals: [],
  };
  const fields = { itemKind: 'image' as const, title: 't', category: 'c', supplier: 's', validity, missing: 'skip' as const };
  return { version: 1, kind: 'item', id: `i${id}`, ...fields, variants: [variant] };
}

function treeOf(revisions: readonly (number | null)[]) {
  const items = revisions.flatMap((revision, id) => (revision === null ? [] : [item(id, revision)]));
  const { tree, objects } = buildTree(new Map(items.map((part) => [`item:${part.id}`, part])));
  const sizes = new Map([...objects].map(([name, bytes]) => [name, bytes.length]));
  for (const { variants } of items)
    for (const { document, media } of variants)
      for (const [name, bytes] of [
        [document, 10],
        [media[0]?.hash ?? '', 1_000],
      ] as const)
        sizes.set(name, bytes);
  return {
    tree,
    objects,
    sizes,
    files: new Set(items.flatMap(({ variants }) => variants.flatMap(({ media }) => media.map(({ hash }) => hash)))),
  };
}

test('what two trees do not share is what a device fetches, whatever was edited, added or removed', async () => {
  const revisions = fc.array(fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }), { minLength: 0, maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(revisions, revisions, async (before, after) => {
      const [old, now] = [treeOf(before), treeOf(after)];
      const reads: string[] = [];
      const difference = await differenceOfTrees(old.tree, now.tree, async (name) => {
        reads.push(name);
        return now.objects.get(name) ?? old.objects.get(name) ?? Buffer.alloc(0);
      });
      const fresh = [...now.sizes].filter(([name]) => !old.sizes.has(name));
      expect(difference).toEqual({
        newObjects: fresh.filter(([name]) => !now.files.has(name)).length,
        newBytes: fresh.reduce((sum, [, sizeBytes]) => sum + sizeBytes, 0),
      });
    }),
    { numRuns: 60 },
  );
});

test('what is shared is never read', async () => {
  const before = treeOf(Array(200).fill(1));
  const after = treeOf([2, ...Array<number>(199).fill(1)]);
  const reads = new Set<string>();
  await differenceOfTrees(before.tree, after.tree, async (name) => {
    reads.add(name);
    return after.objects.get(name) ?? before.objects.get(name) ?? Buffer.alloc(0);
  });
  // root, branch and item of either tree
  expect(reads.size).toBe(6);
});
