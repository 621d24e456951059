import { healthFigures, type HealthFigure, type HealthFigurePoint } from '@gatecast/protocol';
import type { Kysely } from 'kysely';
import type { TelemetrySchema } from '../../store/telemetry-schema.ts';
import { memoryLimits, storageLimits, temperatureLimits } from '../fleet/health-limits.ts';
import type { HealthSpan } from './health-span.ts';
import type { HealthTables } from './telemetry-tables.ts';

type Told = HealthFigurePoint & { readonly count: number };
/** Figures of a minute, an hour or a day that begins at an instant; null: it was not told. */
type Piece = { readonly atMs: number } & Readonly<Record<HealthFigure, Told | null>>;

/** All figures of one screen in a span, in pieces of which none lies in two parts. */
export async function readFigures(
  db: Kysely<TelemetrySchema>,
  screenId: string,
  { days, hours, minutes }: HealthSpan,
): Promise<readonly Piece[]> {
  const startOf = new Map(days.map(({ day, fromMs }) => [day, fromMs]));
  const dayRows = await db
    .selectFrom('health_figure_days')
    .selectAll()
    .where('screenId', '=', screenId)
    .where('day', '>=', days[0]?.day ?? '9')
    .where('day', '<=', days.at(-1)?.day ?? '0')
    .execute();
  const hourRows = await db
    .selectFrom('health_figure_hours')
    .selectAll()
    .where('screenId', '=', screenId)
    .where('hourMs', '>=', hours.fromMs)
    .where('hourMs', '<', hours.untilMs)
    .execute();
  const minuteRows = await db
    .selectFrom('health_minutes')
    .select(['minuteMs', ...healthFigures])
    .where('screenId', '=', screenId)
    .where('minuteMs', '>=', minutes.fromMs)
    .where('minuteMs', '<', minutes.untilMs)
    .execute();
  return [
    ...dayRows.map((row) => pieceOf(startOf.get(row.day) ?? 0, (figure) => rolled(row, figure))),
    ...hourRows.map((row) => pieceOf(row.hourMs, (figure) => rolled(row, figure))),
    ...minuteRows.map((row) => pieceOf(row.minuteMs, (figure) => once(row[figure]))),
  ];
}

function pieceOf(atMs: number, told: (figure: HealthFigure) => Told | null): Piece {
  return {
    atMs,
    freeBytes: told('freeBytes'),
    freeMemoryBp: told('freeMemoryBp'),
    memoryBytes: told('memoryBytes'),
    temperatureDeciC: told('temperatureDeciC'),
    clockOffsetMs: told('clockOffsetMs'),
  };
}

function rolled(row: HealthTables['health_figure_hours'] | HealthTables['health_figure_days'], figure: HealthFigure): Told | null {
  const [low, mean, high, count] = [row[`${figure}Low`], row[`${figure}Mean`], row[`${figure}High`], row[`${figure}Count`]];
  return low === null || mean === null || high === null ? null : { low, mean, high, count };
}

function once(value: number | null): Told | null {
  return value === null ? null : { low: value, mean: value, high: value, count: 1 };
}

/** What pieces tell together: the lowest, the mean by how often each was told, the highest; null: nothing was told. */
export function pointOf(pieces: readonly (Told | null)[]): HealthFigurePoint | null {
  const told = pieces.filter((piece) => piece !== null);
  const count = told.reduce((sum, piece) => sum + piece.count, 0);
  if (count === 0) return null;
  return {
    low: Math.min(...told.map(({ low }) => low)),
    mean: Math.round(told.reduce((sum, piece) => sum + piece.mean * (piece.count / count), 0)),
    high: Math.max(...told.map(({ high }) => high)),
  };
}

/** Where the value of a figure opens an incident; null: no incident is of its value. */
export function limitOf(figure: HealthFigure): { readonly value: number; readonly isBadAbove: boolean } | null {
  switch (figure) {
    case 'freeBytes':
      return { value: storageLimits.lowBytes, isBadAbove: false };
    case 'freeMemoryBp':
      return { value: memoryLimits.lowBp, isBadAbove: false };
    case 'temperatureDeciC':
      return { value: temperatureLimits.hotC * 10, isBadAbove: true };
    case 'memoryBytes':
    // a clock that is far off is none: one that jumps is
    case 'clockOffsetMs':
      return null;
  }
}
