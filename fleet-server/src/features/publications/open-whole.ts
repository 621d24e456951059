import { openRelease, type ReleaseContents } from '@gatecast/releases';
import type { ReleaseDoor } from '../../release-door.ts';

/** Opens a stored tree with all of its objects; one that is missing or damaged is a broken invariant and throws. */
export async function openWhole(tree: string, readObject: ReleaseDoor['readObject']): Promise<ReleaseContents> {
  const objects = new Map<string, Uint8Array>();
  for (;;) {
    const opened = openRelease(tree, (name) => objects.get(name));
    if (opened.kind === 'open') return opened.contents;
    if (opened.kind === 'bad') throw new Error(`the release tree ${tree} is damaged: ${JSON.stringify(opened.faults[0])}`);
    for (const name of opened.missing) {
      const bytes = await readObject(name);
      if (bytes === undefined) throw new Error(`the object ${name} of tree ${tree} is missing`);
      objects.set(name, bytes);
    }
  }
}
