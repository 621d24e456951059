import type { Kysely } from 'kysely';
import type { ReleaseStatus } from '../../release-door.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { listNewestReleases, type NewestRelease } from './store.ts';

/** The newest release of every screen in memory, because every heartbeat asks. Truth is the table; this follows each commit. */
export type NewestReleases = {
  readonly of: (screenId: string) => NewestRelease | null;
  readonly status: (screenId: string) => ReleaseStatus | null;
  readonly put: (release: NewestRelease) => void;
};

export async function createNewestReleases(truth: Kysely<TruthSchema>): Promise<NewestReleases> {
  const releases = new Map((await listNewestReleases(truth)).map((release) => [release.screenId, release]));
  return {
    of: (screenId) => releases.get(screenId) ?? null,
    status(screenId) {
      const newest = releases.get(screenId);
      if (newest === undefined) return null;
      const { number, state, changedAtMs, reason } = newest;
      return { number, state, changedAtMs, reason };
    },
    put(release) {
      const before = releases.get(release.screenId);
      if (before === undefined || before.number <= release.number) releases.set(release.screenId, release);
    },
  };
}
