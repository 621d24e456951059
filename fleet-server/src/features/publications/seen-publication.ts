import type { Publication, PublicationPreview } from '@gatecast/protocol';

export type IsSeen = (screenId: string) => boolean;

/** A publication with the screens that a caller may see; null: it has none of them. */
export function seenPublication(publication: Publication, isSeen: IsSeen): Publication | null {
  const screens = publication.screens.filter(({ screenId }) => isSeen(screenId));
  const refused = publication.refused.filter(({ screenId }) => isSeen(screenId));
  return screens.length + refused.length === 0 ? null : { ...publication, screens, refused };
}

/** A preview with the screens that a caller may see, of which there are `seenCount`. */
export function seenPreview(preview: PublicationPreview, isSeen: IsSeen, seenCount: number): PublicationPreview {
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
