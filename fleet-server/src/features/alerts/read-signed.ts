import type { Kysely } from 'kysely';
import type { TelemetrySchema } from '../../store/telemetry-schema.ts';

/** What the player of a screen has signed of an alert. */
export type Signed = {
  readonly receivedAtMs: number | null;
  readonly paintedAtMs: number | null;
  readonly clearedAtMs: number | null;
};
/** An alert as receipts name it. */
export type NamedAlert = { readonly id: string; readonly revision: number };

/**
 * What was signed of an alert, by screen, in the order of their ids: of all, of some, or of at most `most` behind `after`. Of several players
 * of one screen, or several receipts of one kind, the earliest instant counts.
 */
export async function readSigned(
  telemetry: Kysely<TelemetrySchema>,
  alert: NamedAlert,
  { screenIds, after, most }: { readonly screenIds?: readonly string[]; readonly after?: string | undefined; readonly most?: number } = {},
): Promise<ReadonlyMap<string, Signed>> {
  let query = telemetry
    .selectFrom('receipts')
    .select(({ fn, eb }) => {
      const first = (kind: 'received' | 'painted' | 'cleared') =>
        fn.min<number | null>(eb.case().when('kind', '=', kind).then(eb.ref('atMs')).end());
      return ['screenId', first('received').as('receivedAtMs'), first('painted').as('paintedAtMs'), first('cleared').as('clearedAtMs')];
    })
    .where('alertId', '=', alert.id)
    .where('alertRevision', '=', alert.revision)
    .groupBy('screenId')
    .orderBy('screenId');
  if (screenIds !== undefined) query = query.where('screenId', 'in', screenIds);
  if (after !== undefined) query = query.where('screenId', '>', after);
  if (most !== undefined) query = query.limit(most);
  return new Map((await query.execute()).map(({ screenId, ...signed }) => [screenId, signed]));
}
