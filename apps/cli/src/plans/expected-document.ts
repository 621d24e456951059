import { instantSchema, languageSchema, playEndSchema, planSchema } from '@gatecast/protocol';
import { z } from 'zod';

const idText = z.string().max(64);

/** A play record as far as a comparison reads it: what stands in it beside is passed over. */
const playSchema = z
  .object({
    releaseNumber: z.int().min(0),
    entryId: idText,
    regionId: idText,
    itemId: idText.min(1),
    languages: z.array(languageSchema).min(1).max(24),
    fromMs: instantSchema,
    untilMs: instantSchema,
    ended: playEndSchema,
  })
  .meta({ title: 'Play record', description: 'One exposure of one item on one screen' });

export const playsSchema = z
  .array(playSchema)
  .max(2_000_000)
  .meta({ title: 'Plays', description: 'Play records of one screen, in any order' });

const intervalSchema = z.strictObject({ fromMs: instantSchema, untilMs: instantSchema });

/** What `gatecast expected` reads: the releases of one screen, what it says it showed, and what kept it from showing. */
export const expectedDocumentSchema = z
  .strictObject({
    version: z.literal(1),
    releases: z
      .array(z.strictObject({ releaseNumber: z.int().min(0), activatedAtMs: instantSchema, plan: planSchema }))
      .min(1)
      .max(10_000)
      .meta({ description: 'Each is in force from its activation until the next one' }),
    plays: playsSchema.default([]),
    outages: z.array(intervalSchema).max(100_000).default([]).meta({ description: 'When the screen was out' }),
    alerts: z.array(intervalSchema).max(100_000).default([]).meta({ description: 'When a full-screen alert covered everything' }),
  })
  .meta({
    title: 'Expected against played',
    description: 'What one screen was to show, and what it says it showed. Instants are UTC milliseconds, spans half-open.',
  });
