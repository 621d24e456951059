import { treeFanOut, treeNodeSchema, type TreeNode } from '@gatecast/protocol';
import { canonicalBytes, nameOfBytes } from '@gatecast/signing';

/** Objects by their names: SHA-256 in hex of the canonical bytes. */
export type Objects = ReadonlyMap<string, Buffer>;
type Leaf = { readonly key: string; readonly name: string; readonly sizeBytes: number };

/** A document as the object that it is. */
export type EncodedObject = { readonly name: string; readonly bytes: Buffer };

/** Canonical bytes and their name. */
export function encodeObject(document: unknown): EncodedObject {
  const bytes = canonicalBytes(document);
  return { name: nameOfBytes(bytes), bytes };
}

/**
 * Builds the tree over parts. The shape depends only on the set of keys, so an edit changes the nodes on the path
 * to it and nothing else. Gives the name of the root node and all objects: nodes and parts. Whoever builds many trees
 * of the same parts passes an `encode` that remembers them.
 */
export function buildTree(
  parts: ReadonlyMap<string, unknown>,
  encode: (document: unknown) => EncodedObject = encodeObject,
): { readonly tree: string; readonly objects: Objects } {
  const objects = new Map<string, Buffer>();
  function add(document: unknown): { name: string; sizeBytes: number } {
    const { name, bytes } = encode(document);
    objects.set(name, bytes);
    return { name, sizeBytes: bytes.length };
  }
  const leaves = [...parts].map(([key, part]): Leaf => ({ key, ...add(part) })).sort((a, b) => (a.key < b.key ? -1 : 1));
  function node(group: readonly Leaf[], depth: number): { name: string; sizeBytes: number } {
    if (group.length <= treeFanOut) return add({ version: 1, kind: 'leaves', leaves: [...group] } satisfies TreeNode);
    const slots = new Map<number, Leaf[]>();
    for (const leaf of group) {
      const slot = slotOf(leaf.key, depth);
      slots.set(slot, [...(slots.get(slot) ?? []), leaf]);
    }
    const branches = [...slots].sort(([a], [b]) => a - b).map(([slot, members]) => ({ slot, ...node(members, depth + 1) }));
    return add({ version: 1, kind: 'branches', branches } satisfies TreeNode);
  }
  return { tree: node(leaves, 0).name, objects };
}

/** Six bits of the key's hash, counted from its start. */
function slotOf(key: string, depth: number): number {
  const bits = BigInt(`0x${nameOfBytes(Buffer.from(key, 'utf8'))}`);
  return Number((bits >> BigInt(250 - depth * 6)) & 63n);
}

export type TreeFault = { readonly kind: 'bad-object'; readonly name: string; readonly detail: string };

/** The leaves below a node as far as its objects are here, and the names of the nodes that are not. */
export function walkTree(
  tree: string,
  get: (name: string) => Uint8Array | undefined,
): { readonly leaves: readonly Leaf[]; readonly missing: readonly string[]; readonly faults: readonly TreeFault[] } {
  const leaves: Leaf[] = [];
  const missing: string[] = [];
  const faults: TreeFault[] = [];
  const waiting: { name: string; depth: number }[] = [{ name: tree, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { name, depth } = next;
    const bytes = get(name);
    if (bytes === undefined) {
      missing.push(name);
      continue;
    }
    const parsed = treeNodeSchema.safeParse(parseObject(bytes));
    if (!parsed.success || depth > 42) {
      faults.push({ kind: 'bad-object', name, detail: parsed.success ? 'the tree is deeper than its hash' : 'is not a tree node' });
      continue;
    }
    if (parsed.data.kind === 'leaves') leaves.push(...parsed.data.leaves);
    else for (const branch of parsed.data.branches) waiting.push({ name: branch.name, depth: depth + 1 });
  }
  return { leaves, missing, faults };
}

/** JSON of an object's bytes; undefined where they are none, which every schema then refuses. */
export function parseObject(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
