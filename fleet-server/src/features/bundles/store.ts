import { bundleManifestSchema, fileRefSchema, filesOfBundle, type BundleManifest, type FileRef } from '@gatecast/protocol';
import type { Kysely, Transaction } from 'kysely';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { TruthSchema } from '../../store/truth-schema.ts';

/** Bundles by their manifest. */
export type BundleTables = {
  bundles: {
    manifestHash: string;
    manifestBytes: number;
    fileCount: number;
    totalBytes: number;
    /** JSON list of every file that players fetch for it, the manifest among them. */
    files: string;
  };
  /** Files of bundles and manifests, which are served by their hash as bytes without a type. */
  bundle_files: { hash: string; sizeBytes: number };
};

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

export async function addBundle(db: Db, ref: FileRef, manifest: BundleManifest): Promise<void> {
  const files = filesOfBundle(ref, manifest);
  const totalBytes = manifest.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  await db
    .insertInto('bundle_files')
    .values(files.map(({ hash, sizeBytes }) => ({ hash, sizeBytes })))
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
  await db
    .insertInto('bundles')
    .values({
      manifestHash: ref.hash,
      manifestBytes: ref.sizeBytes,
      fileCount: manifest.files.length,
      totalBytes,
      files: JSON.stringify(files),
    })
    .onConflict((conflict) => conflict.column('manifestHash').doNothing())
    .execute();
}

export async function findBundleFile(db: Db, hash: string): Promise<BundleTables['bundle_files'] | null> {
  return (await db.selectFrom('bundle_files').selectAll().where('hash', '=', hash).executeTakeFirst()) ?? null;
}

export async function hasBundle(db: Db, manifestHash: string): Promise<boolean> {
  const row = await db.selectFrom('bundles').select('manifestHash').where('manifestHash', '=', manifestHash).executeTakeFirst();
  return row !== undefined;
}

/** The list of a bundle's files as its row holds it. */
export const bundleFilesSchema = z.array(fileRefSchema);

/** Reads a manifest from its file. */
export async function readManifest(path: string): Promise<BundleManifest> {
  return bundleManifestSchema.parse(JSON.parse(await readFile(path, 'utf8')));
}
