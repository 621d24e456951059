import { Refusal } from '../refusal.ts';

export type Range = { readonly fromMs: number; readonly untilMs: number };
type Given = { readonly from?: number | undefined; readonly until?: number | undefined };

const dayMs = 86_400_000;

/** What --from and --until say: from now, and for `days`, unless given. Throws a Refusal where it is empty or longer than `mostDays`. */
export function rangeOf({ from, until }: Given, { days, mostDays }: { readonly days: number; readonly mostDays: number }): Range {
  const fromMs = from ?? Date.now();
  const untilMs = until ?? fromMs + days * dayMs;
  if (untilMs <= fromMs) throw new Refusal({ code: 'bad-input', message: '--until must come after --from', field: '--until' });
  if (untilMs - fromMs > mostDays * dayMs) {
    throw new Refusal({
      code: 'bad-input',
      message: `--until must be at most ${mostDays} days after --from`,
      field: '--until',
      limit: mostDays,
    });
  }
  return { fromMs, untilMs };
}
