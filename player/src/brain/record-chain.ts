import type { PlayRecord } from '@gatecast/protocol';

/** An exposure as the stage tells it: a play record without its number. */
export type NewRecord = Omit<PlayRecord, 'sequence'>;
export type ChainedRecord = { readonly record: PlayRecord; readonly head: string };

/**
 * Numbers and chains records behind the last one. `headAfter` gives the head of the chain from the head before and the
 * record (SHA-256, see play-record.ts of the protocol); it comes in as this folder knows no crypto.
 */
export function chainRecords(
  last: { readonly sequence: number; readonly head: string },
  records: readonly NewRecord[],
  headAfter: (previous: string, record: PlayRecord) => string,
): readonly ChainedRecord[] {
  let { sequence, head } = last;
  return records.map((exposure) => {
    sequence++;
    const record: PlayRecord = { ...exposure, untilMs: Math.max(exposure.fromMs, exposure.untilMs), sequence };
    head = headAfter(head, record);
    return { record, head };
  });
}
