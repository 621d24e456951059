import { z } from 'zod';

const id = z.string().min(1).max(100);

/**
 * What nodes tell one another. The bus is unsigned, so a fact says only where to look: whoever hears it reads truth, and a forged one
 * costs a read. The exceptions are who is connected where and who watches, which nobody signs and which heal by themselves.
 */
const factSchema = z.discriminatedUnion('fact', [
  /** This node lives. */
  z.strictObject({ fact: z.literal('alive') }),
  z.strictObject({ fact: z.literal('fleet-changed') }),
  /** The newest releases of these screens, or how far they have come. */
  z.strictObject({ fact: z.literal('releases'), screenIds: z.array(id).max(500) }),
  z.strictObject({ fact: z.literal('site-state'), siteId: id }),
  /** Some site has another feed state. */
  z.strictObject({ fact: z.literal('feed-states') }),
  /** `screenIds`: where it has come further. */
  z.strictObject({ fact: z.literal('alert'), alertId: id, screenIds: z.array(id).max(100).default([]) }),
  z.strictObject({ fact: z.literal('incident'), incidentId: id }),
  z.strictObject({ fact: z.literal('command'), commandId: id }),
  z.strictObject({ fact: z.literal('publication'), publicationId: id }),
  z.strictObject({ fact: z.literal('media'), mediaId: id }),
  z.strictObject({ fact: z.literal('changed'), lists: z.array(id).max(50) }),
  z.strictObject({ fact: z.literal('came'), screenId: id }),
  z.strictObject({ fact: z.literal('went'), screenId: id }),
  z.strictObject({ fact: z.literal('watched') }),
  /** Does the player's connection with you live? Answered where there is one. */
  z.strictObject({ fact: z.literal('is-held'), playerId: id, question: id }),
  z.strictObject({ fact: z.literal('held'), question: id, isHeld: z.boolean() }),
]);
export type Fact = z.infer<typeof factSchema>;

/** One message on the bus: what a node had to tell within a moment. */
export const messageSchema = z.object({ node: id, facts: z.array(factSchema).max(1_000) });
