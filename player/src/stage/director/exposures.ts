import type { PlayedFrames } from '@gatecast/protocol';
import type { Exposure } from '../../bridge/bridge.ts';
import type { Cast } from './cast.ts';

// What was seen: one record for each stretch in which an item stood uncovered on the glass, kept until the agent has them.

export type ExposureLog = {
  readonly lastSequence: number;
  readonly open: readonly Open[];
  readonly kept: readonly Exposure[];
};

type Open = {
  readonly cast: Cast;
  readonly fromMs: number;
  /** The same instant on the monotonic clock, by which its length is told. */
  readonly fromMonotonicMs: number;
  readonly clock: Exposure['clock'];
  readonly framesAtStart: PlayedFrames | null;
  /** As last seen: what has left the glass cannot be asked any more. */
  readonly frames: PlayedFrames | null;
};
export type Instant = { readonly nowMs: number; readonly monotonicMs: number };

/** What hides the layout: nothing, a full-screen alert, or somebody at a look-up point; `stop`: the stage goes away. */
export type Cover = 'none' | 'alert' | 'visitor' | 'stop';

export type Glass = {
  readonly casts: readonly Cast[];
  readonly cover: Cover;
  readonly clock: Exposure['clock'];
  /** Whether a cast broke while it was showing. */
  readonly isFailing: (cast: Cast) => boolean;
  /** Frames of the film of a cast that stands, since its surface was made; null: it has none. */
  readonly framesOf: (cast: Cast) => PlayedFrames | null;
};

export const emptyLog: ExposureLog = { lastSequence: 0, open: [], kept: [] };

/** About two days of items of ten seconds: more than any restart of an agent takes. */
const mostKept = 20_000;
/** A running line has no end of its own; it is written down in stretches of this length. */
const longestTickerMs = 600_000;
/** Swaps come up to a frame before or after the boundary. */
const boundaryToleranceMs = 100;
/** More than the stage's clock is sped up by at most (stage-clock.ts). */
const largestSlewShare = 0.25;

/** Opens and closes records as the glass has changed. */
export function observe(log: ExposureLog, glass: Glass, instant: Instant): ExposureLog {
  const { nowMs, monotonicMs } = instant;
  const visible =
    glass.cover === 'none' ? glass.casts.filter((cast) => cast.content.kind === 'item' || cast.content.kind === 'ticker') : [];
  let lastSequence = log.lastSequence;
  const kept = [...log.kept];
  const open: Open[] = [];
  for (const one of log.open) {
    const still = visible.find((cast) => cast.key === one.cast.key);
    const isLongTicker = one.cast.content.kind === 'ticker' && monotonicMs - one.fromMonotonicMs >= longestTickerMs;
    const seen = { ...one, frames: glass.framesOf(one.cast) ?? one.frames };
    if (still !== undefined && !isLongTicker) {
      open.push({ ...seen, cast: still });
      continue;
    }
    const ended = isLongTicker && still !== undefined ? 'completed' : howEnded(one, glass, instant);
    for (const exposure of exposuresOf(seen, monotonicMs, ended)) {
      lastSequence += 1;
      kept.push({ sequence: lastSequence, ...exposure });
    }
  }
  for (const cast of visible) {
    if (open.some((one) => one.cast.key === cast.key)) continue;
    const frames = glass.framesOf(cast);
    open.push({ cast, fromMs: nowMs, fromMonotonicMs: monotonicMs, clock: glass.clock, framesAtStart: frames, frames });
  }
  return { lastSequence, open, kept: bounded(kept) };
}

/** The newest of them; the oldest that stays tells how many went before it. */
function bounded(kept: readonly Exposure[]): readonly Exposure[] {
  const gone = kept.slice(0, Math.max(kept.length - mostKept, 0));
  const [first, ...more] = kept.slice(gone.length);
  if (gone.length === 0 || first === undefined) return kept;
  const lostBefore = gone.reduce((sum, one) => sum + 1 + (one.lostBefore ?? 0), first.lostBefore ?? 0);
  return [{ ...first, lostBefore }, ...more];
}

/** Ends everything that is open, as the stage is going away. */
export function closeLog(log: ExposureLog, glass: Glass, instant: Instant): ExposureLog {
  return observe(log, { ...glass, casts: [], cover: 'stop' }, instant);
}

/** Forgets what the agent has on disk. */
export function forget(log: ExposureLog, through: number): ExposureLog {
  return { ...log, kept: log.kept.filter((exposure) => exposure.sequence > through) };
}

function howEnded({ cast, fromMs, fromMonotonicMs }: Open, glass: Glass, { nowMs, monotonicMs }: Instant): Exposure['ended'] {
  const elapsedMs = monotonicMs - fromMonotonicMs;
  // a clock that is set forward completes nothing; one that is slewed may be ahead by its rate
  const reachedMs = Math.min(nowMs, fromMs + elapsedMs * (1 + largestSlewShare));
  if (cast.content.kind === 'item' && reachedMs >= cast.untilMs - boundaryToleranceMs) return 'completed';
  switch (glass.cover) {
    case 'alert':
      return 'cut-by-alert';
    case 'visitor':
      return 'cut-by-visitor';
    case 'stop':
      return 'cut-by-stop';
    case 'none':
      return glass.isFailing(cast) ? 'cut-by-failure' : 'cut-by-plan';
  }
}

function exposuresOf(
  { cast, fromMs, fromMonotonicMs, clock, framesAtStart, frames }: Open,
  monotonicMs: number,
  ended: Exposure['ended'],
): readonly Omit<Exposure, 'sequence'>[] {
  const { content, releaseNumber, entryId, regionId } = cast;
  const items = content.kind === 'item' ? [content] : content.kind === 'ticker' ? content.items : [];
  const untilMs = fromMs + Math.round(monotonicMs - fromMonotonicMs);
  // nothing that was not seen is written down
  if (untilMs <= fromMs) return [];
  const before = framesAtStart ?? { shown: 0, dropped: 0 };
  const isSameFilm = frames !== null && frames.shown >= before.shown && frames.dropped >= before.dropped;
  // a film that was loaded again counts anew
  const played = isSameFilm ? { shown: frames.shown - before.shown, dropped: frames.dropped - before.dropped } : frames;
  return items.map(({ itemId, said }) => ({
    releaseNumber,
    entryId,
    regionId,
    itemId,
    languages: said.map((one) => one.document.language),
    fromMs,
    untilMs,
    ended,
    clock,
    ...(played === null ? {} : { frames: played }),
  }));
}
