import { liveHostOf, type ScreenKind, type StageRelease } from '@gatecast/protocol';
import type { ReleaseContents } from './release-contents.ts';

/**
 * A release as the stage is handed it. A variant whose media are not here, or not as they should be, and a live URL of a host that the site does
 * not allow, come without their documents: the stage does not show what it was not handed, and the engine's rule for a missing variant says what is shown instead.
 */
export function stageReleaseOf(
  { number, screenKind }: { readonly number: number; readonly screenKind: ScreenKind },
  contents: ReleaseContents,
  missingMedia: ReadonlySet<string>,
): StageRelease {
  const held = new Set(
    [...contents.items.values()].flatMap(({ variants }) =>
      variants
        .filter(({ media, files = [] }) => [...media, ...files].some(({ hash }) => missingMedia.has(hash)))
        .map(({ document }) => document),
    ),
  );
  const { siteName, liveHosts } = contents.screen;
  for (const [name, { content }] of contents.documents)
    if (content.kind === 'live-url' && !(liveHosts ?? []).includes(liveHostOf(content.url))) held.add(name);
  return {
    number,
    screenKind,
    siteName,
    // the schema's arrays are mutable and the engine's are not; the plan is only read
    plan: contents.plan as StageRelease['plan'],
    items: [...contents.items.values()],
    documents: Object.fromEntries([...contents.documents].filter(([name]) => !held.has(name))),
    ...(liveHosts === undefined ? {} : { liveHosts }),
  };
}
