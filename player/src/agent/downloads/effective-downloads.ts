import { siteDownloadsSchema, unboundDownloads, type SiteDownloads } from '@gatecast/protocol';
import { keepFact, readFact, type Store } from '../store/open-store.ts';
import type { WhenRoom } from '../when-room.ts';
import type { DownloadSettings } from './download-settings.ts';

const factKey = 'site-downloads';

/** How downloads go now: what this device was set to goes before what its site says, which is kept over restarts. */
export function effectiveDownloads(own: DownloadSettings, store: Store, whenRoom: WhenRoom) {
  let site = readFact(store, factKey, siteDownloadsSchema) ?? unboundDownloads;
  return {
    settings: (): DownloadSettings => ({
      ...own,
      bytesPerSecond: own.bytesPerSecond ?? site.bytesPerSecond,
      windows: own.windows.length > 0 ? own.windows : site.windows,
      jitterMs: own.jitterMs > 0 ? own.jitterMs : site.jitterMs,
    }),
    siteSaid: (next: SiteDownloads): void => {
      site = next;
      whenRoom(() => keepFact(store, factKey, next), undefined);
    },
  };
}
