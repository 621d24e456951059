import type { MediaRef, RefusalReason } from '@gatecast/protocol';

// Target state against current state: what lies between is a plain list of steps. The facts come from the store at each
// turn, so that a player killed between two steps goes on with the next one.

/** How far the release in preparation has come, as the objects and media that are here tell. */
export type Preparation =
  | { readonly kind: 'incomplete'; readonly missingObjects: readonly string[] }
  | { readonly kind: 'unusable'; readonly reason: RefusalReason; readonly detail: string }
  | { readonly kind: 'open'; readonly missingMedia: readonly MediaRef[] };

export type NextRelease = { readonly number: number; readonly state: 'delivered' | 'prepared'; readonly preparation: Preparation };

export type KeptMedia = { readonly hash: string; readonly sizeBytes: number };

export type ReleaseFacts = {
  /** The highest number that the server has told of; 0: none. */
  readonly availableNumber: number;
  /** The highest number that was refused, so that it is not fetched again and again. */
  readonly refusedNumber: number;
  /** 0: none */
  readonly activeNumber: number;
  /** Media of the active release that are not on disk any more. */
  readonly activeMissingMedia: readonly MediaRef[];
  readonly next: NextRelease | null;
  readonly isConnected: boolean;
  /** What is here and what no kept release needs; media in the order in which they are to go. */
  readonly unneeded: { readonly objects: readonly string[]; readonly media: readonly KeptMedia[] };
  /** Bytes that the disk has too few for the media that are missing and the room that is to stay free; 0: enough. */
  readonly shortBytes: number;
  readonly reportsWaiting: number;
};

export type Step =
  | { readonly name: 'send-reports' }
  | { readonly name: 'fetch-release'; readonly number: number }
  | { readonly name: 'fetch-objects'; readonly number: number; readonly names: readonly string[] }
  | { readonly name: 'fetch-media'; readonly number: number; readonly refs: readonly MediaRef[] }
  | { readonly name: 'prepare'; readonly number: number }
  | { readonly name: 'activate'; readonly number: number }
  | { readonly name: 'refuse'; readonly number: number; readonly reason: RefusalReason; readonly detail: string }
  | {
      readonly name: 'evict';
      readonly objects: readonly string[];
      readonly media: readonly string[];
    };

/**
 * The steps from the facts to the target, in the order in which they are to be done; the facts are asked again when the
 * list is done or a step failed. A newer release is fetched before anything else is fetched for an older one. Media that
 * nothing needs stay until their room is wanted, as they may be needed again; while the objects of a release are missing
 * nothing is evicted, as what is unneeded now may be what it needs.
 */
export function stepsFor(facts: ReleaseFacts): readonly Step[] {
  const steps: Step[] = [];
  if (facts.isConnected && facts.reportsWaiting > 0) steps.push({ name: 'send-reports' });
  const known = Math.max(facts.activeNumber, facts.refusedNumber, facts.next?.number ?? 0);
  if (facts.isConnected && facts.availableNumber > known) {
    steps.push({ name: 'fetch-release', number: facts.availableNumber });
    return steps;
  }
  if (facts.next !== null) return [...steps, ...stepsOfNext(facts.next, facts)];
  const gone = evictable(facts);
  const { objects } = facts.unneeded;
  if (objects.length + gone.length > 0) steps.push({ name: 'evict', objects, media: gone });
  if (facts.activeMissingMedia.length > 0) steps.push({ name: 'fetch-media', number: facts.activeNumber, refs: facts.activeMissingMedia });
  return steps;
}

/** The media that go first, as many as make the room that is wanted; fewer where there are no more. */
function evictable({ unneeded, shortBytes }: ReleaseFacts): readonly string[] {
  const gone: string[] = [];
  let madeBytes = 0;
  for (const { hash, sizeBytes } of unneeded.media) {
    if (madeBytes >= shortBytes) break;
    gone.push(hash);
    madeBytes += sizeBytes;
  }
  return gone;
}

function stepsOfNext({ number, state, preparation }: NextRelease, facts: ReleaseFacts): readonly Step[] {
  switch (preparation.kind) {
    case 'unusable':
      return [{ name: 'refuse', number, reason: preparation.reason, detail: preparation.detail }];
    case 'incomplete':
      return [{ name: 'fetch-objects', number, names: preparation.missingObjects }];
    case 'open':
      if (preparation.missingMedia.length > 0) {
        const gone = evictable(facts);
        if (gone.length > 0) return [{ name: 'evict', objects: [], media: gone }];
        // what is broken of the active release does not wait for a next one that may take hours
        const active = facts.activeMissingMedia.filter(({ hash }) => preparation.missingMedia.every((ref) => ref.hash !== hash));
        return [{ name: 'fetch-media', number, refs: [...active, ...preparation.missingMedia] }];
      }
      return state === 'delivered'
        ? [
            { name: 'prepare', number },
            { name: 'activate', number },
          ]
        : [{ name: 'activate', number }];
  }
}
