import { payloadTypes, portalReleaseEnvelopeSchema, signedDocumentSchema, type SignedDocument } from '@gatecast/protocol';
import { canonicalBytes, nameOfBytes, signDocument } from '@gatecast/signing';
import type { Kysely, Transaction } from 'kysely';
import type { z } from 'zod';
import type { TruthSchema } from '../../store/truth-schema.ts';
import type { Keys } from '../keys/keys.ts';
import type { CompileOutput } from './compile-releases.ts';

/** To find what is served behind what waits. */
const portalReleasesLookedAt = 50;

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;
export type PortalContents = NonNullable<CompileOutput['portal']>;

/** The portal's release that is served at an instant; null: nothing was published yet. */
export async function servedPortalRelease(db: Db, nowMs: number): Promise<SignedDocument | null> {
  const row = await db
    .selectFrom('portal_releases')
    .select('document')
    .where('servedFromMs', '<=', nowMs)
    .orderBy('number', 'desc')
    .executeTakeFirst();
  return row === undefined ? null : signedDocumentSchema.parse(JSON.parse(row.document));
}

/** Adds a release of the portal where its contents or the time from when they are served differ from the last. */
export async function addPortalRelease(
  transaction: Transaction<TruthSchema>,
  { root, signers }: Pick<Keys, 'root' | 'signers'>,
  portal: PortalContents | null,
  { publicationId, nowMs, servedFromMs }: { readonly publicationId: string; readonly nowMs: number; readonly servedFromMs: number },
): Promise<void> {
  if (portal === null) return;
  const rootNumber = root.document.number;
  const { tree, languages, objectCount } = portal;
  const before = await transaction
    .selectFrom('portal_releases')
    .select(['number', 'basis', 'servedFromMs'])
    .orderBy('number', 'desc')
    .executeTakeFirst();
  const basis = nameOfBytes(canonicalBytes([tree, languages, rootNumber]));
  if (before?.basis === basis && before.servedFromMs !== null && before.servedFromMs <= servedFromMs) return;
  const number = Math.max((before?.number ?? 0) + 1, nowMs);
  const told = { number, issuedAtMs: nowMs, publicationId, rootNumber, languages, tree, objectCount };
  const envelope = portalReleaseEnvelopeSchema.parse({ version: 1, type: 'portal-release', ...told });
  const document = JSON.stringify(signDocument(payloadTypes.portalRelease, envelope, [signers.assembly]));
  await transaction.insertInto('portal_releases').values({ number, publicationId, basis, document, servedFromMs }).execute();
}

/**
 * Issues what the portal is served, and what waits behind it, anew past a number that a lost server gave to players: a portal that followed that
 * one takes nothing older. Nothing happens where what is newest is past it already.
 */
export async function passPortalRelease(
  transaction: Transaction<TruthSchema>,
  { signers }: Pick<Keys, 'signers'>,
  { publicationId, nowMs, heldNumber }: { readonly publicationId: string; readonly nowMs: number; readonly heldNumber: number },
): Promise<void> {
  const rows = await transaction
    .selectFrom('portal_releases')
    .selectAll()
    .orderBy('number', 'desc')
    .limit(portalReleasesLookedAt)
    .execute();
  const [newest] = rows;
  if (newest === undefined || newest.number > heldNumber) return;
  const served = rows.findIndex(({ servedFromMs }) => servedFromMs !== null && servedFromMs <= nowMs);
  let number = Math.max(newest.number, heldNumber, nowMs - 1);
  for (const { basis, document, servedFromMs } of rows.slice(0, served + 1).toReversed()) {
    if (servedFromMs === null) continue;
    number += 1;
    const envelope = { ...portalEnvelopeIn(document), number, issuedAtMs: nowMs, publicationId };
    const signed = JSON.stringify(signDocument(payloadTypes.portalRelease, envelope, [signers.assembly]));
    await transaction.insertInto('portal_releases').values({ number, publicationId, basis, document: signed, servedFromMs }).execute();
  }
}

function portalEnvelopeIn(document: string): z.infer<typeof portalReleaseEnvelopeSchema> {
  const { payload } = signedDocumentSchema.parse(JSON.parse(document));
  return portalReleaseEnvelopeSchema.parse(JSON.parse(Buffer.from(payload, 'base64').toString('utf8')));
}

/** What the portal was given last when a publication was made; null: nothing yet. */
export async function portalOnceMade(db: Db, publishedAtMs: number): Promise<PortalContents | null> {
  const row = await db
    .selectFrom('portal_releases as r')
    .innerJoin('publications as p', 'p.id', 'r.publicationId')
    .where('p.publishedAtMs', '<=', publishedAtMs)
    .select('r.document')
    .orderBy('r.number', 'desc')
    .executeTakeFirst();
  if (row === undefined) return null;
  const { tree, languages, objectCount } = portalEnvelopeIn(row.document);
  return { tree, languages, objectCount };
}

/** A publication's portal release that nobody was served yet never will be. */
export async function withdrawPortalRelease(transaction: Transaction<TruthSchema>, publicationId: string, nowMs: number): Promise<void> {
  await transaction
    .updateTable('portal_releases')
    .set({ servedFromMs: null })
    .where('publicationId', '=', publicationId)
    .where('servedFromMs', '>', nowMs)
    .execute();
}
