import type { WorkProgress } from './media-fault.ts';

/** Reads the lines of ffmpeg's `-progress` and reports each new position; it never goes back or past the total. */
export function followProgress(totalMs: number | null, onProgress: (progress: WorkProgress) => void): (line: string) => void {
  let reportedMs = -1;
  return (line) => {
    // N/A until the first frame; negative while a delay is filled.
    const micros = /^out_time_us=(\d+)$/.exec(line)?.[1];
    if (micros === undefined) return;
    const doneMs = Math.min(Math.round(Number(micros) / 1000), totalMs ?? Number.MAX_SAFE_INTEGER);
    if (doneMs <= reportedMs) return;
    reportedMs = doneMs;
    onProgress({ doneMs, totalMs });
  };
}
