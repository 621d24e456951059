import { z } from 'zod';
import { route } from './route.ts';

const amountSchema = z.strictObject({ objects: z.int(), objectBytes: z.int(), files: z.int(), fileBytes: z.int() });

/** What a run of the collection found and removed, or would. */
export const collectionSchema = z.strictObject({
  isDryRun: z.boolean(),
  /** Releases that are not kept any more. */
  releases: z.int(),
  /** What no root reaches now. */
  unreachable: amountSchema,
  /** Of that, what was so for the whole grace. */
  due: amountSchema,
  removed: amountSchema,
  /** Uploads whose last part came more than a day ago, finished or not. */
  uploads: z.int(),
});
export type Collection = z.infer<typeof collectionSchema>;

export const collectionRoutes = {
  collect: route({
    method: 'POST',
    path: '/api/collection',
    summary:
      'Remove what no release, draft or file of the library has needed for the whole grace, and uploads that nobody went on with for a day, or (dry run) say what would be removed',
    tag: 'store',
    access: 'fleet.maintain',
    body: z.strictObject({ isDryRun: z.boolean().default(true) }),
    answer: collectionSchema,
  }),
} as const;
