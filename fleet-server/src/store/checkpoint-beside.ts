import { stat } from 'node:fs/promises';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const lookEveryMs = 1_000;
/** Of a write-ahead log. SQLite itself would begin at four times as much, in the middle of somebody's commit. */
const wantedBytes = 1_024 * 1_024;

/**
 * Moves what was committed into a SQLite database from a thread beside, which is started when there is first enough to move. The writer
 * moves it itself only where this one cannot keep up, or has failed.
 */
export function checkpointBeside(path: string, sqliteBinding: string | null): { readonly close: () => Promise<void> } {
  let worker: Worker | null = null;
  let movedAtMs = 0;
  let isClosed = false;
  async function look(): Promise<void> {
    const log = await stat(`${path}-wal`).catch(() => null);
    if (isClosed || log === null || log.size < wantedBytes || log.mtimeMs <= movedAtMs) return;
    // a log that is whole again keeps its size, so that its time says whether there is more
    movedAtMs = log.mtimeMs;
    worker ??= startWorker();
    // eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
    worker.postMessage('move');
  }
  function startWorker(): Worker {
    const started = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), { workerData: { path, sqliteBinding } });
    started.unref();
    // the writer moves it then; the next look tries a new thread
    started.once('error', () => {
      if (worker === started) worker = null;
    });
    return started;
  }
  const timer = setInterval(() => void look(), lookEveryMs);
  timer.unref();
  return {
    async close() {
      isClosed = true;
      clearInterval(timer);
      if (worker === null) return;
      worker.ref();
      const ended = once(worker, 'exit');
      // eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
      worker.postMessage('end');
      // one that fails at its end leaves the rest to whoever closes the database last
      await ended.catch(() => undefined);
    },
  };
}
