import type { FileRef } from '@gatecast/protocol';
import type { ReleaseContents } from '@gatecast/releases';
import type { ReleaseFacts } from '../brain/release-steps.ts';
import type { MediaFolder } from './downloads/media-folder.ts';
import { envelopeOf, type OpenPlayable } from './prepare-release.ts';
import type { KeptRelease, ReleaseStore } from './store/release-store.ts';

/** What somebody needs: names of objects, hashes of media. */
export type Needs = { readonly objects: readonly string[]; readonly media: readonly string[] };
export type KeptMedia = ReturnType<typeof keptMedia>;

/** What is on disk against what the store remembers of it and what releases need. */
export function keptMedia(store: ReleaseStore, folder: MediaFolder, openPlayable: OpenPlayable, serverNowMs: () => number) {
  function missingOf(contents: ReleaseContents): readonly FileRef[] {
    const here = store.mediaHere();
    return [...contents.media.values()].filter(({ hash }) => !here.has(hash));
  }
  return {
    missingOf,
    /** Forgets files that are gone or of another size; gives how many. What is on disk counts. */
    forgetLost(): number {
      const lost = [...store.mediaHere()].filter(([hash, sizeBytes]) => folder.sizeNow(folder.fileOf(hash)) !== sizeBytes);
      const hashes = lost.map(([hash]) => hash);
      if (hashes.length > 0) store.forget([], hashes);
      return hashes.length;
    },
    /** Files of a release that the store does not know, as after it was lost, are taken by their size; the watch hashes them. */
    knowBySize(contents: ReleaseContents): void {
      for (const { hash, sizeBytes } of missingOf(contents))
        if (folder.sizeNow(folder.fileOf(hash)) === sizeBytes) store.addMedia(hash, sizeBytes, serverNowMs());
    },
    /** Others that it does not know are hashed before anything may use them, and can be evicted from then on. */
    async findUnknown(isStopped: () => boolean): Promise<void> {
      const here = store.mediaHere();
      for (const hash of (await folder.list()).whole) {
        if (isStopped()) return;
        if (here.has(hash)) continue;
        if (await folder.isSound(hash)) store.addMedia(hash, folder.sizeNow(folder.fileOf(hash)), 0);
        else await folder.drop(hash);
      }
    },
    /** What is here and neither a kept release nor `others` need, the longest unneeded first; null: one of them cannot be read, so that nobody knows. */
    unneeded(releases: readonly KeptRelease[], others: Needs): ReleaseFacts['unneeded'] | null {
      const objects = new Set(others.objects);
      const media = new Set(others.media);
      const lastResort = new Set<string>();
      for (const release of releases) {
        const opened = openPlayable(envelopeOf(release.document));
        if (opened.kind !== 'open') return null;
        for (const name of opened.contents.objectNames) objects.add(name);
        // the one before stands in when the active one is lost, without its media if need be
        for (const hash of opened.contents.media.keys()) (release.role === 'previous' ? lastResort : media).add(hash);
      }
      const goes = store.mediaByNeed().filter(({ hash }) => !media.has(hash));
      return {
        objects: store.objectNames().filter((name) => !objects.has(name)),
        media: [...goes.filter(({ hash }) => !lastResort.has(hash)), ...goes.filter(({ hash }) => lastResort.has(hash))],
      };
    },
  };
}
