import { localOf, type Zone } from '@gatecast/schedules';

/** Hours of the site in which media may be fetched; one whose end is before its start goes over midnight. */
export type DownloadWindow = { readonly from: string; readonly to: string };

const minuteMs = 60_000;

/**
 * How long media have to wait at an instant: 0 within a window, or where there is no window at all. Counted in whole minutes of the
 * wall clock, so that it is asked again when it is over; an hour that the clock skips does not matter to a download.
 */
export function waitForWindow(windows: readonly DownloadWindow[], zone: Zone, nowMs: number): number {
  if (windows.length === 0) return 0;
  const now = minuteOf(localOf(zone, nowMs).slice(11, 16));
  const waits = windows.map(({ from, to }) => {
    const start = minuteOf(from);
    const length = (minuteOf(to) - start + 1_440) % 1_440;
    const since = (now - start + 1_440) % 1_440;
    // equal ends are the whole day, as 00:00 to 24:00 is
    return length === 0 || since < length ? 0 : 1_440 - since;
  });
  return Math.min(...waits) * minuteMs;
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
