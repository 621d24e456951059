import type { PlayRecord } from '@gatecast/protocol';
import type { Transaction } from 'kysely';
import type { TelemetrySchema } from '../../store/telemetry-schema.ts';

const hourMs = 3_600_000;

/** Adds records that were not stored before to their hours. An exposure counts whole in the hour in which it began. */
export async function addToHours(
  transaction: Transaction<TelemetrySchema>,
  screenId: string,
  records: readonly PlayRecord[],
): Promise<void> {
  const sums = new Map<string, { hourMs: number; itemId: string; entryId: string; plays: number; shownMs: number }>();
  for (const { itemId, entryId, fromMs, untilMs } of records) {
    const hour = fromMs - (fromMs % hourMs);
    const key = `${hour} ${itemId} ${entryId}`;
    const sum = sums.get(key) ?? { hourMs: hour, itemId, entryId, plays: 0, shownMs: 0 };
    sum.plays += 1;
    sum.shownMs += Math.max(0, untilMs - fromMs);
    sums.set(key, sum);
  }
  // in the order of their keys, as every writer of this table has it
  const rows = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => ({ screenId, ...sum }));
  if (rows.length === 0) return;
  await transaction
    .insertInto('play_hours')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['screenId', 'hourMs', 'itemId', 'entryId']).doUpdateSet((eb) => ({
        plays: eb('play_hours.plays', '+', eb.ref('excluded.plays')),
        shownMs: eb('play_hours.shownMs', '+', eb.ref('excluded.shownMs')),
      })),
    )
    .execute();
}
