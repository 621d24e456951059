import { instantSchema, languageSchema, playEndSchema, planSchema } from '@gatecast/protocol';
import { z } from 'zod';

const idText = z.string().max(64);

type Span = { readonly fromMs: number; readonly untilMs: number };

/** An end before the beginning is a fault of whoever wrote it; an end at the beginning is nothing, which happens. */
function isInOrder({ fromMs, untilMs }: Span): boolean {
  return untilMs >= fromMs;
}

/** The refinement that names the end of a span that is turned round, and the beginning that it must not come before. */
function inOrder<T extends z.ZodType<Span>>(schema: T): T {
  return schema.superRefine((span, context) => {
    if (isInOrder(span)) return;
    context.addIssue({ code: 'custom', path: ['untilMs'], message: 'comes before fromMs', params: { limit: span.fromMs } });
  });
}

/** A play record as far as a comparison reads it: what stands in it beside is passed over. */
const playSchema = inOrder(
  z
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
    .meta({ title: 'Play record', description: 'One exposure of one item on one screen' }),
);

export const playsSchema = z
  .array(playSchema)
  .max(2_000_000)
  .meta({ title: 'Plays', description: 'Play records of one screen, in any order' });

const intervalSchema = inOrder(z.strictObject({ fromMs: instantSchema, untilMs: instantSchema }));

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
  })
  .superRefine(({ releases, plays }, context) => {
    for (const { path, ...fault } of [...doubleFaults(releases), ...strangerFaults(releases, plays, ['plays'])])
      context.addIssue({ code: 'custom', path: [...path], ...fault });
  });

type Release = { readonly releaseNumber: number; readonly activatedAtMs: number };
type RecordFault = { readonly path: readonly (string | number)[]; readonly message: string };

/** A release may come into force again later, as the known-good one does; twice at one instant it is written down twice. */
function doubleFaults(releases: readonly Release[]): readonly RecordFault[] {
  const seen = new Set<string>();
  return releases.flatMap(({ releaseNumber, activatedAtMs }, index) => {
    const key = `${releaseNumber} ${activatedAtMs}`;
    const message = `release ${releaseNumber} is activated at ${activatedAtMs} already above`;
    const faults = seen.has(key) ? [{ path: ['releases', index, 'releaseNumber'], message }] : [];
    seen.add(key);
    return faults;
  });
}

/** Plays of releases that nobody has told of: what they were to show cannot be known. At most twenty, as many as are told. */
export function strangerFaults(
  releases: readonly Release[],
  plays: readonly { readonly releaseNumber: number }[],
  under: readonly string[],
): readonly RecordFault[] {
  const known = new Set(releases.map(({ releaseNumber }) => releaseNumber));
  const faults: RecordFault[] = [];
  for (const [index, { releaseNumber }] of plays.entries()) {
    if (known.has(releaseNumber)) continue;
    faults.push({ path: [...under, index, 'releaseNumber'], message: `there is no release ${releaseNumber} in releases` });
    if (faults.length === mostStrangers) break;
  }
  return faults;
}

const mostStrangers = 20;
