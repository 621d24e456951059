import { z } from 'zod';
import { faults, type FaultCode } from './faults.ts';

const codes = Object.keys(faults) as [FaultCode, ...FaultCode[]];
export const faultCodeSchema = z.enum(codes);

/** The body of every error answer: RFC 9457 problem details, with the field and its limit where there is one. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: faultCodeSchema,
  detail: z.string(),
  /** Path of the field, for example `body.spans[0].from`. */
  field: z.string().optional(),
  limit: z.union([z.string(), z.number()]).optional(),
  faults: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
  retryAfterMs: z.int().optional(),
  /** Of `edited-meanwhile`: who was quicker, when, what they did, and the revision that stands now. */
  meanwhile: z.object({ by: z.string().nullable(), atMs: z.int().nullable(), action: z.string().nullable(), revision: z.int() }).optional(),
  requestId: z.string().optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** A problem from its code; title and status come from the table. */
export function problemOf(
  code: FaultCode,
  detail: string,
  more: Partial<Pick<Problem, 'field' | 'limit' | 'faults' | 'retryAfterMs' | 'meanwhile' | 'requestId'>> = {},
): Problem {
  return { type: `https://gatecast.example/faults#${code}`, title: faults[code].means, status: faults[code].status, code, detail, ...more };
}
