import { signedDocumentSchema, updateStageSchema, type SignedDocument, type UpdateStage } from '@gatecast/protocol';
import type { Kysely, Transaction } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';

/** `document` and `stage` are JSON. */
export type SoftwareTables = { software_announcement: { id: 1; document: string; stage: string; announcedAtMs: number } };

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;
export type Announcement = { readonly document: SignedDocument; readonly stage: UpdateStage };

export async function readAnnouncement(db: Db): Promise<Announcement | null> {
  const row = await db.selectFrom('software_announcement').selectAll().executeTakeFirst();
  if (row === undefined) return null;
  return { document: signedDocumentSchema.parse(JSON.parse(row.document)), stage: updateStageSchema.parse(JSON.parse(row.stage)) };
}

export async function writeAnnouncement(db: Db, { document, stage }: Announcement, announcedAtMs: number): Promise<void> {
  const row = { id: 1 as const, document: JSON.stringify(document), stage: JSON.stringify(stage), announcedAtMs };
  await db
    .insertInto('software_announcement')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}
