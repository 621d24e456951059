import { z } from 'zod';
import { auditRowSchema } from '../audit.ts';
import { siteIdSchema, userIdSchema } from '../ids.ts';
import { queryInstantSchema } from '../primitives.ts';
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
      /** The sequence of the last row of the page before. */
      before: z.coerce.number().int().min(1).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.strictObject({ rows: z.array(auditRowSchema.extend({ isSealed: z.boolean() })), isMore: z.boolean() }),
  }),
} as const;
