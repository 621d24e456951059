import { z } from 'zod';
import { hashSchema, instantSchema } from './primitives.ts';

// A new version of the player's software. What is signed, by the root's offline `software` role, is what may run; who gets it when is
// the server's to say, as it could withhold it anyway.

/** Of which kind a package is, by its shell: how it is put in place. */
export type PackageKind = 'chromium-tar' | 'electron-tar';

/** One package: for a platform and an architecture in Node's words (`linux`, `x64`). */
export const packageRefSchema = z.strictObject({
  /** A player passes over the kinds that it does not know, so that new ones keep nobody from an update. */
  kind: z.string().regex(/^[a-z0-9-]{1,32}$/),
  platform: z.string().regex(/^[a-z0-9]{1,16}$/),
  arch: z.string().regex(/^[a-z0-9]{1,16}$/),
  hash: hashSchema,
  sizeBytes: z
    .int()
    .min(1)
    .max(2 * 1024 * 1024 * 1024),
});
export type PackageRef = z.infer<typeof packageRefSchema>;

/** What the `software` role signs. `number` rises with each version, and no player goes back. */
export const updateDocumentSchema = z.strictObject({
  version: z.literal(1),
  type: z.literal('update'),
  number: z.int().min(1),
  software: z.string().regex(/^\d+\.\d+\.\d+$/, 'must be a version such as 1.4.0'),
  issuedAtMs: instantSchema,
  packages: z.array(packageRefSchema).min(1).max(32),
});
export type UpdateDocument = z.infer<typeof updateDocumentSchema>;

/**
 * How far an update has come on a player. refused: it will not have it, `detail` says why; waiting: it wants it, and waits for the hours of its
 * site and for its turn among the players there; fetched: its package is here and waits for a
 * quiet moment; installed: in place, and on trial from the next start on; confirmed: it has proved itself; rolled-back: it has not.
 */
export const updateStateSchema = z.enum(['refused', 'waiting', 'fetched', 'installed', 'confirmed', 'rolled-back']);
export type UpdateState = z.infer<typeof updateStateSchema>;

/** How a server announces an update: to a share of the players of all sites, or of some. */
export const updateStageSchema = z.strictObject({
  /** Of the players, by a hash of their ids that stays the same while the share grows; in basis points. */
  shareBp: z.int().min(0).max(10_000),
  /** null: every site. */
  siteIds: z.array(z.string().min(1).max(64)).max(1_000).nullable(),
});
export type UpdateStage = z.infer<typeof updateStageSchema>;

/** Where a server answers with what it announces, and with a package by its hash; neither needs trust. */
export const announcementPath = '/software/announcement.json';
export function packagePath(hash: string): string {
  return `/software/${hash}`;
}
