import type { Kysely } from 'kysely';
import type { ReleaseStatus } from '../../release-door.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { listNewestReleases, type NewestRelease } from './store.ts';

/** Of documents that were published just now: after a publication thousands of players ask for theirs at once. */
const rememberedBytes = 24 * 1024 * 1024;

/** The newest release of every screen in memory, because every heartbeat asks. Truth is the table; this follows each commit. */
export type NewestReleases = {
  readonly of: (screenId: string) => NewestRelease | null;
  readonly status: (screenId: string) => ReleaseStatus | null;
  /** `document`: its signed document as JSON, where it is at hand. */
  readonly put: (release: NewestRelease, document?: string) => void;
  /** The signed document of a screen's newest release, where it was published lately and here. */
  readonly recentDocument: (screenId: string) => string | null;
  /** Reads truth again, for some screens or for all: another node may have written it. Gives the screens that have a newer release. */
  readonly reread: (screenIds: readonly string[] | null) => Promise<readonly string[]>;
};

export async function createNewestReleases(truth: Kysely<TruthSchema>): Promise<NewestReleases> {
  const releases = new Map((await listNewestReleases(truth)).map((release) => [release.screenId, release]));
  const documents = new Map<string, { readonly number: number; readonly document: string }>();
  let documentBytes = 0;

  function forget(screenId: string): void {
    documentBytes -= documents.get(screenId)?.document.length ?? 0;
    documents.delete(screenId);
  }
  function remember(screenId: string, number: number, document: string): void {
    forget(screenId);
    documents.set(screenId, { number, document });
    documentBytes += document.length;
    for (const oldest of documents.keys()) {
      if (documentBytes <= rememberedBytes) break;
      forget(oldest);
    }
  }
  function put(
    { screenId, number, publicationId, tree, basis, state, changedAtMs, reason, activateAtMs }: NewestRelease,
    document?: string,
  ): void {
    const before = releases.get(screenId);
    if (before !== undefined && before.number > number) return;
    releases.set(screenId, { screenId, number, publicationId, tree, basis, state, changedAtMs, reason, activateAtMs });
    if (document !== undefined) remember(screenId, number, document);
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
    recentDocument(screenId) {
      const recent = documents.get(screenId);
      return recent === undefined || recent.number !== releases.get(screenId)?.number ? null : recent.document;
    },
    async reread(screenIds) {
      const found = await listNewestReleases(truth, screenIds);
      const newer = found.filter(({ screenId, number }) => number > (releases.get(screenId)?.number ?? 0));
      for (const release of found) put(release);
      return newer.map(({ screenId }) => screenId);
    },
  };
}
