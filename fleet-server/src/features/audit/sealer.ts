import { auditHeadSchema, payloadTypes, type AuditSeal } from '@gatecast/protocol';
import { beforeFirstRow, hashOfAuditRow, signDocument } from '@gatecast/signing';
import type { AppContext } from '../../app-context.ts';
import { lastSeal, rowsAfter } from './store.ts';

/** After a row was written; its transaction has usually ended by then, and a burst becomes one head. */
const sealAfterMs = 300;
/** For rows of a node that ended before it sealed them. */
const lookEveryMs = 5_000;
const rowsAtOnce = 500;

/** Chains committed audit rows and signs the head. */
export type AuditSealer = {
  /** A row was written; it is sealed within a second of its commit. */
  readonly wake: () => void;
  /** How far the audit is sealed; null: not at all. */
  readonly head: () => AuditSeal | null;
  readonly start: () => void;
  /** Seals what is there, and ends. */
  readonly close: () => Promise<void>;
};

/**
 * Each node has a sealer and there is one chain: a pass is a transaction of truth, which has one writer at a time on both databases, reads
 * the last seal in it and goes on from there. Who comes second finds nothing left. A row is sealed in the order of its sequence, and with
 * one writer that is the order of commits.
 */
export function createAuditSealer(context: Pick<AppContext, 'truth' | 'clock' | 'keys' | 'log'>): AuditSealer {
  const { truth, clock, keys, log } = context;
  let head: AuditSeal | null = null;
  let cancel: (() => void) | null = null;
  let isSoon = false;
  let isClosed = false;
  let working: Promise<void> = Promise.resolve();

  /** Gives how many rows it sealed. */
  async function seal(): Promise<number> {
    return truth.transaction().execute(async (transaction) => {
      const last = await lastSeal(transaction);
      const rows = await rowsAfter(transaction, last?.sequence ?? 0, rowsAtOnce);
      let { position, hash } = last ?? { position: 0, hash: beforeFirstRow };
      const seals = rows.map((row) => {
        position += 1;
        hash = hashOfAuditRow(hash, row);
        return { position, hash, sequence: row.sequence };
      });
      const newest = seals.at(-1);
      if (newest === undefined) {
        head = last === null ? null : { position, hash };
        return 0;
      }
      await transaction.insertInto('audit_seals').values(seals).execute();
      const rootNumber = keys.root.document.number;
      const told = auditHeadSchema.parse({ version: 1, type: 'audit-head', ...newest, sealedAtMs: clock.nowMs(), rootNumber });
      const document = JSON.stringify(signDocument(payloadTypes.auditHead, told, [keys.signers.assembly]));
      await transaction.insertInto('audit_heads').values({ position, document }).execute();
      head = { position, hash };
      return seals.length;
    });
  }
  async function pass(): Promise<void> {
    isSoon = false;
    cancel = null;
    try {
      let sealed = 0;
      do sealed = await seal();
      while (sealed === rowsAtOnce);
    } catch (error) {
      log.error({ err: error }, 'the audit could not be sealed; it is tried again');
    }
    if (!isClosed && cancel === null) schedule(lookEveryMs);
  }
  function schedule(delayMs: number): void {
    cancel?.();
    cancel = clock.after(delayMs, () => {
      working = working.then(pass);
    });
  }
  return {
    wake() {
      if (isSoon || isClosed) return;
      isSoon = true;
      schedule(sealAfterMs);
    },
    head: () => head,
    start: () => schedule(0),
    async close() {
      isClosed = true;
      cancel?.();
      await working;
      await pass();
    },
  };
}
