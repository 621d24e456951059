import { z } from 'zod';

/** How updates are looked for and judged; see the player's page. */
export const updateSettingsSchema = z.strictObject({
  /** How often the server is asked. */
  checkMs: z.int().min(1_000).max(86_400_000).default(600_000),
  /** A new version is kept when the stage has played for so long without a break. */
  healthMs: z.int().min(1_000).max(86_400_000).default(180_000),
  /** One that has not been kept after so long is rolled back. */
  patienceMs: z.int().min(1_000).max(86_400_000).default(900_000),
  /** The same for one that plays and has not had the server once. */
  linkPatienceMs: z.int().min(1_000).max(604_800_000).default(86_400_000),
});
export type UpdateSettings = z.infer<typeof updateSettingsSchema>;
