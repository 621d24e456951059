import { isWithin } from '@gatecast/public-address';
import type { FeedIntake, FeedProblemCode } from '@gatecast/protocol';
import { randomInt } from 'node:crypto';
import type { AppContext } from '../../app-context.ts';
import { ok, type Outcome } from '../../http/outcome.ts';
import type { FeedLane } from './feed-lane.ts';
import { fetchGuarded, type Validators } from './fetch-guarded.ts';
import { nextTryInMs } from './next-try.ts';
import { rawRows, type RawRow } from './raw-rows.ts';
import { definitionOf, findFeedRow, problemOfRow, type FeedRow, type FeedTables } from './store.ts';
import { instantOf, tableOf } from './table-of.ts';

/** What became of values: taken, or not, and then the last good ones stay. */
export type Taken =
  | { readonly kind: 'taken'; readonly rows: number; readonly asOfMs: number }
  | { readonly kind: 'refused'; readonly code: FeedProblemCode; readonly detail: string }
  /** The source was changed or removed meanwhile. */
  | { readonly kind: 'gone' };

/** Takes values in: fetched when they are due, or pushed. `close` waits for what is on its way. */
export type FeedDesk = {
  /** Fetches a source now. */
  readonly fetchNow: (sourceId: string) => Promise<Taken>;
  readonly push: (row: FeedRow, rows: readonly RawRow[], asOfMs: number) => Promise<Taken>;
  readonly close: () => Promise<void>;
};

const lookEveryMs = 1_000;
const atOnce = 4;
/** Whoever took a source to fetch has this long; another node, or the next life of this one, may then try. */
const leaseMs = 60_000;
/** Clocks of other servers are a little ahead at times. */
const aheadMs = 5 * 60_000;

type Patch = Partial<FeedTables['feed_sources']>;

