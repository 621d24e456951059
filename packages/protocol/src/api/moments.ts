import { z } from 'zod';
import { screenIdSchema } from '../ids.ts';
import { instantSchema, numberSchema, queryInstantSchema } from '../primitives.ts';
import { stageReleaseSchema } from '../stage-release.ts';
import { planFaultSchema } from './conflict.ts';
import { storedPlaySchema } from './plays.ts';
import { route } from './route.ts';

// What a screen was, is or will be at an instant: which release holds, that release as a stage is handed it, and what was told of it.

const screenParams = z.strictObject({ screenId: screenIdSchema });
const atInstant = z.strictObject({ atMs: queryInstantSchema });

/** `active`: as the player told. `planned`: it waits for its instant. `on-its-way`: the newest, of which the player has told nothing yet. */
export const heldReleaseSchema = z.strictObject({
  number: numberSchema,
  how: z.enum(['active', 'planned', 'on-its-way']),
  /** null: nobody knows from when. */
  fromMs: instantSchema.nullable(),
  /** null: until something else is published. */
  untilMs: instantSchema.nullable(),
});
export type HeldRelease = z.infer<typeof heldReleaseSchema>;

export const momentRoutes = {
  heldRelease: route({
    method: 'GET',
    path: '/api/screens/:screenId/held-release',
    summary: 'Which release a screen had at an instant, has or will have, as far as is known',
    tag: 'fleet',
    access: 'schedule.read',
    scope: 'params.screenId',
    params: screenParams,
    query: atInstant,
    answer: z.strictObject({
      /** null: none, or none that is kept. */
      held: heldReleaseSchema.nullable(),
      /** When the first release that is kept became active; null: none has. */
      firstActiveMs: instantSchema.nullable(),
    }),
  }),
  stageRelease: route({
    method: 'GET',
    path: '/api/screens/:screenId/releases/:number/stage',
    summary: 'A release of a screen as its stage is handed it: plan, items and documents',
    tag: 'fleet',
    access: 'schedule.read',
    scope: 'params.screenId',
    params: screenParams.extend({ number: z.coerce.number().pipe(numberSchema) }),
    answer: stageReleaseSchema,
  }),
  draftStage: route({
    method: 'GET',
    path: '/api/screens/:screenId/draft/stage',
    summary: 'What a screen would be handed if everything were published now',
    tag: 'fleet',
    access: 'schedule.read',
    scope: 'params.screenId',
    params: screenParams,
    answer: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('compiled'), release: stageReleaseSchema }),
      z.strictObject({ kind: z.literal('refused'), faults: z.array(planFaultSchema).readonly() }),
      /** No entry addresses it. */
      z.strictObject({ kind: z.literal('unaddressed') }),
    ]),
  }),
  playsAt: route({
    method: 'GET',
    path: '/api/screens/:screenId/plays-at',
    summary:
      'What a screen showed at an instant, as its player signed it, and of its pictures the one nearest to it that was taken while one of these plays was on',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'params.screenId',
    params: screenParams,
    query: atInstant,
    answer: z.strictObject({
      plays: z.array(storedPlaySchema),
      /** When the picture nearest to the instant was taken, of those that were while one of these plays was on. */
      pictureAtMs: instantSchema.nullable(),
    }),
  }),
} as const;
