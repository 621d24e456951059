import { calendarSchema, daypartSchema, entrySchema, layoutSchema, planItemSchema, planSchema, playlistSchema } from '@gatecast/protocol';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { expectedDocumentSchema } from './expected-document.ts';
import type { SchemaName } from './schema-names.ts';

const schemas: Readonly<Record<SchemaName, z.ZodType>> = {
  plan: planSchema,
  entry: entrySchema,
  item: planItemSchema,
  playlist: playlistSchema,
  layout: layoutSchema,
  daypart: daypartSchema,
  calendar: calendarSchema,
  expected: expectedDocumentSchema,
};

/** A document's JSON Schema (draft 2020-12), as it is to be written. */
export function printSchema(name: SchemaName): string {
  return `${JSON.stringify(z.toJSONSchema(schemas[name], { target: 'draft-2020-12', io: 'input' }), null, 2)}\n`;
}

/** A plan that uses everything once, as it may be written by hand. */
export function printExamplePlan(): string {
  return readFileSync(new URL('example-plan.json', import.meta.url), 'utf8');
}
