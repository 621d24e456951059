import { z } from 'zod';
import type { Permission } from '../permissions.ts';
import { auditExportPath } from './audit.ts';
import { logoPath } from './branding.ts';
import { allPlaysCsvPath, allPlaysFilter, playFilter, playsCsvPath } from './plays.ts';
import { commandIdSchema, screenIdSchema, siteIdSchema } from '../ids.ts';
import { hashSchema } from '../primitives.ts';
import { announcementPath, packagePath } from '../update.ts';
import { screenFilter } from './fleet.ts';
import { meansExportPath, meansFilter } from './means.ts';
import { interfaceLanguageSchema } from './people.ts';
import { gapExportPath, gapFilter, provisionsExportPath } from './provisions.ts';
import { reportExportPath, reportKindSchema, reportQuery } from './reports.ts';
import { screensCsvPath } from './screens.ts';

/** A GET that answers with a file and not with JSON. It stands beside the table of routes, and in the OpenAPI document. */
export type FileRoute = {
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly access: Permission | 'public';
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly mime: string;
};

const csv = 'text/csv; charset=utf-8';
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const bytes = 'application/octet-stream';
/** In which language columns and values are named. */
const language = { language: interfaceLanguageSchema.default('en') };

const survey = { tag: 'survey', access: 'survey.read' } as const;
const means = { ...survey, query: z.strictObject({ ...meansFilter, ...language }) };
const provisions = { ...survey, query: z.strictObject({ siteId: siteIdSchema.optional(), ...language }) };
const gap = { ...survey, query: z.strictObject({ ...gapFilter, ...language }) };
const report = { tag: 'reports', access: 'report.read', params: z.strictObject({ kind: reportKindSchema }) } as const;
/** A file of CSV holds one table: left out, the first section. */
const reportTables = z.strictObject({ ...reportQuery, section: z.string().max(40).optional() });
const oneScreen = z.strictObject({ screenId: screenIdSchema });

export const fileRoutes = {
  exportPlays: {
    path: playsCsvPath(':screenId'),
    summary: 'What a screen has shown, as CSV: its play records of at most 31 days, whole',
    tag: 'fleet',
    access: 'fleet.read',
    params: oneScreen,
    query: z.strictObject(playFilter),
    mime: csv,
  },
  exportAllPlays: {
    path: allPlaysCsvPath,
    summary: 'What all screens of a site, or of every site, showed, as CSV: their play records of at most 31 days',
    tag: 'fleet',
    access: 'fleet.read',
    query: z.strictObject(allPlaysFilter),
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
  exportMeansAsCsv: { ...means, path: meansExportPath('csv'), summary: 'Means of information as CSV, as the import takes them', mime: csv },
  exportMeansAsXlsx: { ...means, path: meansExportPath('xlsx'), summary: 'Means of information as a workbook', mime: xlsx },
  exportPlanAsCsv: { ...provisions, path: provisionsExportPath('csv'), summary: 'The plan as CSV, as the import takes it', mime: csv },
  exportPlanAsXlsx: { ...provisions, path: provisionsExportPath('xlsx'), summary: 'The plan as a workbook', mime: xlsx },
  exportGapAsCsv: { ...gap, path: gapExportPath('csv'), summary: 'What is missing by a year, as CSV', mime: csv },
  exportGapAsXlsx: { ...gap, path: gapExportPath('xlsx'), summary: 'What is missing by a year, as a workbook', mime: xlsx },
  exportReportAsCsv: {
    ...{ ...report, path: reportExportPath(':kind', 'csv'), summary: 'One section of a report as CSV', query: reportTables, mime: csv },
  },
  exportReportAsXlsx: {
    ...{ ...report, path: reportExportPath(':kind', 'xlsx'), summary: 'A report as a workbook', query: reportTables, mime: xlsx },
  },
  exportReportAsPdf: {
    ...{ ...report, path: reportExportPath(':kind', 'pdf'), summary: 'A report as PDF', mime: 'application/pdf' },
    query: z.strictObject(reportQuery),
  },
  getScreenshot: {
    path: '/api/screens/:screenId/screenshot',
    summary: 'A picture of a screen, WebP or JPEG, with an ETag: the newest, or the one that was taken nearest to an instant',
    query: z.strictObject({ at: z.coerce.number().int().min(0).optional() }),
    tag: 'fleet',
    access: 'fleet.read',
    params: oneScreen,
    mime: 'image/*',
  },
  getLogs: {
    path: '/api/screens/:screenId/commands/:commandId/logs',
    summary: 'The logs that a player sent for an order, JSON lines in gzip',
    tag: 'fleet',
    access: 'fleet.maintain',
    params: oneScreen.extend({ commandId: commandIdSchema }),
    mime: 'application/gzip',
  },
  getMedia: {
    path: '/media/:hash',
    summary: 'A rendition, thumbnail or file of a bundle by the SHA-256 of its bytes; Range is served',
    tag: 'content',
    access: 'public',
    params: z.strictObject({ hash: hashSchema }),
    mime: bytes,
  },
  getLogo: {
    path: logoPath(':hash'),
    summary: 'The logo of the house by the SHA-256 of its bytes',
    tag: 'branding',
    access: 'public',
    params: z.strictObject({ hash: hashSchema }),
    mime: 'image/png',
  },
  getObject: {
    path: '/objects/:name',
    summary: 'An object of a release by the SHA-256 of its bytes; Range is served',
    tag: 'schedule',
    access: 'public',
    params: z.strictObject({ name: hashSchema }),
    mime: 'application/json; charset=utf-8',
  },
  getBundleFile: {
    path: '/bundles/:manifest/:path',
    summary: 'A file of a bundle as its page asks for it, in a policy that lets it load its own files only; `path` may hold slashes',
    tag: 'content',
    access: 'public',
    params: z.strictObject({ manifest: hashSchema, path: z.string() }),
    mime: bytes,
  },
  getAnnouncement: {
    path: announcementPath,
    summary: 'What player software is announced, signed',
    tag: 'fleet',
    access: 'public',
    mime: 'application/json; charset=utf-8',
  },
  getPackage: {
    path: packagePath(':hash'),
    summary: 'An announced package of the player software; Range is served',
    tag: 'fleet',
    access: 'public',
    params: z.strictObject({ hash: hashSchema }),
    mime: bytes,
  },
} as const satisfies Record<string, FileRoute>;
