import type { RefusalReason, ReleaseReport, ReleaseState, SignedDocument } from '@gatecast/protocol';
import type { HeldNumbers } from './held-numbers.ts';

/**
 * What the player link and the wall need of releases. `features/publications` gives it (`createReleaseDoor`), so that
 * the link knows nothing of how releases are made or kept.
 */
export type ReleaseDoor = {
  /** Number of the screen's newest release, from memory (heartbeats ask); 0: nothing published yet. */
  readonly currentNumber: (screenId: string) => number;
  readonly currentRelease: (screenId: string) => Promise<SignedDocument | null>;
  /** The release that a screen shows or will show at an instant, as far as is known now, and until when: then the newest is activated. */
  readonly releaseAt: (
    screenId: string,
    atMs: number,
  ) => Promise<{ readonly document: SignedDocument; readonly untilMs: number | null } | null>;
  /** Stores how far a release has come; a report about a release that this screen never had is ignored. */
  readonly recordReleaseReport: (screenId: string, report: ReleaseReport) => Promise<void>;
  /** State of the newest release, from memory; null: nothing published yet. */
  readonly releaseStatus: (screenId: string) => ReleaseStatus | null;
  /** A player says what it holds: where that is more than this server has given, its release is issued anew past it. */
  readonly pass: (screenId: string, held: HeldNumbers) => void;
  /** Another node has made or moved releases of these screens: reads them, and tells whom it concerns here. */
  readonly reread: (screenIds: readonly string[]) => Promise<void>;
  /** Bytes of an object by its name, whose hash has been checked. */
  readonly readObject: (name: string) => Promise<Uint8Array | undefined>;
};

export type ReleaseStatus = {
  readonly number: number;
  readonly state: ReleaseState;
  readonly changedAtMs: number;
  readonly reason: RefusalReason | null;
};
