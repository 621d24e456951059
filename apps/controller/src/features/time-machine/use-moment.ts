import { momentRoutes, type HeldRelease, type ScreenId, type StageRelease } from '@gatecast/protocol';
import { compile, type Timeline } from '@gatecast/schedules';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '../../api/call.ts';
import { heldReleaseQuery, stageReleaseQuery } from '../../api/stage-releases.ts';

/** By which plan an instant is looked at: what was, is or will be published, or what would be if all were published now. */
export type By = 'published' | 'draft';

/** The plan of a screen at an instant, opened by the engine. */
export function useMoment(screenId: ScreenId, atMs: number, by: By) {
  const params = { screenId };
  const held = useQuery({ ...heldReleaseQuery(screenId, atMs), enabled: by === 'published', placeholderData: keepPreviousData });
  const number = held.data?.held?.number ?? null;
  const published = useQuery({ ...stageReleaseQuery(screenId, number), enabled: by === 'published' && number !== null });
  const draft = useQuery({
    // below `entries`, which says when one was changed
    queryKey: ['entries', 'draft-stage', screenId],
    queryFn: () => call(momentRoutes.draftStage, { params }),
    enabled: by === 'draft',
  });
  const release =
    by === 'draft' ? (draft.data?.kind === 'compiled' ? draft.data.release : null) : number === null ? null : (published.data ?? null);
  const opened = useMemo(() => (release === null ? null : open(release)), [release]);
  const asked = by === 'draft' ? draft : held;
  return {
    opened,
    held: by === 'draft' ? null : (held.data ?? null),
    draft: by === 'draft' ? (draft.data ?? null) : null,
    isPending: asked.isPending || (by === 'published' && number !== null && published.isPending),
    error: asked.error ?? (by === 'published' ? published.error : null),
    retry: () => void (asked.error === null ? published : asked).refetch(),
  };
}

export type Opened = { readonly release: StageRelease; readonly timeline: Timeline; readonly names: Readonly<Record<string, string>> };

function open(release: StageRelease): Opened {
  const compiled = compile(release.plan);
  if (compiled.kind === 'refused') throw new Error(`a release that does not compile: ${compiled.faults[0]?.message ?? ''}`);
  const { entries, playlists, layouts, dayparts, calendars = [] } = release.plan;
  const named = [...entries, ...playlists, ...layouts, ...dayparts, ...calendars].map(({ id, name }) => [id, name] as const);
  const names = Object.fromEntries([...named, ...release.items.map(({ id, title }) => [id, title] as const)]);
  return { release, timeline: compiled.timeline, names };
}

/** Until when the entry of an instant speaks, as far as this release tells. */
export function winnerUntil({ timeline }: Opened, atMs: number, held: HeldRelease | null): number | null {
  const changeMs = timeline.nextChange(atMs, 'entry');
  const heldMs = held?.untilMs ?? null;
  return heldMs === null ? changeMs : Math.min(changeMs ?? heldMs, heldMs);
}
