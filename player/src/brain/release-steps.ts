import type { FileRef, RefusalReason } from '@gatecast/protocol';

// Target state against current state: what lies between is a plain list of steps. The facts come from the store at each
// turn, so that a player killed between two steps goes on with the next one.

/** How far the release in preparation has come, as the objects and media that are here tell. */
export type Preparation =
  | { readonly kind: 'incomplete'; readonly missingObjects: readonly string[] }
  | { readonly kind: 'unusable'; readonly reason: RefusalReason; readonly detail: string }
  | { readonly kind: 'open'; readonly missingMedia: readonly FileRef[] };

export type NextRelease = {
  readonly number: number;
  readonly state: 'delivered' | 'prepared';
  readonly preparation: Preparation;
  /** How long until the instant at which it is to be activated; 0: that is now or over, or there is none. */
  readonly activateInMs: number;
};

/** How the release that is pinned as known good stands. It is kept whole beside the others, and never waited for. */
export type KnownGoodFacts =
  /** Held as it is wanted, or not wanted and not held, or of no use to this player. */
  | { readonly kind: 'settled'; readonly missingMedia: readonly FileRef[] }
  | { readonly kind: 'unwanted' }
  | { readonly kind: 'incomplete'; readonly missingObjects: readonly string[] }
  | { readonly kind: 'open'; readonly number: number; readonly missingMedia: readonly FileRef[] };

export type KeptMedia = { readonly hash: string; readonly sizeBytes: number };

export type ReleaseFacts = {
  /** The highest number that the server has told of; 0: none. */
  readonly availableNumber: number;
  /** The highest number that was refused, so that it is not fetched again and again. */
  readonly refusedNumber: number;
  /** 0: none */
  readonly activeNumber: number;
  /** Media of the active release that are not on disk any more. */
  readonly activeMissingMedia: readonly FileRef[];
  readonly next: NextRelease | null;
  readonly isConnected: boolean;
  readonly knownGood: KnownGoodFacts;
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
  | { readonly name: 'fetch-media'; readonly number: number; readonly refs: readonly FileRef[] }
  | { readonly name: 'prepare'; readonly number: number }
  | { readonly name: 'activate'; readonly number: number }
  | { readonly name: 'refuse'; readonly number: number; readonly reason: RefusalReason; readonly detail: string }
  | { readonly name: 'hold-known-good'; readonly number: number }
  | { readonly name: 'drop-known-good' }
  | {
      readonly name: 'evict';
      readonly objects: readonly string[];
      readonly media: readonly string[];
    };

/**
 * The steps from the facts to the target, in the order in which they are to be done; the facts are asked again when the
 * list is done or a step failed. A newer release is fetched before anything else is fetched for an older one. Media that
 * nothing needs stay until their room is wanted, as they may be needed again; while the objects of a release are missing
 * nothing is evicted, as what is unneeded now may be what it needs. The known-good release comes last: nothing waits for it.
 */
export function stepsFor(facts: ReleaseFacts): readonly Step[] {
  const steps: Step[] = [];
  if (facts.isConnected && facts.reportsWaiting > 0) steps.push({ name: 'send-reports' });
  const known = Math.max(facts.activeNumber, facts.refusedNumber, facts.next?.number ?? 0);
  if (facts.isConnected && facts.availableNumber > known) {
    steps.push({ name: 'fetch-release', number: facts.availableNumber });
    return steps;
  }
  if (facts.next !== null && !isWaiting(facts.next)) return [...steps, ...stepsOfNext(facts.next, facts)];
  return [...steps, ...stepsOfKept(facts)];
}

/** Whole, prepared, and before its instant: what plays until then is looked after as if it were not there. */
function isWaiting({ state, preparation, activateInMs }: NextRelease): boolean {
  return state === 'prepared' && activateInMs > 0 && preparation.kind === 'open' && preparation.missingMedia.length === 0;
}

/** What is left to do while no release is in preparation: the active one is mended, the known-good one is brought and held. */
function stepsOfKept(facts: ReleaseFacts): readonly Step[] {
  const { knownGood, activeMissingMedia, activeNumber, unneeded } = facts;
  if (knownGood.kind === 'unwanted') return [{ name: 'drop-known-good' }];
  const steps: Step[] = [];
  const gone = evictable(facts);
  if (unneeded.objects.length + gone.length > 0) steps.push({ name: 'evict', objects: unneeded.objects, media: gone });
  if (knownGood.kind === 'open' && knownGood.missingMedia.length === 0) steps.push({ name: 'hold-known-good', number: knownGood.number });
  if (activeMissingMedia.length > 0) steps.push({ name: 'fetch-media', number: activeNumber, refs: activeMissingMedia });
  if (knownGood.kind === 'incomplete') return [...steps, { name: 'fetch-objects', number: 0, names: knownGood.missingObjects }];
  const wanted = knownGood.missingMedia.filter(({ hash }) => activeMissingMedia.every((ref) => ref.hash !== hash));
  if (wanted.length > 0) steps.push({ name: 'fetch-media', number: activeNumber, refs: wanted });
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

function stepsOfNext({ number, state, preparation, activateInMs }: NextRelease, facts: ReleaseFacts): readonly Step[] {
  const activation: readonly Step[] = activateInMs > 0 ? [] : [{ name: 'activate', number }];
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
      return state === 'delivered' ? [{ name: 'prepare', number }, ...activation] : activation;
  }
}
