import type { Collection } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome } from '../../http/outcome.ts';
import { collect } from './collect.ts';
import type { Retention } from './kept-releases.ts';
import { holdLease } from './lease.ts';

const day = 86_400_000;
/** What was on a glass stays for 24 months, as evidence; the last publications to roll back to; and everything for a week. */
export const retention: Retention = { evidenceMs: 731 * day, publications: 20, graceMs: 7 * day };
const firstAfterMs = 3_600_000;
const everyMs = day;

export type Collector = {
  readonly run: (options: { readonly isDryRun: boolean; readonly actor: string }) => Promise<Outcome<Collection>>;
  readonly close: () => Promise<void>;
};

/** Collects once a day; of several nodes the one that holds the lease. Invariant: one run at a time here. */
export function createCollector(context: AppContext): Collector {
  const { truth, blobs, audit, clock, log, newId } = context;
  const closing = new AbortController();
  const holder = newId();
  let last: Promise<unknown> = Promise.resolve();

  async function runNow(options: { readonly isDryRun: boolean; readonly actor: string }): Promise<Outcome<Collection>> {
    const world = {
      truth,
      media: blobs.media,
      uploads: blobs.uploads,
      audit,
      nowMs: () => clock.nowMs(),
      retention,
      signal: closing.signal,
    };
    if (options.isDryRun) return ok(await collect(world, options));
    const lease = await holdLease(truth, 'collection', holder, clock);
    if (lease === null) return refuse('wrong-state', 'another node of this server collects already');
    try {
      return ok(await collect({ ...world, signal: AbortSignal.any([closing.signal, lease.lost]) }, options));
    } finally {
      await lease.release();
    }
  }
  async function run(options: { readonly isDryRun: boolean; readonly actor: string }): Promise<Outcome<Collection>> {
    const next = last.then(() => runNow(options));
    last = next.catch(() => undefined);
    return next;
  }
  function tick(): void {
    run({ isDryRun: false, actor: 'system' })
      .then(
        (outcome) => log.info(outcome.kind === 'ok' ? outcome.answer : { problem: outcome.problem.code }, 'collected'),
        (error: unknown) => log.error({ err: error }, 'nothing was collected'),
      )
      .finally(() => {
        if (!closing.signal.aborted) cancel = clock.after(everyMs, tick);
      });
  }
  let cancel = clock.after(firstAfterMs, tick);
  return {
    run,
    async close() {
      closing.abort();
      cancel();
      await last;
    },
  };
}
