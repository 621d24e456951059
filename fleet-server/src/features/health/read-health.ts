import type { HealthTally } from '@gatecast/protocol';
import { sql, type Kysely } from 'kysely';
import type { TelemetrySchema } from '../../store/telemetry-schema.ts';
import { minuteMs, type HealthSpan } from './health-span.ts';

type Known = Omit<HealthTally, 'unknown'>;
/** What is known of some time of a screen that begins at an instant: a minute, an hour or a day. */
export type Piece = Known & { readonly screenId: string; readonly atMs: number };

/** All that is known of one screen in a span, in pieces of which none lies in two buckets. */
export async function readPieces(db: Kysely<TelemetrySchema>, screenId: string, span: HealthSpan): Promise<readonly Piece[]> {
  const { days, hours, minutes } = span;
  const startOf = new Map(days.map(({ day, fromMs }) => [day, fromMs]));
  const dayRows = await db
    .selectFrom('health_days')
    .selectAll()
    .where('screenId', '=', screenId)
    .where('day', '>=', days[0]?.day ?? '9')
    .where('day', '<=', days.at(-1)?.day ?? '0')
    .execute();
  const hourRows = await db
    .selectFrom('health_hours')
    .selectAll()
    .where('screenId', '=', screenId)
    .where('hourMs', '>=', hours.fromMs)
    .where('hourMs', '<', hours.untilMs)
    .execute();
  const minuteRows = await db
    .selectFrom('health_minutes')
    .selectAll()
    .where('screenId', '=', screenId)
    .where('minuteMs', '>=', minutes.fromMs)
    .where('minuteMs', '<', minutes.untilMs)
    .execute();
  return [
    ...dayRows.map(({ day, ...row }) => ({ ...row, atMs: startOf.get(day) ?? 0 })),
    ...hourRows.map(({ hourMs, ...row }) => ({ ...row, atMs: hourMs })),
    ...minuteRows.map((row) => ({
      ...{ screenId, atMs: row.minuteMs, healthy: 0, impaired: 0, offline: 0 },
      [row.state]: 1,
    })),
  ];
}

const sum = (column: string) => sql<number>`cast(sum(${sql.ref(column)}) as integer)`;
const count = (state: string) => sql<number>`cast(sum(case when state = ${state} then 1 else 0 end) as integer)`;
const sums = [sum('healthy').as('healthy'), sum('impaired').as('impaired'), sum('offline').as('offline')] as const;

/** What is known of many screens in a span, each in one sum. */
export async function readSums(
  db: Kysely<TelemetrySchema>,
  screenIds: readonly string[],
  { days, hours, minutes }: HealthSpan,
): Promise<readonly (Known & { readonly screenId: string })[]> {
  if (screenIds.length === 0) return [];
  const ofDays = db
    .selectFrom('health_days')
    .select('screenId')
    .select(sums)
    .where('screenId', 'in', screenIds)
    .where('day', '>=', days[0]?.day ?? '9')
    .where('day', '<=', days.at(-1)?.day ?? '0')
    .groupBy('screenId');
  const ofHours = db
    .selectFrom('health_hours')
    .select('screenId')
    .select(sums)
    .where('screenId', 'in', screenIds)
    .where('hourMs', '>=', hours.fromMs)
    .where('hourMs', '<', hours.untilMs)
    .groupBy('screenId');
  const ofMinutes = db
    .selectFrom('health_minutes')
    .select('screenId')
    .select([count('healthy').as('healthy'), count('impaired').as('impaired'), count('offline').as('offline')])
    .where('screenId', 'in', screenIds)
    .where('minuteMs', '>=', minutes.fromMs)
    .where('minuteMs', '<', minutes.untilMs)
    .groupBy('screenId');
  return [...(await ofDays.execute()), ...(await ofHours.execute()), ...(await ofMinutes.execute())];
}

/** The sum of what is known, and how much of so long a time is not. */
export function tallyOf(known: readonly Known[], lengthMs: number): HealthTally {
  const total = { healthy: 0, impaired: 0, offline: 0 };
  for (const { healthy, impaired, offline } of known) {
    total.healthy += healthy;
    total.impaired += impaired;
    total.offline += offline;
  }
  const minutes = Math.floor(lengthMs / minuteMs);
  return { ...total, unknown: Math.max(0, minutes - total.healthy - total.impaired - total.offline) };
}
