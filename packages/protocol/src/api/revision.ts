import { z } from 'zod';

// Two people never overwrite each other silently: what can be edited tells its revision (and the answer its ETag), an edit says which one was
// read, in its body or as If-Match, and gets `edited-meanwhile` (412) where somebody was quicker, `precondition-required` (428) where it does not say.

/** Counts edits of the thing that it stands in. 0: nobody has ever said anything. */
export const revision = { revision: z.int().min(0) };

/** The revision that an editor read; over HTTP also as `If-Match`. */
export const readRevision = { revision: z.int().min(0) };

/** The same in the query of a removal, whose values are text. */
export const removedRevision = { revision: z.coerce.number<number | string>().int().min(0) };
