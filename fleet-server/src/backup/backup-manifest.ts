import { z } from 'zod';

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** Written last: a folder without it is no whole backup. */
export const manifestSchema = z.strictObject({
  version: z.literal(1),
  kind: z.literal('gatecast-backup'),
  madeAtMs: z.int(),
  /** SQLite files, or what pg_dump wrote. */
  database: z.enum(['sqlite', 'postgres']),
  databases: z.array(z.strictObject({ name: z.enum(['truth', 'telemetry']), file: z.string(), hash: hashSchema })),
  /** Folders of files beside the databases. */
  files: z.array(z.strictObject({ folder: z.string(), count: z.int() })),
});
export type BackupManifest = z.infer<typeof manifestSchema>;
export const manifestName = 'backup.json';

/** What lies beside the databases, in the data folder or in the bucket; uploads that are on their way are begun again. */
export const fileFolders = ['media', 'software', 'screenshots', 'log-bundles'] as const;

/** How far a restore into a data folder is. */
export const restoringSchema = z.strictObject({
  version: z.literal(1),
  /** Of the backup. */
  madeAtMs: z.int(),
  /** Those that are in their place. */
  databases: z.array(z.enum(['truth', 'telemetry'])),
});
export type Restoring = z.infer<typeof restoringSchema>;

/** Why a backup or a restore was not made; its person can mend it. */
export class BackupRefusal extends Error {}
