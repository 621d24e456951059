import { z } from 'zod';
import type { Permission } from '../permissions.ts';
import { auditExportPath } from './audit.ts';
import { playFilter, playsCsvPath } from './plays.ts';
import { screenIdSchema } from '../ids.ts';
import { screenFilter } from './fleet.ts';
import { screensCsvPath } from './screens.ts';

/** A GET that answers with a file and not with JSON. It stands beside the table of routes, and in the OpenAPI document. */
export type FileRoute = {
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly access: Permission;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly mime: string;
};

const csv = 'text/csv; charset=utf-8';

export const fileRoutes = {
  exportPlays: {
    path: playsCsvPath(':screenId'),
    summary: 'What a screen has shown, as CSV: its play records of at most 31 days, whole',
    tag: 'fleet',
    access: 'fleet.read',
    params: z.strictObject({ screenId: screenIdSchema }),
    query: z.strictObject(playFilter),
    mime: csv,
  },
  exportScreens: {
    path: screensCsvPath,
    summary: 'Screens as CSV, in the form that the import takes',
    tag: 'fleet',
    access: 'fleet.read',
    query: z.strictObject(screenFilter),
    mime: csv,
  },
  exportAudit: {
    path: auditExportPath,
    summary: 'The whole audit with its seals, signed heads and a release of each publication, as JSON lines',
    tag: 'audit',
    access: 'audit.read',
    mime: 'application/jsonl; charset=utf-8',
  },
} as const satisfies Record<string, FileRoute>;
