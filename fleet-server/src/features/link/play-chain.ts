import { createHash } from 'node:crypto';
import { emptyChainHead, type PlayRecord, type PlayRecords } from '@gatecast/protocol';
import { canonicalBytes } from '@gatecast/signing';

/** The head of a chain after a record: SHA-256 of the head before (hex), a line feed and the record's canonical JSON. */
export function headAfter(previous: string, record: PlayRecord): string {
  return createHash('sha256').update(`${previous}\n`).update(canonicalBytes(record)).digest('hex');
}

/** How far a chain is stored. */
export type ChainPosition = { readonly through: number; readonly head: string };

export type ChainStep =
  | { readonly kind: 'continues'; readonly fresh: readonly PlayRecord[]; readonly position: ChainPosition }
  /** Everything in it is stored already. */
  | { readonly kind: 'known' }
  | { readonly kind: 'gap'; readonly expectedSequence: number }
  | { readonly kind: 'broken'; readonly detail: string };

/**
 * Holds a batch against what is stored of its chain. Batches may overlap what was sent before (sent at least once,
 * stored exactly once); where they do, they must be the same history.
 */
export function continueChain(stored: ChainPosition | null, batch: PlayRecords): ChainStep {
  const position = stored ?? { through: 0, head: emptyChainHead };
  const heads = new Map<number, string>();
  const first = batch.records[0]?.sequence ?? 1;
  let head = batch.previous;
  heads.set(first - 1, head);
  for (const [index, record] of batch.records.entries()) {
    if (record.sequence !== first + index) return { kind: 'broken', detail: `record ${first + index} is missing from the batch` };
    head = headAfter(head, record);
    heads.set(record.sequence, head);
  }
  if (head !== batch.head) return { kind: 'broken', detail: 'the head is not that of these records' };
  if (first > position.through + 1) return { kind: 'gap', expectedSequence: position.through + 1 };
  const last = first + batch.records.length - 1;
  if (last < position.through) return { kind: 'known' };
  // where the batch meets what is stored, both must have come the same way
  if (heads.get(position.through) !== position.head)
    return { kind: 'broken', detail: `the chain differs from what is stored through ${position.through}` };
  if (last === position.through) return { kind: 'known' };
  return {
    kind: 'continues',
    fresh: batch.records.filter((record) => record.sequence > position.through),
    position: { through: last, head },
  };
}
