import type { PublicationPreview, PublicationSummary } from '@gatecast/protocol';
import { sumOfCounts, type CountedPublication } from './store.ts';

export type IsSeen = (screenId: string) => boolean;

/** A publication with how far it is at all sites. */
export function wholePublication({ countsBySite, ...publication }: CountedPublication): PublicationSummary {
  const counts = sumOfCounts(countsBySite.values());
  return { ...publication, counts, screenCount: Object.values(counts).reduce((sum, count) => sum + count, 0) };
}

/** A publication with how far it is at the sites that a caller may see; null: it has no screen there. */
export function seenPublication(
  publication: CountedPublication,
  isSeenSite: (siteId: string) => boolean,
  isSeen: IsSeen,
): PublicationSummary | null {
  const countsBySite = new Map([...publication.countsBySite].filter(([siteId]) => isSeenSite(siteId)));
  const refused = publication.refused.filter(({ screenId }) => isSeen(screenId));
  return countsBySite.size + refused.length === 0 ? null : wholePublication({ ...publication, countsBySite, refused });
}

/** A preview with the screens that a caller may see, of which there are `seenCount`. */
export function seenPreview<Preview extends Omit<PublicationPreview, 'token'>>(
  preview: Preview,
  isSeen: IsSeen,
  seenCount: number,
): Preview {
  const changed = preview.changed.filter(({ screenId }) => isSeen(screenId));
  const refused = preview.refused.filter(({ screenId }) => isSeen(screenId));
  const findings = preview.findings.flatMap((finding) => {
    const screenIds = finding.screenIds.filter(isSeen);
    return screenIds.length === 0 ? [] : [{ ...finding, screenIds }];
  });
  // which plans differ is told by index
  const kept = [...new Set(changed.flatMap(({ difference }) => difference ?? []))];
  const differences = kept.flatMap((index) => preview.differences[index] ?? []);
  const renumbered = changed.map((one) => ({ ...one, difference: one.difference === null ? null : kept.indexOf(one.difference) }));
  return { ...preview, changed: renumbered, differences, refused, findings, unchangedCount: seenCount - changed.length - refused.length };
}
