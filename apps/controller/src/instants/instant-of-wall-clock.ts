/** Local time minus UTC in a zone at an instant. Throws a RangeError for an unknown zone. */
export function offsetMsAt(atMs: number, timeZone: string): number {
  return wallClockMs(atMs, timeZone) - Math.floor(atMs / 1_000) * 1_000;
}

function wallClockMs(atMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(atMs);
  const part = new Map(parts.map(({ type, value }) => [type, Number(value)]));
  const field = (type: Intl.DateTimeFormatPartTypes) => part.get(type) ?? 0;
  return Date.UTC(field('year'), field('month') - 1, field('day'), field('hour'), field('minute'), field('second'));
}

/**
 * The instant of `YYYY-MM-DDTHH:MM` in a zone; the earlier one where the hour comes twice, the first valid one after a
 * gap. Gives null for text that is no such time.
 */
export function instantOfWallClock(local: string, timeZone: string): number | null {
  const asIfUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asIfUtc)) return null;
  const dayMs = 86_400_000;
  const candidates = [offsetMsAt(asIfUtc - dayMs, timeZone), offsetMsAt(asIfUtc + dayMs, timeZone)].map((offset) => asIfUtc - offset);
  const exact = candidates.filter((at) => wallClockMs(at, timeZone) === asIfUtc);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
}

/** `YYYY-MM-DDTHH:MM` in a zone, the form that `datetime-local` fields and the plan use. */
export function wallClockOf(atMs: number, timeZone: string): string {
  return new Date(wallClockMs(atMs, timeZone)).toISOString().slice(0, 16);
}

/** The same with seconds. */
export function wallClockSecondsOf(atMs: number, timeZone: string): string {
  return new Date(wallClockMs(atMs, timeZone)).toISOString().slice(0, 19);
}
