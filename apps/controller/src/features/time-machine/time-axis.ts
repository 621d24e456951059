export const spans = { hour: 3_600_000, day: 86_400_000, week: 604_800_000, year: 366 * 86_400_000 } as const;
export type SpanName = keyof typeof spans;
/** By how much the slider goes with an arrow key; Page Up and Page Down go ten times as far. */
export const steps = { hour: 1_000, day: 60_000, week: 600_000, year: 86_400_000 } as const satisfies Record<SpanName, number>;

export type Axis = { readonly fromMs: number; readonly untilMs: number; readonly stepMs: number };

/** The stretch that the slider goes through: it stays where it is while the instant is within, and is laid around one that is not. */
export function axisAround(atMs: number, span: SpanName, before: Axis | null): Axis {
  const stepMs = steps[span];
  const lengthMs = spans[span];
  const isSame = before !== null && before.stepMs === stepMs;
  if (isSame && atMs >= before.fromMs && atMs <= before.untilMs) return before;
  const fromMs = Math.max(0, Math.floor((atMs - lengthMs / 2) / stepMs) * stepMs);
  return { fromMs, untilMs: fromMs + lengthMs, stepMs };
}
