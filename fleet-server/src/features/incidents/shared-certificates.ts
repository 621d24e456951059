import type { AppContext } from '../../app-context.ts';
import type { ServedCertificate } from '../../http/keep-certificate.ts';

export type CertificateTables = {
  /** What each living node serves, so that one whose own is well ends no incident of another. */
  node_certificates: { nodeId: string; name: string; endsAtMs: number; seenAtMs: number };
};

const sayEveryMs = 60_000;
/** A node that has not said anything for so long is gone, and its certificate with it. */
const goneAfterMs = 5 * sayEveryMs;

/**
 * The certificates that the nodes of this server serve now, as every node sees them alike: each says its own once a minute, and at once
 * where it is another. A server that is alone knows without asking.
 */
export function shareCertificates({
  certificate,
  bus,
  clock,
  telemetry,
}: Pick<AppContext, 'certificate' | 'bus' | 'clock' | 'telemetry'>): {
  readonly read: () => Promise<readonly ServedCertificate[]>;
  readonly close: () => Promise<void>;
} {
  let saidMs = -Infinity;
  let said: ServedCertificate | null = null;
  let others: readonly ServedCertificate[] = [];

  async function exchange(own: ServedCertificate | null): Promise<void> {
    const { nodeId } = bus;
    const nowMs = clock.nowMs();
    if (own === null) await telemetry.deleteFrom('node_certificates').where('nodeId', '=', nodeId).execute();
    else {
      const row = { name: own.name, endsAtMs: own.endsAtMs, seenAtMs: nowMs };
      await telemetry
        .insertInto('node_certificates')
        .values({ nodeId, ...row })
        .onConflict((conflict) => conflict.column('nodeId').doUpdateSet(row))
        .execute();
    }
    await telemetry
      .deleteFrom('node_certificates')
      .where('seenAtMs', '<', nowMs - goneAfterMs)
      .execute();
    others = await telemetry.selectFrom('node_certificates').select(['name', 'endsAtMs']).where('nodeId', '!=', nodeId).execute();
  }
  return {
    async read() {
      const own = certificate();
      if (bus.isShared) {
        const isAnother = own?.endsAtMs !== said?.endsAtMs;
        if (isAnother || clock.monotonicMs() - saidMs >= sayEveryMs) {
          await exchange(own);
          [saidMs, said] = [clock.monotonicMs(), own];
        }
      }
      return own === null ? others : [own, ...others];
    },
    async close() {
      if (bus.isShared) await telemetry.deleteFrom('node_certificates').where('nodeId', '=', bus.nodeId).execute();
    },
  };
}
