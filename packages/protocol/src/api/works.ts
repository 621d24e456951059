import { z } from 'zod';
import { route } from './route.ts';

// Work that may take longer than somebody likes to wait: whoever asks for it gives it a name, and by that it is watched and called off.

/** Any, as long as nobody can guess it: who knows it may look how far the work is, and call it off. */
export const workIdSchema = z.string().regex(/^[\w-]{16,64}$/, 'must be 16 to 64 letters, digits, _ or -');

/** How far a work is. `of` 0: nobody knows yet how much it is. */
export const workSchema = z.strictObject({
  stage: z.enum(['waits', 'compiles', 'writes']),
  done: z.int().min(0),
  of: z.int().min(0),
  /** False: it was called off, or is being committed. */
  isStoppable: z.boolean(),
});
export type Work = z.infer<typeof workSchema>;

const workParams = z.strictObject({ workId: workIdSchema });

export const workRoutes = {
  readWork: route({
    method: 'GET',
    path: '/api/works/:workId',
    summary: 'How far a work is that is in hand at this node, for whoever knows the name that it was given',
    tag: 'works',
    // asked while the work holds the store: its name, which nobody can guess, stands for the person
    access: 'public',
    params: workParams,
    answer: workSchema,
  }),
  callOffWork: route({
    method: 'POST',
    path: '/api/works/:workId/call-off',
    summary:
      'Call a work off: what is done whole or not at all changes nothing, orders to many screens end where they are, and its own answer tells. Refused where it is too late, or not in hand at this node',
    tag: 'works',
    access: 'public',
    params: workParams,
    answer: z.strictObject({}),
  }),
} as const;
