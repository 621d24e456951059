import { releasePartSchema, type ReleasePart, type ScreenPart } from '@gatecast/protocol';
import { parseObject, walkTree } from '@gatecast/releases';
import type { Zone } from '@gatecast/schedules';
import type { Kysely, Transaction } from 'kysely';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { readObject } from '../content/object-store.ts';
import { zonePartOf } from './screen-parts.ts';

/** Trees as they were published, for the compiler's thread: their nodes and parts, without the documents of variants. */
export type StoredTrees = ReadonlyMap<string, Uint8Array>;

/** Objects between two turns of everybody else. */
const portion = 100;

/** Reads the nodes and parts of these trees, each object once; null where one of them is gone. `known` is not asked of the store. */
export async function readStoredTrees(
  db: Kysely<TruthSchema> | Transaction<TruthSchema>,
  trees: Iterable<string>,
  known: StoredTrees = new Map(),
): Promise<StoredTrees | null> {
  const objects = new Map<string, Uint8Array>();
  let count = 0;
  async function read(name: string): Promise<boolean> {
    if (objects.has(name)) return true;
    const bytes = known.get(name) ?? (await readObject(db, name));
    if (bytes === undefined) return false;
    objects.set(name, bytes);
    if (++count % portion === 0) await letOthersRun();
    return true;
  }
  for (const tree of new Set(trees)) {
    for (;;) {
      const { leaves, missing, faults } = walkTree(tree, (name) => objects.get(name));
      if (faults.length > 0) throw new Error(`the tree ${tree} is damaged: ${JSON.stringify(faults[0])}`);
      const wanted = missing.length > 0 ? missing : leaves.map(({ name }) => name);
      for (const name of wanted) if (!(await read(name))) return null;
      if (missing.length === 0) break;
    }
  }
  return objects;
}

/** Trees that were published, with each part parsed once. */
export type OpenStored = {
  readonly parts: (tree: string) => ReadonlyMap<string, ReleasePart>;
  /** The parts of a tree with another screen's part in the place of its own, and its zones as they are known now. */
  readonly withScreen: (tree: string, screen: ScreenPart, zoneNamed: (name: string) => Zone | null) => ReadonlyMap<string, ReleasePart>;
};

/** Throws, when asked, where a tree was not read whole or holds what is no part. */
export function openStored(objects: StoredTrees): OpenStored {
  const parsed = new Map<string, ReleasePart>();
  function partNamed(name: string): ReleasePart {
    const bytes = objects.get(name);
    if (bytes === undefined) throw new Error(`the object ${name} was not read`);
    const part = parsed.get(name) ?? releasePartSchema.parse(parseObject(bytes));
    parsed.set(name, part);
    return part;
  }
  function parts(tree: string): ReadonlyMap<string, ReleasePart> {
    const { leaves, missing, faults } = walkTree(tree, (name) => objects.get(name));
    if (missing.length + faults.length > 0) throw new Error(`the tree ${tree} was not read whole`);
    return new Map(leaves.map(({ key, name }) => [key, partNamed(name)]));
  }
  return {
    parts,
    withScreen(tree, screen, zoneNamed) {
      const asNow = (part: ReleasePart): ReleasePart => {
        const zone = part.kind === 'zone' ? zoneNamed(part.zone.name) : null;
        return part.kind === 'zone' && zone !== null ? zonePartOf(part.zone.name, zone) : part;
      };
      return new Map([...[...parts(tree)].map(([key, part]) => [key, asNow(part)] as const), ['screen', screen]]);
    },
  };
}
