import type { Exposure } from '../../bridge/bridge.ts';
import type { Cast } from './cast.ts';

// What was seen: one record for each stretch in which an item stood uncovered on the glass, kept until the agent has them.

export type ExposureLog = {
  readonly lastSequence: number;
  readonly open: readonly { readonly cast: Cast; readonly fromMs: number }[];
  readonly kept: readonly Exposure[];
  /** How many the bound pushed out. */
  readonly lostCount: number;
};

/** What hides the layout: nothing, a full-screen alert, or somebody at a look-up point. */
export type Cover = 'none' | 'alert' | 'visitor';

export type Glass = {
  readonly casts: readonly Cast[];
  readonly cover: Cover;
  readonly clock: Exposure['clock'];
  /** Whether a cast broke while it was showing. */
  readonly isFailing: (cast: Cast) => boolean;
};

export const emptyLog: ExposureLog = { lastSequence: 0, open: [], kept: [], lostCount: 0 };

/** About two days of items of ten seconds: more than any restart of an agent takes. */
const mostKept = 20_000;
/** A running line has no end of its own; it is written down in stretches of this length. */
const longestTickerMs = 600_000;
/** Swaps come up to a frame before or after the boundary. */
const boundaryToleranceMs = 100;

/** Opens and closes records as the glass has changed. */
export function observe(log: ExposureLog, glass: Glass, nowMs: number): ExposureLog {
  const visible =
    glass.cover === 'none' ? glass.casts.filter((cast) => cast.content.kind === 'item' || cast.content.kind === 'ticker') : [];
  let lastSequence = log.lastSequence;
  const kept = [...log.kept];
  const open: { cast: Cast; fromMs: number }[] = [];
  for (const one of log.open) {
    const still = visible.find((cast) => cast.key === one.cast.key);
    const isLongTicker = one.cast.content.kind === 'ticker' && nowMs - one.fromMs >= longestTickerMs;
    if (still !== undefined && !isLongTicker) {
      open.push({ cast: still, fromMs: one.fromMs });
      continue;
    }
    const ended = isLongTicker && still !== undefined ? 'completed' : howEnded(one.cast, glass, nowMs);
    for (const exposure of exposuresOf(one.cast, one.fromMs, nowMs, ended, glass.clock)) {
      lastSequence += 1;
      kept.push({ sequence: lastSequence, ...exposure });
    }
  }
  for (const cast of visible) if (!open.some((one) => one.cast.key === cast.key)) open.push({ cast, fromMs: nowMs });
  const lost = Math.max(kept.length - mostKept, 0);
  return { lastSequence, open, kept: kept.slice(lost), lostCount: log.lostCount + lost };
}

/** Ends everything that is open, as the stage is going away. */
export function closeLog(log: ExposureLog, clock: Exposure['clock'], nowMs: number): ExposureLog {
  return observe(log, { casts: [], cover: 'visitor', clock, isFailing: () => false }, nowMs);
}

/** Forgets what the agent has on disk. */
export function forget(log: ExposureLog, through: number): ExposureLog {
  return { ...log, kept: log.kept.filter((exposure) => exposure.sequence > through) };
}

function howEnded(cast: Cast, glass: Glass, nowMs: number): Exposure['ended'] {
  if (cast.content.kind === 'item' && nowMs >= cast.untilMs - boundaryToleranceMs) return 'completed';
  switch (glass.cover) {
    case 'alert':
      return 'cut-by-alert';
    case 'visitor':
      return 'cut-by-stop';
    case 'none':
      return glass.isFailing(cast) ? 'cut-by-failure' : 'cut-by-plan';
  }
}

function exposuresOf(
  cast: Cast,
  fromMs: number,
  untilMs: number,
  ended: Exposure['ended'],
  clock: Exposure['clock'],
): readonly Omit<Exposure, 'sequence'>[] {
  const { content, releaseNumber, entryId, regionId } = cast;
  const items = content.kind === 'item' ? [content] : content.kind === 'ticker' ? content.items : [];
  // a step of the clock may turn a stretch round; nothing that was not seen is written down
  if (untilMs <= fromMs) return [];
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
  }));
}
