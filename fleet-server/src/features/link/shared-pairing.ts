import type { Transaction } from 'kysely';
import type { AppContext } from '../../app-context.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';

/** Devices that wait at some node, so that their code can be typed into any of them. A server that is alone keeps none. */
export type PairingTables = { waiting_devices: { publicKey: string; code: string; expiresAtMs: number } };

export type SharedPairing = {
  /** Resolves also where it could not be written: then the code is known at its own node only. */
  readonly write: (publicKey: string, code: string, expiresAtMs: number) => Promise<void>;
  readonly forget: (publicKey: string) => Promise<void>;
  /** The key of the device that shows this code at another node. */
  readonly find: (code: string) => Promise<string | null>;
  /** Spends the code; false: somebody else has, or it was renewed. */
  readonly take: (transaction: Transaction<TruthSchema>, code: string) => Promise<boolean>;
};

export function createSharedPairing({ truth, clock, bus, log }: Pick<AppContext, 'truth' | 'clock' | 'bus' | 'log'>): SharedPairing {
  async function settle(work: () => Promise<unknown>): Promise<void> {
    if (!bus.isShared) return;
    try {
      await work();
    } catch (error) {
      log.warn({ err: error }, 'the code of a device could not be shared with the other nodes');
    }
  }
  return {
    write(publicKey, code, expiresAtMs) {
      const row = { publicKey, code, expiresAtMs };
      return settle(() =>
        truth
          .insertInto('waiting_devices')
          .values(row)
          .onConflict((conflict) => conflict.column('publicKey').doUpdateSet(row))
          .execute(),
      );
    },
    forget: (publicKey) => settle(() => truth.deleteFrom('waiting_devices').where('publicKey', '=', publicKey).execute()),
    async find(code) {
      if (!bus.isShared) return null;
      const row = await truth
        .selectFrom('waiting_devices')
        .select('publicKey')
        .where('code', '=', code)
        .where('expiresAtMs', '>', clock.nowMs())
        .executeTakeFirst();
      return row?.publicKey ?? null;
    },
    async take(transaction, code) {
      const taken = await transaction.deleteFrom('waiting_devices').where('code', '=', code).executeTakeFirst();
      return taken.numDeletedRows === 1n;
    },
  };
}
