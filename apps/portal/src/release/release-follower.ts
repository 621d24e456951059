import type { Clock } from '@gatecast/clock';
import type { PortalReleaseEnvelope, SignedDocument } from '@gatecast/protocol';
import { openPortalRelease, type PortalContents } from './open-portal-release.ts';
import type { Origin } from './origin.ts';
import type { ReleaseStore } from './release-store.ts';
import { firstTrust, keptTrust, nextTrust, verifyRelease, type TrustedRoot } from './verify-release.ts';

export type ActiveRelease = { readonly envelope: PortalReleaseEnvelope; readonly organisation: string; readonly contents: PortalContents };

/** What one look at the server came to. */
export type Followed =
  | { readonly kind: 'activated'; readonly number: number }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'nothing-published' }
  | { readonly kind: 'unreachable'; readonly detail: string }
  | {
      readonly kind: 'refused';
      readonly reason: 'bad-root' | 'bad-signature' | 'older-number' | 'bad-document' | 'too-large';
      readonly detail: string;
    };

const parallelFetches = 8;

/**
 * Follows the fleet server's portal release. Invariants: `active` was signed as the trusted root requires, is whole,
 * and never goes back to a lower number; whatever the server does, what was active stays active.
 */
export class ReleaseFollower {
  #active: ActiveRelease | null = null;
  #activeDocument: SignedDocument | null = null;
  /** The lowest number still taken. It outlives a release whose objects were damaged on disk. */
  #lowest = 0;
  #trusted: TrustedRoot | null;
  #etag: string | null = null;
  #isFollowing = false;
  #cancelTimer: (() => void) | null = null;
  #looking: Promise<void> = Promise.resolve();
  readonly #options: FollowerOptions;

