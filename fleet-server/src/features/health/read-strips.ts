import { stripLetters, type HealthTally } from '@gatecast/protocol';
import { sql, type Kysely } from 'kysely';
import type { TelemetrySchema } from '../../store/telemetry-schema.ts';
import { hourMs, type HealthSpan } from './health-span.ts';

type State = keyof HealthTally;
/** The worst first. */
const worse: readonly State[] = ['offline', 'impaired', 'healthy', 'unknown'];

/** How screens were in each part of a span that is told by quarters of an hour or hours, one letter for each part: the worst that they were in it. */
export async function readStrips(
  db: Kysely<TelemetrySchema>,
  screenIds: readonly string[],
  { fromMs, untilMs, hours, minutes }: Omit<HealthSpan, 'days' | 'buckets'>,
  stepMs: number,
): Promise<ReadonlyMap<string, string>> {
  const count = Math.ceil((untilMs - fromMs) / stepMs);
  const known = new Map<string, State[]>(screenIds.map((screenId) => [screenId, Array.from({ length: count }, () => 'unknown')]));
  if (screenIds.length === 0) return new Map();
  function note(screenId: string, atMs: number, lastMs: number, state: State): void {
    const parts = known.get(screenId);
    for (let part = Math.floor((atMs - fromMs) / stepMs); part <= Math.floor((lastMs - fromMs) / stepMs); part += 1) {
      const before = parts?.[part];
      if (before !== undefined && worse.indexOf(state) < worse.indexOf(before)) parts?.splice(part, 1, state);
    }
  }
  const hourRows = await db
    .selectFrom('health_hours')
    .selectAll()
    .where('screenId', 'in', screenIds)
    .where('hourMs', '>=', hours.fromMs)
    .where('hourMs', '<', hours.untilMs)
    .execute();
  for (const row of hourRows)
    for (const state of ['offline', 'impaired', 'healthy'] as const)
      if (row[state] > 0) note(row.screenId, row.hourMs, row.hourMs + hourMs - 1, state);
  // a part is whole minutes: how often each state was seen in it is counted by the database, a row for each minute would be fifty thousand
  // literals: PostgreSQL takes two parameters for two things, and would not see that it groups by what it selects
  const part = sql<number>`(${sql.ref('minuteMs')} - ${sql.lit(fromMs)}) / ${sql.lit(stepMs)}`;
  const minuteRows = await db
    .selectFrom('health_minutes')
    .select(['screenId', 'state', part.as('part')])
    .where('screenId', 'in', screenIds)
    .where('minuteMs', '>=', minutes.fromMs)
    .where('minuteMs', '<', minutes.untilMs)
    .groupBy(['screenId', 'state', part])
    .execute();
  for (const row of minuteRows) {
    const atMs = fromMs + row.part * stepMs;
    note(row.screenId, atMs, atMs, row.state);
  }
  return new Map([...known].map(([screenId, states]) => [screenId, states.map((state) => stripLetters[state]).join('')]));
}
