import type { Conflict } from './contest/conflicts.ts';
import type { EntrySpan } from './reasons/entry-spans.ts';
import type { Explanation } from './reasons/explanation.ts';
import type { Measure } from './glass/measure.ts';
import type { Answer } from './answer.ts';

/** What one screen shows over time. Every function is pure and takes instants in UTC milliseconds. */
export type Timeline = {
  /** What is shown at an instant. */
  readonly at: (instantMs: number) => Answer;
  /** The stretches of constant answer that tile [fromMs, untilMs), clipped to it. */
  readonly segments: (fromMs: number, untilMs: number) => readonly Answer[];
  /** The first instant after `instantMs` at which another entry wins or another item is shown; null if none within 366 days. */
  readonly nextChange: (instantMs: number, of: 'entry' | 'item') => number | null;
  /** What is shown at an instant, why, and why nothing else is. */
  readonly explain: (instantMs: number) => Explanation;
  /** Where in [fromMs, untilMs) the answer rests on a tie-break, or interrupts are promised more than there is. */
  readonly conflicts: (fromMs: number, untilMs: number) => readonly Conflict[];
  /** When each entry is on in [fromMs, untilMs), whether it is seen then, and why not: what a person plans by. */
  readonly entrySpans: (fromMs: number, untilMs: number) => readonly EntrySpan[];
  /** How long each entry, item and language is shown in [fromMs, untilMs), against what was promised. */
  readonly measure: (fromMs: number, untilMs: number) => Measure;
  /** The same plan on a device that lacks the media of some variants: they are passed over, never waited for. */
  readonly without: (absent: readonly Absent[]) => Timeline;
};

/** A variant whose media are not on the device. */
export type Absent = { readonly itemId: string; readonly language: string };

export type PlanFault = {
  /** Path of the field, for example `entries[3].playlistId`. */
  readonly path: string;
  readonly code:
    | 'unknown-reference'
    | 'duplicate-id'
    | 'out-of-range'
    | 'bad-time'
    | 'bad-rule'
    | 'unsupported-rule'
    | 'bad-mode'
    | 'no-unconditional-fallback'
    | 'playlist-cycle'
    | 'playlist-too-deep'
    | 'loop-too-long'
    | 'round-too-long'
    | 'language-absent-too-long'
    | 'empty-span'
    | 'main-region-count';
  readonly message: string;
  readonly limit?: number;
};

export type Compiled =
  | { readonly kind: 'compiled'; readonly timeline: Timeline; readonly warnings: readonly PlanWarning[] }
  | { readonly kind: 'refused'; readonly faults: readonly PlanFault[] };

/** What compiles and yet is probably not meant. */
export type PlanWarning = {
  readonly path: string;
  readonly code: 'turn-shorter-than-round' | 'item-longer-than-share' | 'rule-never-comes' | 'start-outside-rule';
  readonly message: string;
};