  constructor(options: FollowerOptions) {
    this.#options = options;
    const { store, rootFingerprint } = options;
    const kept = store.trust();
    this.#trusted = kept === null ? null : keptTrust(kept, rootFingerprint);
    // what another root vouched for is not shown under the one that was asked for
    if (kept !== null && this.#trusted === null) store.clear();
    const release = store.release();
    if (release !== null && this.#trusted !== null) this.#resume(release, this.#trusted);
  }

  get active(): ActiveRelease | null {
    return this.#active;
  }

  /** Looks now and then every `everyMs`, a tenth earlier or later, so that many portals do not ask in step. */
  start(everyMs: number, random: () => number): void {
    const lookAndGoOn = async (): Promise<void> => {
      const { clock, onFollowed } = this.#options;
      onFollowed(await this.look());
      if (this.#isFollowing) this.#cancelTimer = clock.after(everyMs * (0.9 + 0.2 * random()), begin);
    };
    const begin = () => {
      this.#looking = lookAndGoOn();
    };
    this.#isFollowing = true;
    begin();
  }

  /** Ends the looking; what is under way must have been aborted at the origin. */
  async stop(): Promise<void> {
    this.#isFollowing = false;
    this.#cancelTimer?.();
    await this.#looking;
  }

  /** One look: asks for the release, and takes it when all of it is sound. */
  async look(): Promise<Followed> {
    const fetched = await this.#options.origin.release(this.#etag);
    switch (fetched.kind) {
      case 'failed':
        return { kind: 'unreachable', detail: fetched.detail };
      case 'unchanged':
        return { kind: 'unchanged' };
      case 'none':
        return this.#active === null
          ? { kind: 'nothing-published' }
          : { kind: 'refused', reason: 'older-number', detail: 'the server has no portal release any more' };
      case 'document': {
        if (fetched.document.payload === this.#activeDocument?.payload) return { kind: 'unchanged' };
        const followed = await this.#take(fetched.document);
        // a refused release is asked for again in full: what was missing may be there next time
        if (followed.kind === 'activated') this.#etag = fetched.etag;
        return followed;
      }
    }
  }

  async #take(signed: SignedDocument): Promise<Followed> {
    const trusted = await this.#trustFor(signed);
    if ('kind' in trusted) return trusted;
    const verified = verifyRelease(signed, trusted.root);
    if (verified.kind === 'refused') {
      return { kind: 'refused', reason: verified.reason === 'bad-document' ? 'bad-document' : 'bad-signature', detail: verified.detail };
    }
    const envelope = verified.document;
    if (envelope.number < this.#lowest)
      return { kind: 'refused', reason: 'older-number', detail: `number ${envelope.number}, and ${this.#lowest} was here` };
    const contents = await this.#fetchContents(envelope);
    if ('kind' in contents) return contents;
    this.#options.store.saveRelease(signed);
    this.#activate(signed, envelope, trusted, contents);
    this.#options.store.keepOnly(contents.objectNames);
    return { kind: 'activated', number: envelope.number };
  }

  /** The root to verify with: the present one where it vouches for the document, else the server's, if that may follow it. */
  async #trustFor(signed: SignedDocument): Promise<TrustedRoot | Followed> {
    const present = this.#trusted;
    if (present !== null && verifyRelease(signed, present.root).kind === 'verified') return present;
    const fetched = await this.#options.origin.root();
    if (fetched.kind === 'failed') return { kind: 'unreachable', detail: fetched.detail };
    if (fetched.kind !== 'document') return { kind: 'refused', reason: 'bad-root', detail: 'the server has no root' };
    const next = present === null ? firstTrust(fetched.document, this.#options.rootFingerprint) : nextTrust(fetched.document, present);
    if ('kind' in next) return { kind: 'refused', reason: 'bad-root', detail: next.detail };
    if (next !== present) this.#options.store.saveTrust(next.trust);
    this.#trusted = next;
    return next;
  }

  async #fetchContents(envelope: PortalReleaseEnvelope): Promise<PortalContents | Followed> {
    const { store, origin } = this.#options;
    for (let fetched = 0; ;) {
      const opened = openPortalRelease(envelope.tree, store.object);
      if (opened.kind === 'open') return opened.contents;
      if (opened.kind === 'bad') return { kind: 'refused', reason: 'bad-document', detail: opened.detail };
      fetched += opened.missing.length;
      if (fetched > envelope.objectCount)
        return { kind: 'refused', reason: 'too-large', detail: `needs more than its ${envelope.objectCount} objects` };
      const waiting = [...opened.missing];
      const failures: string[] = [];
      const fetchNext = async () => {
        for (let name = waiting.pop(); name !== undefined && failures.length === 0; name = waiting.pop()) {
          const object = await origin.object(name);
          if (object.kind === 'object') store.saveObject(name, object.bytes);
          else failures.push(object.detail);
        }
      };
      await Promise.all(Array.from({ length: parallelFetches }, fetchNext));
      if (failures[0] !== undefined) return { kind: 'unreachable', detail: failures[0] };
    }
  }

  /** Takes up what was active before a restart, where it is still whole. */
  #resume(release: SignedDocument, trusted: TrustedRoot): void {
    const verified = verifyRelease(release, trusted.root);
    if (verified.kind === 'refused') return;
    this.#lowest = verified.document.number;
    const opened = openPortalRelease(verified.document.tree, this.#options.store.object);
    if (opened.kind === 'open') this.#activate(release, verified.document, trusted, opened.contents);
  }

  #activate(signed: SignedDocument, envelope: PortalReleaseEnvelope, { root }: TrustedRoot, contents: PortalContents): void {
    this.#activeDocument = signed;
    // a number is given once: another document under the same one is not taken
    this.#lowest = envelope.number + 1;
    this.#active = { envelope, organisation: root.organisation, contents };
  }
}

export type FollowerOptions = {
  readonly store: ReleaseStore;
  readonly origin: Origin;
  readonly clock: Clock;
  readonly rootFingerprint: string | null;
  readonly onFollowed: (followed: Followed) => void;
};
