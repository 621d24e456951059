import { localTimeSchema } from '@gatecast/protocol';
import { z } from 'zod';

/** How a site wants its network and disks to be used. What is left out has its default. */
export const downloadSettingsSchema = z.strictObject({
  /** Files fetched at the same time. */
  parallel: z.int().min(1).max(16).default(4),
  /** Of all media together; null: as fast as they come. */
  bytesPerSecond: z.int().min(1_000).nullable().default(null),
  /** Hours of the site in which media of a new release are fetched; none: at any time. */
  windows: z
    .array(z.strictObject({ from: localTimeSchema, to: localTimeSchema }))
    .max(8)
    .default([]),
  /** Players of a site begin with a release's media spread over this time. */
  jitterMs: z.int().min(0).max(3_600_000).default(0),
  /** Room on the disk that media leave free. */
  reserveBytes: z
    .int()
    .min(0)
    .default(256 * 1024 * 1024),
  /** Media are hashed again in the background as fast as this. */
  checkBytesPerSecond: z
    .int()
    .min(1_000)
    .default(16 * 1024 * 1024),
});
export type DownloadSettings = z.infer<typeof downloadSettingsSchema>;
