import { knownGoodListSchema, signedDocumentSchema, type FileRef, type ReleaseEnvelope } from '@gatecast/protocol';
import type { ReleaseContents } from '@gatecast/releases';
import type { Quorum } from '@gatecast/signing';
import type { KnownGoodFacts } from '../brain/release-steps.ts';
import type { ActiveRelease } from './active-release.ts';
import type { KeptMedia, Needs } from './kept-media.ts';
import { envelopeOf, judgeRelease, type OpenPlayable, type Opened } from './prepare-release.ts';
import { jsonOf } from './store/json-of.ts';
import type { HeldRelease, ReleaseStore } from './store/release-store.ts';

type Wanted =
  | { readonly kind: 'none' }
  | { readonly kind: 'missing'; readonly names: readonly string[] }
  | { readonly kind: 'useless'; readonly name: string; readonly detail: string }
  | { readonly kind: 'found'; readonly held: HeldRelease; readonly envelope: ReleaseEnvelope };

const settled: KnownGoodFacts = { kind: 'settled', missingMedia: [] };

export type KnownGoodKeeper = ReturnType<typeof knownGoodKeeper>;

/**
 * The release that two persons pinned as known good, beside those that come and go. The alert state names a list, the list names a signed
 * envelope for each screen; both are objects, so that any origin may serve them and a name vouches for each.
 */
export function knownGoodKeeper(world: {
  readonly store: ReleaseStore;
  readonly media: KeptMedia;
  readonly openPlayable: OpenPlayable;
  readonly quorum: Quorum;
  readonly screenId: string;
  /** The list that the alert state names; null: it names none. */
  readonly listName: () => string | null;
  readonly onTrouble: (detail: string) => void;
  /** Another one is held, or none. */
  readonly onHeld: (release: ActiveRelease | null) => void;
}) {
  const { store } = world;
  let opened: { readonly name: string; readonly contents: ReleaseContents } | null = null;
  let uselessTold = '';

  function parsed(name: string): unknown {
    return jsonOf(store.object(name)?.toString('utf8') ?? '');
  }
  function wanted(): Wanted {
    const listName = world.listName();
    if (listName === null) return { kind: 'none' };
    if (store.object(listName) === undefined) return { kind: 'missing', names: [listName] };
    const list = knownGoodListSchema.safeParse(parsed(listName));
    if (!list.success) return { kind: 'useless', name: listName, detail: 'the list is none' };
    const entry = list.data.releases.find(({ screenId }) => screenId === world.screenId);
    if (entry === undefined) return { kind: 'none' };
    const name = entry.document;
    if (store.object(name) === undefined) return { kind: 'missing', names: [name] };
    const document = signedDocumentSchema.safeParse(parsed(name));
    const judged = document.success ? judgeRelease(document.data, world.quorum) : null;
    if (!document.success || judged?.kind !== 'verified') return { kind: 'useless', name, detail: 'it is not signed as required' };
    const envelope = judged.document;
    if (envelope.screenId !== world.screenId || envelope.number !== entry.number)
      return { kind: 'useless', name, detail: `it is release ${envelope.number} of ${envelope.screenId}` };
    return { kind: 'found', held: { number: envelope.number, name, document: document.data }, envelope };
  }
  function open(name: string, envelope: ReleaseEnvelope): Opened {
    if (opened?.name === name) return { kind: 'open', contents: opened.contents };
    const found = world.openPlayable(envelope);
    if (found.kind === 'open') opened = { name, contents: found.contents };
    return found;
  }
  function useless(name: string, detail: string): KnownGoodFacts {
    if (uselessTold !== name) world.onTrouble(`${name.slice(0, 12)}: ${detail}`);
    uselessTold = name;
    return settled;
  }
  function current(): ActiveRelease | null {
    const held = store.held();
    if (held === null) return null;
    const envelope = envelopeOf(held.document);
    const found = open(held.name, envelope);
    return found.kind === 'open' ? { envelope, contents: found.contents } : null;
  }
  return {
    current,
    missing: (): readonly FileRef[] => {
      const held = current();
      return held === null ? [] : world.media.missingOf(held.contents);
    },
    facts(): KnownGoodFacts {
      const want = wanted();
      switch (want.kind) {
        case 'none':
          return store.held() === null ? settled : { kind: 'unwanted' };
        case 'missing':
          return { kind: 'incomplete', missingObjects: want.names };
        case 'useless':
          return useless(want.name, want.detail);
        case 'found': {
          const { held, envelope } = want;
          const found = open(held.name, envelope);
          if (found.kind === 'incomplete') return found;
          if (found.kind === 'unusable') return useless(held.name, found.detail);
          const missingMedia = world.media.missingOf(found.contents);
          const isHeld = store.held()?.name === held.name;
          return isHeld ? { kind: 'settled', missingMedia } : { kind: 'open', number: held.number, missingMedia };
        }
      }
    },
    /** What it takes to keep the one that is held, and to bring the one that is wanted. */
    needs(): Needs {
      const want = wanted();
      const held = current();
      const found = want.kind === 'found' ? open(want.held.name, want.envelope) : null;
      const both = [held?.contents, found?.kind === 'open' ? found.contents : undefined].filter((contents) => contents !== undefined);
      const names = [world.listName(), store.held()?.name, want.kind === 'found' ? want.held.name : null];
      return {
        objects: [...names.filter((name) => typeof name === 'string'), ...both.flatMap(({ objectNames }) => [...objectNames])],
        media: both.flatMap(({ media }) => [...media.keys()]),
      };
    },
    /** It is whole: it is held from here on, in the place of the one before. */
    hold(number: number): boolean {
      const want = wanted();
      if (want.kind !== 'found' || want.held.number !== number) return false;
      store.hold(want.held);
      world.onHeld(current());
      return true;
    },
    drop(): void {
      store.hold(null);
      world.onHeld(null);
    },
  };
}
