import type { RegionPart } from '../loops/region-part.ts';
import type { Answer } from '../answer.ts';

/** A part of a winner's stretch in which nothing moves but the positions of its loops. */
export type Piece = {
  readonly fromMs: number;
  readonly untilMs: number;
  /** The main region first. */
  readonly parts: readonly RegionPart[];
  /** True where nothing on the glass changes before `untilMs`. */
  readonly isSteady: boolean;
  readonly reason: Answer['reason'];
};