export function createFeedDesk(context: AppContext, lane: FeedLane): FeedDesk {
  const { truth, clock, log, live, config } = context;
  const isNamed = isWithin(config.feedNetworks);
  const ending = new AbortController();
  const underway = new Map<string, Promise<unknown>>();

  /** Keeps what came, unless the source is another one by now; the new state of its sites is part of the transaction. */
  async function keep(row: FeedRow, patch: Patch): Promise<Outcome<boolean>> {
    const kept = await lane.change(async (transaction, touch) => {
      const { numUpdatedRows } = await transaction
        .updateTable('feed_sources')
        .set(patch)
        .where('id', '=', row.id)
        .where('changedAtMs', '=', row.changedAtMs)
        .executeTakeFirst();
      if (numUpdatedRows > 0n && patch.asOfMs !== undefined) touch(row.siteId);
      return ok(numUpdatedRows > 0n);
    });
    if (kept.kind === 'ok' && kept.answer) live.emit('changed', ['feed-sources']);
    return kept;
  }
  function nextTry(intake: FeedIntake, failures: number): number | null {
    return intake.kind === 'push' ? null : clock.nowMs() + nextTryInMs(intake.everyS, failures, randomInt(1_000) / 1_000);
  }
  async function refuse(row: FeedRow, code: FeedProblemCode, detail: string): Promise<Taken> {
    const nowMs = clock.nowMs();
    const failures = (problemOfRow(row)?.failures ?? 0) + 1;
    const problem = JSON.stringify({ code, detail: detail.slice(0, 400), atMs: nowMs, failures });
    const kept = await keep(row, { problem, triedAtMs: nowMs, nextTryMs: nextTry(definitionOf(row).intake, failures) });
    log.info({ sourceId: row.id, code, failures }, 'values of a feed were not taken');
    return kept.kind === 'ok' && kept.answer ? { kind: 'refused', code, detail } : { kind: 'gone' };
  }
  async function keepValues(row: FeedRow, rows: number, values: Patch & { readonly asOfMs: number }): Promise<Taken> {
    const nowMs = clock.nowMs();
    const went = { receivedAtMs: nowMs, problem: null, triedAtMs: nowMs, nextTryMs: nextTry(definitionOf(row).intake, 0) };
    const kept = await keep(row, { ...values, ...went });
    if (kept.kind === 'problem') return refuse(row, 'site-full', kept.problem.detail);
    return kept.answer ? { kind: 'taken', rows, asOfMs: values.asOfMs } : { kind: 'gone' };
  }
  async function take(row: FeedRow, raw: readonly RawRow[], asOfMs: number, validators: Validators): Promise<Taken> {
    const { columns } = definitionOf(row);
    const nowMs = clock.nowMs();
    if (asOfMs > nowMs + aheadMs) return refuse(row, 'unfit-values', 'says that its values are of a time to come');
    if (asOfMs < (row.asOfMs ?? 0)) return refuse(row, 'unfit-values', 'is older than the values that are here');
    const table = tableOf(columns, raw);
    if (table.kind === 'unfit') return refuse(row, 'unfit-values', table.detail);
    const told = { rows: JSON.stringify(table.rows), asOfMs: Math.min(asOfMs, nowMs), ...validators };
    return keepValues(row, table.rows.length, told);
  }
  async function fetchOne(row: FeedRow): Promise<Taken> {
    const { intake } = definitionOf(row);
    if (intake.kind === 'push') return { kind: 'gone' };
    const { etag, lastModified } = row;
    const fetched = await fetchGuarded(intake.url, { isNamed, validators: { etag, lastModified }, signal: ending.signal });
    if (ending.signal.aborted) return { kind: 'gone' };
    const nowMs = clock.nowMs();
    switch (fetched.kind) {
      case 'failed':
        return refuse(row, fetched.code, fetched.detail);
      case 'unchanged': {
        // what a server confirms is of now, where it does not say itself of when it is
        const asOfMs = intake.kind === 'json' && intake.asOfPath !== undefined ? (row.asOfMs ?? nowMs) : nowMs;
        return keepValues(row, 0, { asOfMs });
      }
      case 'text': {
        const read = rawRows(fetched.text, intake);
        if (read.kind === 'unreadable') return refuse(row, 'unreadable', read.detail);
        const asOfMs = 'asOf' in read ? instantOf(read.asOf) : nowMs;
        if (asOfMs === undefined) return refuse(row, 'unfit-values', 'there is no time at the path of “as of”');
        return take(row, read.rows, asOfMs, fetched.validators);
      }
    }
  }
  /** One try of a source at a time: whoever asks while one is under way waits for it, and then asks of the source as it is by then. */
  function inTurn(id: string, act: () => Promise<Taken>): Promise<Taken> {
    const before = underway.get(id) ?? Promise.resolve();
    const trying = before.then(act, act).finally(() => {
      if (underway.get(id) === trying) underway.delete(id);
    });
    underway.set(id, trying);
    return trying;
  }
  async function fetchNow(id: string): Promise<Taken> {
    const row = await findFeedRow(truth, id);
    return row === null ? { kind: 'gone' } : fetchOne(row);
  }

  async function look(): Promise<void> {
    const nowMs = clock.nowMs();
    const due = await truth
      .selectFrom('feed_sources')
      .select('id')
      .where('nextTryMs', '<=', nowMs)
      .orderBy('nextTryMs')
      .limit(Math.max(atOnce - underway.size, 0))
      .execute();
    for (const { id } of due) {
      if (underway.has(id)) continue;
      const { numUpdatedRows } = await truth
        .updateTable('feed_sources')
        .set({ nextTryMs: nowMs + leaseMs })
        .where('id', '=', id)
        .where('nextTryMs', '<=', nowMs)
        .executeTakeFirst();
      // somebody's own try, begun meanwhile, is as good as this one
      if (numUpdatedRows === 0n || underway.has(id)) continue;
      inTurn(id, () => fetchNow(id)).catch((error: unknown) => log.error({ err: error, sourceId: id }, 'a feed could not be taken'));
    }
  }
  async function lookAgain(): Promise<void> {
    try {
      await look();
    } catch (error) {
      log.error({ err: error }, 'feeds could not be looked at');
    }
    if (!ending.signal.aborted) cancel = clock.after(lookEveryMs, tick);
  }
  let looking: Promise<void> = Promise.resolve();
  function tick(): void {
    looking = lookAgain();
  }
  let cancel = clock.after(lookEveryMs, tick);

  return {
    fetchNow: (id) => inTurn(id, () => fetchNow(id)),
    push: (row, rows, asOfMs) => take(row, rows, asOfMs, { etag: null, lastModified: null }),
    async close() {
      ending.abort();
      cancel();
      await looking;
      await Promise.allSettled(underway.values());
    },
  };
}
