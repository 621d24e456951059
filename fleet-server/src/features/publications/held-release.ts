import type { HeldRelease } from '@gatecast/protocol';
import type { Kysely } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';

/**
 * Which release a screen had, has or will have at an instant. What was is what its player told: a release holds from its activation until
 * the next one's. What will be is what is newest; a release that waits for its instant holds from then on.
 */
export async function heldReleaseAt(
  truth: Kysely<TruthSchema>,
  screenId: string,
  { atMs, nowMs }: { readonly atMs: number; readonly nowMs: number },
): Promise<{ readonly held: HeldRelease | null; readonly firstActiveMs: number | null }> {
  const of = truth.selectFrom('releases').select(['number', 'activeAtMs', 'activateAtMs']).where('screenId', '=', screenId);
  const activated = of.where('activeAtMs', 'is not', null);
  const newest = await of.orderBy('number', 'desc').limit(1).executeTakeFirst();
  const first = await activated.orderBy('activeAtMs').limit(1).executeTakeFirst();
  const told = await activated
    .where('activeAtMs', '<=', atMs)
    .orderBy('activeAtMs', 'desc')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  const firstActiveMs = first?.activeAtMs ?? null;
  const comes = newest === undefined || newest.activeAtMs !== null ? undefined : newest;
  const comesMs = comes === undefined ? null : Math.max(comes.activateAtMs ?? nowMs, nowMs);
  if (comes !== undefined && comesMs !== null && atMs >= comesMs) {
    const how = comes.activateAtMs === null ? 'on-its-way' : 'planned';
    return { held: { number: comes.number, how, fromMs: comes.activateAtMs, untilMs: null }, firstActiveMs };
  }
  if (told === undefined) return { held: null, firstActiveMs };
  const next = await activated.where('activeAtMs', '>', atMs).orderBy('activeAtMs').limit(1).executeTakeFirst();
  const untilMs = next?.activeAtMs ?? comes?.activateAtMs ?? null;
  return { held: { number: told.number, how: 'active', fromMs: told.activeAtMs, untilMs }, firstActiveMs };
}
