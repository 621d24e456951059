import type { Clock } from '@gatecast/clock';
import type { Kysely } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';

const heldMs = 60_000;
const renewEveryMs = 15_000;

export type Lease = { readonly lost: AbortSignal; readonly release: () => Promise<void> };

/**
 * Takes a task for this node alone, and holds it until it is released; null: another one has it. A holder that died has it for a minute
 * more. `lost` is aborted where it could not be renewed in time.
 */
export async function holdLease(truth: Kysely<TruthSchema>, name: string, holder: string, clock: Clock): Promise<Lease | null> {
  async function take(): Promise<boolean> {
    const nowMs = clock.nowMs();
    const row = { name, holder, untilMs: nowMs + heldMs };
    const taken = await truth
      .insertInto('leases')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet(row)
          .where((is) => is.or([is('leases.holder', '=', holder), is('leases.untilMs', '<=', nowMs)])),
      )
      .executeTakeFirst();
    return (taken.numInsertedOrUpdatedRows ?? 0n) > 0n;
  }
  if (!(await take())) return null;
  const lost = new AbortController();
  let isReleased = false;
  let renewedMonotonicMs = clock.monotonicMs();
  async function renewNow(): Promise<void> {
    try {
      if (await take()) renewedMonotonicMs = clock.monotonicMs();
      else lost.abort();
    } catch {
      // a database that is away comes back, or somebody else takes over
      if (clock.monotonicMs() - renewedMonotonicMs > heldMs / 2) lost.abort();
    }
    if (!isReleased && !lost.signal.aborted) cancel = clock.after(renewEveryMs, renew);
  }
  function renew(): void {
    void renewNow();
  }
  let cancel = clock.after(renewEveryMs, renew);
  return {
    lost: lost.signal,
    async release() {
      isReleased = true;
      cancel();
      await truth.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute();
    },
  };
}
