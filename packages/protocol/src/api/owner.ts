import { siteIdSchema } from '../ids.ts';

/** Of what is told: the site that it belongs to; absent: to all of them together. */
export const owner = { siteId: siteIdSchema.exactOptional() };

/** Of what is made: the site it shall belong to, null: to all together. Left out: to all, or to the one site of whoever is of one. */
export const ownerOfNew = { siteId: siteIdSchema.nullable().exactOptional() };
