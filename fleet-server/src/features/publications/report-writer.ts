import type { ReleaseReport } from '@gatecast/protocol';
import { sql, type Kysely, type Transaction } from 'kysely';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { progressOf } from './release-progress.ts';
import type { PublicationTables } from './store.ts';

type ReleaseRow = Omit<PublicationTables['releases'], 'document'>;
type Waiting = { readonly screenId: string; readonly report: ReleaseReport; readonly settle: PromiseWithResolvers<void> };

/** Reports in one transaction: a publication brings thousands at once, and each transaction waits for the disk. */
const mostAtOnce = 100;

/**
 * Stores how far releases have come. Reports that come while others are being written are written together; each resolves when it is on
 * disk. Invariant: one transaction at a time, reports in the order in which they came.
 */
export function createReportWriter(
  truth: Kysely<TruthSchema>,
  nowMs: () => number,
  /** Of rows that moved, once they are on disk. */
  onMoved: (rows: readonly ReleaseRow[]) => void,
): { readonly put: (screenId: string, report: ReleaseReport) => Promise<void>; readonly idle: () => Promise<void> } {
  let waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;

  async function writeAll(): Promise<void> {
    // whatever arrives in this turn of the loop goes along
    await letOthersRun();
    while (waiting.length > 0) {
      const piece = waiting.slice(0, mostAtOnce);
      waiting = waiting.slice(mostAtOnce);
      try {
        const moved = await truth.transaction().execute((transaction) => write(transaction, piece, nowMs()));
        onMoved(moved);
        for (const { settle } of piece) settle.resolve();
      } catch (error) {
        for (const { settle } of piece) settle.reject(error);
      }
      await letOthersRun();
    }
    writing = null;
  }
  return {
    async put(screenId, report) {
      const settle = Promise.withResolvers<void>();
      waiting.push({ screenId, report, settle });
      writing ??= writeAll();
      return settle.promise;
    },
    async idle() {
      await writing;
    },
  };
}

async function write(transaction: Transaction<TruthSchema>, reports: readonly Waiting[], nowMs: number): Promise<readonly ReleaseRow[]> {
  const found = await transaction
    .selectFrom('releases')
    .select(['screenId', 'number', 'publicationId', 'tree', 'basis', 'state', 'reason', 'detail', 'activateAtMs', 'changedAtMs'])
    .select(['queuedAtMs', 'deliveredAtMs', 'preparedAtMs', 'activeAtMs'])
    .where('screenId', 'in', [...new Set(reports.map(({ screenId }) => screenId))])
    .where('number', 'in', [...new Set(reports.map(({ report }) => report.number))])
    .execute();
  const rows = new Map(found.map((row) => [keyOf(row.screenId, row.number), row]));
  const moved = new Map<string, ReleaseRow>();
  for (const { screenId, report } of reports) {
    const key = keyOf(screenId, report.number);
    const before = rows.get(key);
    const state = before === undefined ? null : progressOf(before.state, report.state);
    if (before === undefined || state === null) continue;
    const reason = state === 'refused' ? (report.reason ?? null) : null;
    const row = { ...before, state, reason, detail: report.detail ?? null, changedAtMs: nowMs, ...timesOf(report) };
    rows.set(key, row);
    moved.set(key, row);
  }
  if (moved.size > 0) await store(transaction, [...moved.values()]);
  return [...moved.values()];
}

/** All of them in one statement: one each for what a publication brings took more of the processor than all else together. */
async function store(transaction: Transaction<TruthSchema>, moved: readonly ReleaseRow[]): Promise<void> {
  const values = moved.map(
    ({ screenId, number, state, reason, detail, changedAtMs, deliveredAtMs, preparedAtMs, activeAtMs }) =>
      sql`(cast(${screenId} as text), cast(${number} as bigint), cast(${state} as text), cast(${reason} as text), cast(${detail} as text),
        cast(${changedAtMs} as bigint), cast(${deliveredAtMs} as bigint), cast(${preparedAtMs} as bigint), cast(${activeAtMs} as bigint))`,
  );
  await sql`
    with moved ("ofScreen", "ofNumber", "toState", "toReason", "toDetail", "changed", "delivered", "prepared", "activated")
      as (values ${sql.join(values)})
    update releases set "state" = "toState", "reason" = "toReason", "detail" = "toDetail", "changedAtMs" = "changed",
      "deliveredAtMs" = "delivered", "preparedAtMs" = "prepared", "activeAtMs" = "activated"
    from moved where "screenId" = "ofScreen" and "number" = "ofNumber"`.execute(transaction);
}

function keyOf(screenId: string, number: number): string {
  return `${screenId} ${number}`;
}

function timesOf({ state, atMs }: ReleaseReport): { deliveredAtMs?: number; preparedAtMs?: number; activeAtMs?: number } {
  switch (state) {
    case 'delivered':
      return { deliveredAtMs: atMs };
    case 'prepared':
      return { preparedAtMs: atMs };
    case 'active':
      return { activeAtMs: atMs };
    case 'queued':
    case 'refused':
    case 'superseded':
      return {};
  }
}
