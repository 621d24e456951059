import { itemPartSchema, treeNodeSchema, type FileRef, type ItemPart, type TreeNode } from '@gatecast/protocol';
import { parseObject } from '@gatecast/releases';

/** What a device that holds one tree must fetch for another. */
export type TreeDifference = { readonly newObjects: number; readonly newBytes: number };

/** Bytes of an object by its name. Rejects where it is gone: a tree that was published is kept whole. */
export type ReadObject = (name: string) => Promise<Uint8Array>;

type Named = { readonly name: string; readonly sizeBytes: number };

/**
 * Walks two trees together and never into what they share: a change costs its path here as well. An object or media file that
 * moved to another key counts as new, so the answer is an upper bound.
 */
export async function differenceOfTrees(before: string, after: string, read: ReadObject): Promise<TreeDifference> {
  const objects = new Map<string, number>();
  const media = new Map<string, number>();

  async function compareNodes(beforeName: string | null, now: Named): Promise<void> {
    if (beforeName === now.name) return;
    const afterNode = await readNode(now.name, read);
    objects.set(now.name, now.sizeBytes);
    const beforeNode = beforeName === null ? null : await readNode(beforeName, read);
    if (afterNode.kind === 'branches') {
      for (const branch of afterNode.branches) await compareNodes(nameInSlot(beforeNode, branch.slot), branch);
      return;
    }
    const leavesBefore = new Map(beforeNode?.kind === 'leaves' ? beforeNode.leaves.map(({ key, name }) => [key, name]) : []);
    for (const leaf of afterNode.leaves) {
      const nameBefore = leavesBefore.get(leaf.key) ?? null;
      if (nameBefore === leaf.name) continue;
      objects.set(leaf.name, leaf.sizeBytes);
      if (leaf.key.startsWith('item:')) await compareItems(nameBefore, leaf.name);
    }
  }

  async function compareItems(beforeName: string | null, afterName: string): Promise<void> {
    const held = beforeName === null ? [] : (await readItem(beforeName, read)).variants;
    const documents = new Set(held.map(({ document }) => document));
    const files = new Set(held.flatMap((variant) => filesOf(variant).map(({ hash }) => hash)));
    for (const variant of (await readItem(afterName, read)).variants) {
      if (!documents.has(variant.document)) objects.set(variant.document, variant.sizeBytes);
      for (const { hash, sizeBytes } of filesOf(variant)) if (!files.has(hash)) media.set(hash, sizeBytes);
    }
  }

  await compareNodes(before, { name: after, sizeBytes: (await read(after)).byteLength });
  const newBytes = [...objects.values(), ...media.values()].reduce((sum, sizeBytes) => sum + sizeBytes, 0);
  return { newObjects: objects.size, newBytes };
}

function filesOf({ media, files = [] }: ItemPart['variants'][number]): readonly FileRef[] {
  return [...media, ...files];
}

function nameInSlot(node: TreeNode | null, slot: number): string | null {
  if (node?.kind !== 'branches') return null;
  return node.branches.find((branch) => branch.slot === slot)?.name ?? null;
}

async function readNode(name: string, read: ReadObject): Promise<TreeNode> {
  return treeNodeSchema.parse(parseObject(await read(name)));
}

async function readItem(name: string, read: ReadObject): Promise<ItemPart> {
  return itemPartSchema.parse(parseObject(await read(name)));
}
