import { sql, type Kysely } from 'kysely';
import type { TelemetrySchema } from '../../store/telemetry-schema.ts';

const hourMs = 3_600_000;

export type PlaySum = {
  readonly screenId: string;
  readonly itemId: string;
  readonly entryId: string;
  readonly plays: number;
  readonly shownMs: number;
};

/** What each screen showed of each item in each entry's name, in the hours that a span touches. */
export async function readPlaySums(
  telemetry: Kysely<TelemetrySchema>,
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
): Promise<readonly PlaySum[]> {
  return telemetry
    .selectFrom('play_hours')
    .select(['screenId', 'itemId', 'entryId'])
    .select([sql<number>`cast(sum(plays) as integer)`.as('plays'), sql<number>`cast(sum(${sql.ref('shownMs')}) as bigint)`.as('shownMs')])
    .where('hourMs', '>=', fromMs - (fromMs % hourMs))
    .where('hourMs', '<', untilMs)
    .groupBy(['screenId', 'itemId', 'entryId'])
    .execute();
}

/** Sums by some key, the longest first, with the screens that had a part in each. */
export function summedBy(sums: readonly PlaySum[], keyOf: (sum: PlaySum) => string) {
  return [...Map.groupBy(sums, keyOf)]
    .map(([key, all]) => ({
      key,
      plays: all.reduce((sum, { plays }) => sum + plays, 0),
      shownMs: all.reduce((sum, { shownMs }) => sum + shownMs, 0),
      screenCount: new Set(all.map(({ screenId }) => screenId)).size,
    }))
    .toSorted((a, b) => b.shownMs - a.shownMs);
}
