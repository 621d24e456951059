import { healthFigures } from '@gatecast/protocol';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { TelemetrySchema } from '../../store/telemetry-schema.ts';
import { hourMs } from './health-span.ts';

const parts = ['Low', 'Mean', 'High', 'Count'] as const;
const columns = healthFigures.flatMap((figure) => parts.map((part) => `${figure}${part}`));

/**
 * Sums the figures of an hour's minutes up, for some screens. It may be run again, and gives the same rows. Means are rounded, so that no sum of large
 * figures leaves what an integer holds.
 */
export async function rollFiguresOfHour(db: Kysely<TelemetrySchema>, screenIds: readonly string[], atMs: number): Promise<void> {
  const each = healthFigures.flatMap((figure) => {
    const told = sql.ref(figure);
    return [sql`min(${told})`, sql`cast(round(avg(${told})) as bigint)`, sql`max(${told})`, sql`count(${told})`];
  });
  await sql`
    insert into health_figure_hours (${names(['screenId', 'hourMs', ...columns])})
    select ${sql.ref('screenId')}, cast(${atMs} as bigint), ${sql.join(each)}
    from health_minutes
    where ${sql.ref('screenId')} in (${sql.join(screenIds)}) and ${sql.ref('minuteMs')} >= ${atMs} and ${sql.ref('minuteMs')} < ${atMs + hourMs}
      and ${wasHeard}
    group by ${sql.ref('screenId')} order by ${sql.ref('screenId')}
    on conflict (${names(['screenId', 'hourMs'])}) do update set ${replaced}`.execute(db);
}

/** Sums the figures of a day's hours up, for some screens. It may be run again, and gives the same rows. */
export async function rollFiguresOfDay(
  db: Kysely<TelemetrySchema>,
  screenIds: readonly string[],
  day: string,
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
): Promise<void> {
  const each = healthFigures.flatMap((figure) => {
    const [low, mean, high, count] = parts.map((part) => sql.ref(`${figure}${part}`));
    return [
      sql`min(${low})`,
      sql`cast(round(sum(${mean} * 1.0 * ${count}) / nullif(sum(${count}), 0)) as bigint)`,
      sql`max(${high})`,
      sql`cast(sum(${count}) as bigint)`,
    ];
  });
  await sql`
    insert into health_figure_days (${names(['screenId', 'day', ...columns])})
    select ${sql.ref('screenId')}, cast(${day} as text), ${sql.join(each)}
    from health_figure_hours
    where ${sql.ref('screenId')} in (${sql.join(screenIds)}) and ${sql.ref('hourMs')} >= ${fromMs} and ${sql.ref('hourMs')} < ${untilMs}
    group by ${sql.ref('screenId')} order by ${sql.ref('screenId')}
    on conflict (${names(['screenId', 'day'])}) do update set ${replaced}`.execute(db);
}

function names(of: readonly string[]): RawBuilder<unknown> {
  return sql.join(of.map((name) => sql.ref(name)));
}

const replaced = sql.join(columns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`));

/** Minutes of silence make no row. */
const wasHeard = sql`coalesce(${sql.join(healthFigures.map((figure) => sql.ref(figure)))}) is not null`;
