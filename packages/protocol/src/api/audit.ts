import { z } from 'zod';
import { auditRowSchema } from '../audit.ts';
import { siteIdSchema, userIdSchema } from '../ids.ts';
import { queryInstantSchema } from '../primitives.ts';
import { nextPage, pageQuery } from './page.ts';
import { route } from './route.ts';

/** Where the whole audit is had as JSON lines, for `gatecast verify-audit`. */
export const auditExportPath = '/api/audit/export.jsonl';

export const auditRoutes = {
  listAudit: route({
    method: 'GET',
    path: '/api/audit',
    summary: 'Who did what, the newest first; people of some sites see what was done there',
    tag: 'audit',
    access: 'audit.read',
    scope: 'handler',
    query: z.strictObject({
      actor: userIdSchema.optional(),
      /** The beginning of an action, for example `alert-`. */
      action: z.string().max(64).optional(),
      /** A subject, or its kind with a colon, for example `screen:`. */
      subject: z.string().max(128).optional(),
      siteId: siteIdSchema.optional(),
      fromMs: queryInstantSchema.optional(),
      untilMs: queryInstantSchema.optional(),
      ...pageQuery({ usual: 50, most: 200 }),
    }),
    answer: z.strictObject({ rows: z.array(auditRowSchema.extend({ isSealed: z.boolean() })), ...nextPage }),
  }),
} as const;
