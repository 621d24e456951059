import type { Kysely } from 'kysely';
import type { ReleaseStatus } from '../../release-door.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { listNewestReleases, type NewestRelease } from './store.ts';

/** The newest release of every screen in memory, because every heartbeat asks. Truth is the table; this follows each commit. */
export type NewestReleases = {
  readonly of: (screenId: string) => NewestRelease | null;
  readonly status: (screenId: string) => ReleaseStatus | null;
  readonly put: (release: NewestRelease) => void;
  /** Reads truth again, for some screens or for all: another node may have written it. Gives the screens that have a newer release. */
  readonly reread: (screenIds: readonly string[] | null) => Promise<readonly string[]>;
};

export async function createNewestReleases(truth: Kysely<TruthSchema>): Promise<NewestReleases> {
  const releases = new Map((await listNewestReleases(truth)).map((release) => [release.screenId, release]));
  function put(release: NewestRelease): void {
    const before = releases.get(release.screenId);
    if (before === undefined || before.number <= release.number) releases.set(release.screenId, release);
  }
  return {
    of: (screenId) => releases.get(screenId) ?? null,
    status(screenId) {
      const newest = releases.get(screenId);
      if (newest === undefined) return null;
      const { number, state, changedAtMs, reason } = newest;
      return { number, state, changedAtMs, reason };
    },
    put,
    async reread(screenIds) {
      const found = await listNewestReleases(truth, screenIds);
      const newer = found.filter(({ screenId, number }) => number > (releases.get(screenId)?.number ?? 0));
      for (const release of found) put(release);
      return newer.map(({ screenId }) => screenId);
    },
  };
}
