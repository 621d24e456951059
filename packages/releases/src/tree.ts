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

/**
 * The leaves below a node as far as its objects are here, and the names of the nodes that are not. `read` makes a node of bytes; whoever
 * walks many trees that share most of their nodes passes one that remembers them.
 */
export function walkTree(
  tree: string,
  get: (name: string) => Uint8Array | undefined,
  read: (name: string, bytes: Uint8Array) => TreeNode | null = (_name, bytes) => treeNodeOf(bytes),
): { readonly leaves: readonly Leaf[]; readonly missing: readonly string[]; readonly faults: readonly TreeFault[] } {
  const leaves: Leaf[] = [];
  const missing: string[] = [];
  const faults: TreeFault[] = [];
  const waiting: { name: string; depth: number }[] = [{ name: tree, depth: 0 }];
  const seen = new Set<string>();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { name, depth } = next;
    // seven objects that each name the next one 64 times would be walked for years
    if (seen.has(name)) {
      faults.push({ kind: 'bad-object', name, detail: 'stands in the tree twice' });
      break;
    }
    seen.add(name);
    const bytes = get(name);
    if (bytes === undefined) {
      missing.push(name);
      continue;
    }
    const node = read(name, bytes);
    if (node === null || depth > 42) {
      faults.push({ kind: 'bad-object', name, detail: node === null ? 'is not a tree node' : 'the tree is deeper than its hash' });
      continue;
    }
    if (node.kind === 'leaves') leaves.push(...node.leaves);
    else for (const branch of node.branches) waiting.push({ name: branch.name, depth: depth + 1 });
  }
  return { leaves, missing, faults };
}

/** A node of its object's bytes; null where they are none. */
export function treeNodeOf(bytes: Uint8Array): TreeNode | null {
  return treeNodeSchema.safeParse(parseObject(bytes)).data ?? null;
}

/** JSON of an object's bytes; undefined where they are none, which every schema then refuses. */
export function parseObject(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
