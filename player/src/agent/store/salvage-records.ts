import Database from 'better-sqlite3';
import { emptyChainHead, playRecordSchema, type PlayRecord } from '@gatecast/protocol';
import { jsonOf } from './json-of.ts';
import { StoreDamage } from './store-damage.ts';

/** A page that cannot be read holds about so many records; behind it the rest is looked for. */
const stepOver = 8;
/** So many failures in a row, and what is behind them is given up. */
const mostFailures = 500;

/**
 * The play records that a damaged database had not told the server, as far as they can be read and are what was chained: evidence is
 * worth a second look. Gives none where the file cannot be opened at all.
 */
export function salvageRecords(
  file: string,
  nativeBinding: string | undefined,
  headAfter: (previous: string, record: PlayRecord) => string,
): readonly PlayRecord[] {
  let store: Database.Database | null = null;
  try {
    store = new Database(file, { readonly: true, fileMustExist: true, ...(nativeBinding === undefined ? {} : { nativeBinding }) });
    return readUnsent(store, headAfter);
  } catch {
    // not even its first page can be read
    return [];
  } finally {
    store?.close();
  }
}

function readUnsent(store: Database.Database, headAfter: (previous: string, record: PlayRecord) => string): readonly PlayRecord[] {
  const next = store.prepare<[number], { sequence: number; record: string; head: string }>(
    'SELECT sequence, record, head FROM records WHERE sequence > ? AND stored_ms IS NULL ORDER BY sequence LIMIT 1',
  );
  const headOf = store.prepare<[number], string>('SELECT head FROM records WHERE sequence = ?').pluck();
  const records: PlayRecord[] = [];
  let after = 0;
  for (let failures = 0; failures < mostFailures;) {
    try {
      const row = next.get(after);
      if (row === undefined) return records;
      // a tree whose keys are out of order leads back to what was read, again and again
      if (row.sequence <= after) throw new StoreDamage('damaged', `number ${row.sequence} lies behind number ${after}`);
      after = row.sequence;
      const parsed = playRecordSchema.safeParse(jsonOf(row.record));
      const before = after === 1 ? emptyChainHead : headOf.get(after - 1);
      if (parsed.success && before !== undefined && headAfter(before, parsed.data) === row.head) records.push(parsed.data);
      failures = 0;
    } catch {
      after += stepOver;
      failures++;
    }
  }
  return records;
}
