import { payloadTypes, receiptsSchema, signedDocumentSchema, type Receipt, type StoredAnswer } from '@gatecast/protocol';
import { keyIdOf, verifyDocumentAside } from '@gatecast/signing';
import type { LinkedPlayer } from '../link/player-session.ts';
import type { ReceiptWriter } from './receipt-writer.ts';

/** Verifies receipts by the player's registered key and stores each exactly once. Gives what they speak of; nothing where they are refused. */
export async function storeReceipts(
  writer: ReceiptWriter,
  player: LinkedPlayer,
  message: unknown,
  receivedAtMs: number,
): Promise<{ readonly answer: StoredAnswer; readonly receipts: readonly Receipt[] }> {
  const refused = (code: 'bad-input' | 'bad-proof', detail: string) => ({
    answer: { kind: 'refused' as const, code, detail: detail.slice(0, 500) },
    receipts: [],
  });
  const signed = signedDocumentSchema.safeParse(message);
  if (!signed.success) return refused('bad-input', 'is not a signed document');
  const quorum = { keys: new Map([[keyIdOf(player.publicKey), player.publicKey]]), threshold: 1 };
  const verified = await verifyDocumentAside(signed.data, payloadTypes.receipts, receiptsSchema, quorum);
  if (verified.kind === 'refused') return refused(verified.reason === 'bad-document' ? 'bad-input' : 'bad-proof', verified.detail);
  const { playerId, receipts } = verified.document;
  if (playerId !== player.playerId) return refused('bad-proof', 'the receipts are of another player');
  const document = JSON.stringify(signed.data);
  await writer.write(receipts.map((receipt) => ({ ...receipt, playerId, screenId: player.screenId, receivedAtMs, document })));
  return { answer: { kind: 'stored', through: 0 }, receipts };
}
