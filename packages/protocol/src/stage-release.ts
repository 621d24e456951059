import { z } from 'zod';
import { variantDocumentSchema } from './content.ts';
import { planSchema } from './plan.ts';
import { screenKindSchema } from './primitives.ts';
import { itemPartSchema } from './release.ts';

/** A release as a stage is handed it: everything that is to be shown, and nothing of how it came. */
export const stageReleaseSchema = z.strictObject({
  /** 0: it was never published. */
  number: z.int(),
  screenKind: screenKindSchema,
  siteName: z.record(z.string(), z.string()),
  plan: planSchema,
  items: z.array(itemPartSchema),
  /** By name of the variant document. */
  documents: z.record(z.string(), variantDocumentSchema),
  /** The hosts whose live URLs may be shown; left out: nobody's. */
  liveHosts: z.array(z.string()).exactOptional(),
});
export type StageRelease = z.infer<typeof stageReleaseSchema>;
