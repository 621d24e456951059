import { z } from 'zod';
import { localTimeSchema } from './plan.ts';

/** How a site wants its network to be used by players. It needs no signature: a server can withhold what it would slow down. */
export const siteDownloadsSchema = z.strictObject({
  /** Of all media of one player together; null: as fast as they come. */
  bytesPerSecond: z.int().min(1_000).max(1_250_000_000).nullable(),
  /** Hours of the site in which media of a new release are fetched; none: at any time. */
  windows: z.array(z.strictObject({ from: localTimeSchema, to: localTimeSchema })).max(8),
  /** Players of the site begin with a release's media spread over this time. */
  jitterMs: z.int().min(0).max(3_600_000),
});
export type SiteDownloads = z.infer<typeof siteDownloadsSchema>;

/** Of a site where nobody has said anything. */
export const unboundDownloads: SiteDownloads = { bytesPerSecond: null, windows: [], jitterMs: 0 };
