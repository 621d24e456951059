import { z } from 'zod';
import { commandLimits, orderSchema } from '../command.ts';
import { faultCodeSchema } from '../problem.ts';
import { areaIdSchema, commandIdSchema, screenIdSchema, siteIdSchema } from '../ids.ts';
import { rotationDegSchema, viewingSchema } from '../plan.ts';
import { hashSchema, screenKindSchema } from '../primitives.ts';
import { screenFilter, screenTagSchema } from './fleet.ts';
import { route } from './route.ts';
import { workIdSchema } from './works.ts';

/** As many screens as one act may touch. */
export const mostSelected = 10_000;

/** The screens that an act is meant for: named one by one, or by what they have in common. */
export const selectionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ids'), screenIds: z.array(screenIdSchema).min(1).max(mostSelected) }),
  z.strictObject({ kind: z.literal('filter'), filter: z.strictObject(screenFilter) }),
]);
export type Selection = z.infer<typeof selectionSchema>;

/** What changes of each screen; left out: it stays. */
export const bulkChangeSchema = z
  .strictObject({
    addTags: z.array(screenTagSchema).max(32).default([]),
    removeTags: z.array(screenTagSchema).max(32).default([]),
    /** null: of the whole site. */
    areaId: areaIdSchema.nullable().exactOptional(),
    kind: screenKindSchema.exactOptional(),
    size: z.strictObject({ widthPx: z.int().min(16).max(16_384), heightPx: z.int().min(16).max(16_384) }).exactOptional(),
    /** null: not turned. */
    rotationDeg: rotationDegSchema.nullable().exactOptional(),
    /** null: nobody said. */
    viewing: viewingSchema.nullable().exactOptional(),
  })
  .refine(({ addTags, removeTags, ...rest }) => addTags.length + removeTags.length + Object.keys(rest).length > 0, 'must change something');
export type BulkChange = z.infer<typeof bulkChangeSchema>;

/**
 * A preview has a token of all that it looked at. Who sends it does exactly what was previewed, or learns that it is not so any more
 * (`edited-meanwhile`). null: only a preview. By `workId` it is watched and called off.
 */
const token = { token: hashSchema.nullable().default(null), workId: workIdSchema.exactOptional() };
const previewed = { token: hashSchema, isDone: z.boolean() };

export const fieldChangeSchema = z.strictObject({ field: z.string(), from: z.string(), to: z.string() });
export type FieldChange = z.infer<typeof fieldChangeSchema>;
const lineFaultSchema = z.strictObject({ line: z.int(), field: z.string(), message: z.string() });
export type LineFault = z.infer<typeof lineFaultSchema>;

/** How a screen would take an order: at once; when its player comes, until it expires; not at all. */
const reachSchema = z.enum(['ready', 'waits', 'no-player', 'not-permitted']);

export const screenRoutes = {
  bulkEditScreens: route({
    method: 'POST',
    path: '/api/screens/bulk-edit',
    summary: 'Change many screens at once, all or none; without a token only tell what would change',
    tag: 'fleet',
    access: 'fleet.edit',
    scope: 'handler',
    body: z.strictObject({ selection: selectionSchema, change: bulkChangeSchema, ...token }),
    answer: z.strictObject({
      ...previewed,
      /** Screens that are as wanted already. */
      sameCount: z.int(),
      screens: z.array(
        z.strictObject({
          screenId: screenIdSchema,
          name: z.string(),
          changes: z.array(fieldChangeSchema),
          /** Why it cannot be so; while there is one, nothing is changed anywhere. */
          problem: z.string().nullable(),
        }),
      ),
    }),
  }),
  commandScreens: route({
    method: 'POST',
    path: '/api/commands',
    summary: 'Order the players of many screens to do one thing of the closed list; without a token only tell whom it would reach',
    tag: 'fleet',
    access: 'fleet.command',
    scope: 'handler',
    body: z.strictObject({
      selection: selectionSchema,
      order: orderSchema,
      expiresInMs: z.int().min(commandLimits.shortestLifeMs).max(commandLimits.longestLifeMs).optional(),
      ...token,
    }),
    answer: z.strictObject({
      ...previewed,
      screens: z.array(
        z.strictObject({
          screenId: screenIdSchema,
          name: z.string(),
          reach: reachSchema,
          /** Of what was ordered; how it goes is told like that of every command. */
          commandId: commandIdSchema.nullable(),
          refusedWith: faultCodeSchema.nullable(),
        }),
      ),
    }),
  }),
  importScreens: route({
    method: 'POST',
    path: '/api/screens/import',
    summary: 'Add and change screens from CSV, all lines or none; without a token only tell what would change, and each fault by its line',
    tag: 'fleet',
    access: 'fleet.edit',
    scope: 'handler',
    body: z.strictObject({
      /** UTF-8, with or without BOM; the first line names the columns, in English or Vietnamese. */
      csv: z.string().min(1).max(5_000_000),
      ...token,
    }),
    answer: z.strictObject({
      ...previewed,
      sameCount: z.int(),
      lines: z.array(
        z.strictObject({
          line: z.int(),
          act: z.enum(['adds', 'changes']),
          screenId: screenIdSchema.nullable(),
          siteId: siteIdSchema,
          name: z.string(),
          changes: z.array(fieldChangeSchema),
        }),
      ),
      /** While there are any, nothing can be imported. */
      faults: z.array(lineFaultSchema),
    }),
  }),
} as const;

/** Where screens are had as CSV: a file and not JSON, so it stands beside the route table. Takes the filter of the list as query. */
export const screensCsvPath = '/api/screens/export.csv';
