import { countBelow } from '../count-in-order.ts';
/** Wall-clock times that repeat with a period of whole days or hours: what a rule without dates, or a span of a daypart, comes to. */
export type PeriodicSet = {
  /** Milliseconds of a day or an hour; all that follows counts in it. */
  readonly unitMs: number;
  readonly epoch: number;
  readonly period: number;
  /** Members of one period after `epoch`, ascending. */
  readonly offsets: readonly number[];
  /** The times within each member, in milliseconds, ascending. */
  readonly withinMs: readonly number[];
};

/** The first time after a wall-clock time; null if there is none. */
export function firstAfter(set: PeriodicSet, afterWallMs: number): number | null {
  return timeAt(set, indexAfter(set, afterWallMs));
}

/** The n-th time after a wall-clock time, counted from 0; null if there is none. */
export function nthAfter(set: PeriodicSet, afterWallMs: number, n: number): number | null {
  return timeAt(set, indexAfter(set, afterWallMs) + n);
}

/** Position of the first time after another in the endless sequence that has index 0 at the beginning of the period of `epoch`. */
function indexAfter(set: PeriodicSet, afterWallMs: number): number {
  const { unitMs, epoch, period, offsets, withinMs } = set;
  const unit = Math.floor(afterWallMs / unitMs);
  const cycle = Math.floor((unit - epoch) / period);
  const within = unit - epoch - cycle * period;
  const before = countBelow(offsets, within);
  const index = (cycle * offsets.length + before) * withinMs.length;
  return offsets[before] === within ? index + countBelow(withinMs, afterWallMs - unit * unitMs + 1) : index;
}

function timeAt(set: PeriodicSet, index: number): number | null {
  const { unitMs, epoch, period, offsets, withinMs } = set;
  if (offsets.length === 0 || withinMs.length === 0) return null;
  const member = Math.floor(index / withinMs.length);
  const cycle = Math.floor(member / offsets.length);
  const unit = epoch + cycle * period + (offsets[member - cycle * offsets.length] ?? 0);
  return unit * unitMs + (withinMs[index - member * withinMs.length] ?? 0);
}
