import { sql } from 'kysely';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { AppContext } from '../../app-context.ts';
import { sweepOlder } from '../../store/sweep-older.ts';
import { dayOf, daysOf, floorTo, hourMs, keptMs, rolledUpAfterMs } from './health-span.ts';
import { rollFiguresOfDay, rollFiguresOfHour } from './roll-figures.ts';
import { zoneOfSite } from './zone-of-site.ts';

/** Screens of one statement: some milliseconds of a database that others wait for. */
const portion = 100;

/** Rolls hours and days up that are over. It may be run as often as one likes, on every node: the same minutes give the same rows. */
export function createRollUp({ clock, fleet, telemetry }: Pick<AppContext, 'clock' | 'fleet' | 'telemetry'>): {
  readonly run: () => Promise<void>;
} {
  /** The first hour that is not rolled up; null: the database has not been asked yet. */
  let next: number | null = null;

  async function firstHour(endMs: number): Promise<number> {
    const { newest } = await telemetry
      .selectFrom('health_hours')
      .select((eb) => eb.fn.max('hourMs').as('newest'))
      .executeTakeFirstOrThrow();
    const { oldest } = await telemetry
      .selectFrom('health_minutes')
      .select((eb) => eb.fn.min('minuteMs').as('oldest'))
      .executeTakeFirstOrThrow();
    if (oldest === null) return endMs;
    return newest === null ? floorTo(oldest, hourMs) : newest + hourMs;
  }
  async function rollHour(atMs: number): Promise<void> {
    for (const screenIds of portions([...fleet.current().screens.keys()])) {
      const count = (state: string) => sql<number>`sum(case when state = ${state} then 1 else 0 end)`;
      await telemetry
        .insertInto('health_hours')
        .columns(['screenId', 'hourMs', 'healthy', 'impaired', 'offline'])
        .expression((eb) =>
          eb
            .selectFrom('health_minutes')
            .select(['screenId', sql<number>`cast(${atMs} as bigint)`.as('hourMs')])
            .select([count('healthy').as('healthy'), count('impaired').as('impaired'), count('offline').as('offline')])
            .where('screenId', 'in', screenIds)
            .where('minuteMs', '>=', atMs)
            .where('minuteMs', '<', atMs + hourMs)
            .groupBy('screenId')
            .orderBy('screenId'),
        )
        .onConflict((conflict) =>
          conflict.columns(['screenId', 'hourMs']).doUpdateSet((eb) => ({
            healthy: eb.ref('excluded.healthy'),
            impaired: eb.ref('excluded.impaired'),
            offline: eb.ref('excluded.offline'),
          })),
        )
        .execute();
      // the answers of a local database come as microtasks
      await letOthersRun();
      await rollFiguresOfHour(telemetry, screenIds, atMs);
      await letOthersRun();
    }
  }
  /** The days that ended with an hour, each at its sites. */
  async function rollDays(lastHourMs: number): Promise<void> {
    const { sites, screens } = fleet.current();
    for (const site of sites.values()) {
      const zone = zoneOfSite(site, lastHourMs - 48 * hourMs, lastHourMs + 48 * hourMs);
      const day = dayOf(zone, lastHourMs);
      if (day === dayOf(zone, lastHourMs + hourMs)) continue;
      const [{ fromMs } = { fromMs: lastHourMs }] = daysOf(zone, { fromMs: lastHourMs, untilMs: lastHourMs + hourMs });
      const ofSite = [...screens.values()].flatMap(({ id, siteId }) => (siteId === site.id ? [id] : []));
      for (const screenIds of portions(ofSite)) await rollDay(screenIds, day, { fromMs, untilMs: lastHourMs + hourMs });
    }
  }
  async function rollDay(
    screenIds: readonly string[],
    day: string,
    { fromMs, untilMs }: { fromMs: number; untilMs: number },
  ): Promise<void> {
    const sum = (column: string) => sql<number>`cast(sum(${sql.ref(column)}) as integer)`;
    await telemetry
      .insertInto('health_days')
      .columns(['screenId', 'day', 'healthy', 'impaired', 'offline'])
      .expression((eb) =>
        eb
          .selectFrom('health_hours')
          .select(['screenId', sql<string>`cast(${day} as text)`.as('day')])
          .select([sum('healthy').as('healthy'), sum('impaired').as('impaired'), sum('offline').as('offline')])
          .where('screenId', 'in', screenIds)
          .where('hourMs', '>=', fromMs)
          .where('hourMs', '<', untilMs)
          .groupBy('screenId')
          .orderBy('screenId'),
      )
      .onConflict((conflict) =>
        conflict.columns(['screenId', 'day']).doUpdateSet((eb) => ({
          healthy: eb.ref('excluded.healthy'),
          impaired: eb.ref('excluded.impaired'),
          offline: eb.ref('excluded.offline'),
        })),
      )
      .execute();
    await letOthersRun();
    await rollFiguresOfDay(telemetry, screenIds, day, { fromMs, untilMs });
    await letOthersRun();
  }
  async function sweep(nowMs: number): Promise<void> {
    await sweepOlder(telemetry, 'health_minutes', 'minuteMs', nowMs - keptMs.minutes);
    await sweepOlder(telemetry, 'health_hours', 'hourMs', nowMs - keptMs.hours);
    await sweepOlder(telemetry, 'health_figure_hours', 'hourMs', nowMs - keptMs.hours);
    const oldestDay = new Date(nowMs - keptMs.days).toISOString().slice(0, 10);
    await sweepOlder(telemetry, 'health_days', 'day', oldestDay);
    await sweepOlder(telemetry, 'health_figure_days', 'day', oldestDay);
  }
  return {
    async run() {
      const nowMs = clock.nowMs();
      /** The first hour that is not over for long enough. */
      const endMs = floorTo(nowMs - rolledUpAfterMs, hourMs);
      next ??= await firstHour(endMs);
      if (next >= endMs) return;
      // of a server that was off for long only the day in which it stopped and the present one have anything to roll up
      const off = endMs - next > 52 * hourMs;
      const hours = off ? [...hoursFrom(next, next + 26 * hourMs), ...hoursFrom(endMs - 26 * hourMs, endMs)] : hoursFrom(next, endMs);
      for (const at of hours) {
        await rollHour(at);
        await rollDays(at);
        next = at + hourMs;
      }
      await sweep(nowMs);
    },
  };
}

function hoursFrom(fromMs: number, untilMs: number): readonly number[] {
  return Array.from({ length: Math.max(0, (untilMs - fromMs) / hourMs) }, (_none, index) => fromMs + index * hourMs);
}

function portions(ids: readonly string[]): readonly (readonly string[])[] {
  const sorted = ids.toSorted();
  return Array.from({ length: Math.ceil(sorted.length / portion) }, (_none, index) => sorted.slice(index * portion, (index + 1) * portion));
}
