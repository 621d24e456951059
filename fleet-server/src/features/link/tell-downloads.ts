import { unboundDownloads, type SiteDownloads } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';

/** How a site wants its network used, as its players are told. */
export function downloadsOf({ fleet }: Pick<AppContext, 'fleet'>, siteId: string): SiteDownloads {
  return fleet.current().sites.get(siteId)?.downloads ?? unboundDownloads;
}

/** Tells the players that are connected here when it has changed, at whichever node that was. */
export function tellDownloads(context: Pick<AppContext, 'fleet' | 'live'>, tell: (siteId: string, downloads: SiteDownloads) => void): void {
  const seen = new Map<string, string>();
  function look(): string[] {
    return [...context.fleet.current().sites.keys()].filter((siteId) => {
      const text = JSON.stringify(downloadsOf(context, siteId));
      const isNew = seen.get(siteId) !== text;
      seen.set(siteId, text);
      return isNew;
    });
  }
  look();
  context.live.on('fleet-changed', () => {
    for (const siteId of look()) tell(siteId, downloadsOf(context, siteId));
  });
}
