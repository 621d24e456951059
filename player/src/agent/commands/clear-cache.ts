import { envelopeOf, playableOpener } from '../prepare-release.ts';
import type { Needs } from '../kept-media.ts';
import type { MediaFolder } from '../downloads/media-folder.ts';
import type { ReleaseStore } from '../store/release-store.ts';
import type { Performed } from './command-keeper.ts';

/** Drops media that neither a kept release nor `others` need. A release that cannot be read might need any of them, so that nothing is dropped. */
export async function clearCache(store: ReleaseStore, folder: MediaFolder, others: Needs): Promise<Performed> {
  const needed = new Set(others.media);
  const open = playableOpener(store);
  for (const { number, document } of store.kept()) {
    const opened = open(envelopeOf(document));
    // one on its way has what it needs told only when its objects are here
    if (opened.kind !== 'open') return { kind: 'failed', detail: `release ${number} is not whole, and what it needs is not known` };
    for (const hash of opened.contents.media.keys()) needed.add(hash);
  }
  const goes = store.mediaByNeed().filter(({ hash }) => !needed.has(hash));
  store.forget(
    [],
    goes.map(({ hash }) => hash),
  );
  for (const { hash } of goes) await folder.drop(hash);
  return {
    kind: 'done',
    effect: { kind: 'freed', files: goes.length, sizeBytes: goes.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) },
  };
}
