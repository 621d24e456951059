import type { CompiledScreen, CompiledTree, CompileOutput } from './compile-releases.ts';
import { overbookedFaults } from './overbooked-faults.ts';
import type { CompileInput, ScreenInput } from './compile-input.ts';
import { canonicalBytes, nameOfBytes } from '@gatecast/signing';
import type { NewestRelease } from './store.ts';

type RefusedScreen = Pick<Extract<CompiledScreen, { kind: 'refused' }>, 'screenId' | 'faults'>;

export type ChangedScreen = { readonly screen: ScreenInput; readonly tree: CompiledTree; readonly basis: string };

/** What a publication would do. */
export type PublicationPlan = {
  readonly changed: readonly ChangedScreen[];
  readonly unchangedCount: number;
  /** Their plans cannot be played: nothing at all is published. */
  readonly refused: readonly RefusedScreen[];
  /** Interrupts are promised more than the whole there: they keep what they have, and the others go on. */
  readonly passedOver: readonly RefusedScreen[];
};

/**
 * Compares what was compiled with what each screen was told last. A screen changes with its tree, and with what its envelope says of
 * its place; a release that its player refused is given once more. Screens that no entry addresses stay without a release, but one
 * that had something to show may not lose it: a screen is never blank.
 */
export function planPublication(
  input: CompileInput,
  output: CompileOutput,
  newest: (screenId: string) => NewestRelease | null,
  rootNumber: number,
): PublicationPlan {
  const screens = new Map(input.screens.map((screen) => [screen.id, screen]));
  const trees = new Map(output.trees.map((tree) => [tree.tree, tree]));
  const changed: ChangedScreen[] = [];
  const refused: RefusedScreen[] = [];
  const passedOver: RefusedScreen[] = [];
  let unchangedCount = 0;
  const basisOf = createBasis(rootNumber);
  for (const result of output.screens) {
    const last = newest(result.screenId);
    switch (result.kind) {
      case 'refused':
        refused.push({ screenId: result.screenId, faults: result.faults });
        break;
      case 'unaddressed':
        if (last === null) unchangedCount += 1;
        else refused.push({ screenId: result.screenId, faults: [nothingLeft] });
        break;
      case 'compiled': {
        const screen = screens.get(result.screenId);
        const tree = trees.get(result.tree);
        if (screen === undefined || tree === undefined)
          throw new Error('the compiler answered about a screen or tree that it was not asked');
        const basis = basisOf(screen, result.tree);
        const faults = overbookedFaults(tree.found);
        if (last !== null && last.basis === basis && last.state !== 'refused') unchangedCount += 1;
        else if (faults.length > 0) passedOver.push({ screenId: result.screenId, faults });
        else changed.push({ screen, tree, basis });
        break;
      }
    }
  }
  return { changed, unchangedCount, refused, passedOver };
}

const nothingLeft = {
  path: 'entries',
  code: 'no-unconditional-fallback',
  message: 'no entry addresses this screen any more; it needs a fallback entry',
} as const;

/** Many screens stand at one place and share a tree, and a hash is dear. */
function createBasis(rootNumber: number): (screen: ScreenInput, tree: string) => string {
  const known = new Map<string, string>();
  return ({ siteId, areaIds, kind }, tree) => {
    const key = [tree, siteId, kind, ...areaIds].join(' ');
    const basis = known.get(key) ?? nameOfBytes(canonicalBytes([tree, siteId, areaIds, kind, rootNumber]));
    known.set(key, basis);
    return basis;
  };
}
