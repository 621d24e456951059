import type { ReleaseEnvelope } from '@gatecast/protocol';
import type { ReleaseContents } from '@gatecast/releases';
import type { Quorum } from '@gatecast/signing';
import { envelopeOf, judgeRelease, type OpenPlayable } from './prepare-release.ts';
import type { SignedCopies } from './signed-copies.ts';
import type { KeptRelease, ReleaseStore } from './store/release-store.ts';

export type ActiveRelease = { readonly envelope: ReleaseEnvelope; readonly contents: ReleaseContents };

/** The release that plays: taken up from the store, or from its signed copy where the store lost it, and copied when it changes. */
export function activeRelease(world: {
  readonly store: ReleaseStore;
  readonly copies: SignedCopies;
  readonly openPlayable: OpenPlayable;
  readonly quorum: Quorum;
  readonly screenId: string;
  readonly serverNowMs: () => number;
  readonly onTrouble: (detail: string) => void;
  readonly onActive: (release: ActiveRelease) => void;
}) {
  const { store, copies } = world;
  let active: ActiveRelease | null = null;
  /** The number of the release in the copies; 0: none that is of use. */
  let copiedNumber = 0;

  function kept(role: KeptRelease['role']): KeptRelease | undefined {
    return store.kept().find((release) => release.role === role);
  }
  /** The number of a document that is signed for this screen; 0: it is none. */
  function soundNumber(document: KeptRelease['document']): number {
    const judged = judgeRelease(document, world.quorum);
    return judged.kind === 'verified' && judged.document.screenId === world.screenId ? judged.document.number : 0;
  }
  /** Puts a kept release on the glass. One that the store does not hold whole any more is lost, and fetched again. */
  function adopt(release: KeptRelease | undefined): boolean {
    if (release === undefined) return false;
    const envelope = envelopeOf(release.document);
    const opened = world.openPlayable(envelope);
    if (opened.kind !== 'open') {
      world.onTrouble(`release ${release.number} was kept and is not whole`);
      store.lose(release.number);
      return false;
    }
    active = { envelope, contents: opened.contents };
    world.onActive(active);
    return true;
  }
  function keepCopy(): void {
    const release = kept('active');
    if (active === null || release === undefined || release.number === copiedNumber) return;
    copiedNumber = release.number;
    const names = [...active.contents.objectNames];
    const objects = store.reading(() => names.flatMap((name) => store.object(name) ?? []));
    copies.keepRelease(release.document, objects);
  }
  function adoptNewest(): void {
    const copy = copies.release();
    copiedNumber = copy === null ? 0 : soundNumber(copy.document);
    const restore = (): void => {
      if (copy === null) return;
      store.addObjects(copy.objects);
      store.restore(copiedNumber, copy.document, world.serverNowMs());
    };
    const activeNumber = kept('active')?.number ?? 0;
    if (copiedNumber > activeNumber) restore();
    if (adopt(kept('active'))) return;
    if (copiedNumber > 0 && copiedNumber <= activeNumber) {
      restore();
      if (adopt(kept('active'))) return;
    }
    adopt(kept('previous'));
  }
  return {
    current: (): ActiveRelease | null => active,
    /** Goes on with what was active when the last agent stopped. What was kept and is not what was signed is lost. */
    adoptAtStart(): void {
      for (const { number, document } of store.kept()) {
        if (soundNumber(document) === number) continue;
        world.onTrouble(`release ${number} was kept and is not what was signed`);
        store.lose(number);
      }
      adoptNewest();
      keepCopy();
    },
    /** The store says that another one is active now. */
    adoptActivated(): void {
      adopt(kept('active'));
      keepCopy();
    },
  };
}
