import { z } from 'zod';
import { commandEndSchema, commandLimits, orderSchema, type OrderName } from '../command.ts';
import { commandIdSchema, playerIdSchema, screenIdSchema, userIdSchema } from '../ids.ts';
import { instantSchema } from '../primitives.ts';
import type { Permission } from '../permissions.ts';
import { nextPage, pageQuery } from './page.ts';
import { route } from './route.ts';

/**
 * queued: the player is not connected; sent: on its way; accepted: on the player's disk; then how it ended, or that it expired before the
 * player took it. unknown: the player took it and never told what came of it; it may still, and is believed then.
 */
export const commandStateSchema = z.enum(['queued', 'sent', 'accepted', 'done', 'refused', 'failed', 'expired', 'unknown']);
export type CommandState = z.infer<typeof commandStateSchema>;

/** An order to one screen, and how far it has come. Instants are the server's clock; those of the player are the player's word. */
export const storedCommandSchema = z.strictObject({
  id: commandIdSchema,
  screenId: screenIdSchema,
  playerId: playerIdSchema,
  order: orderSchema,
  issuedBy: userIdSchema,
  state: commandStateSchema,
  queuedAtMs: instantSchema,
  sentAtMs: instantSchema.nullable(),
  acceptedAtMs: instantSchema.nullable(),
  endedAtMs: instantSchema.nullable(),
  expiresAtMs: instantSchema,
  /** How it ended on the player; null: it has not, or nobody knows. */
  end: commandEndSchema.nullable(),
  /** Its bundle of logs is here, at `/api/screens/:screenId/commands/:commandId/logs`. */
  hasLogs: z.boolean(),
});
export type StoredCommand = z.infer<typeof storedCommandSchema>;

/** What somebody who only looks after what is shown may order; all else is for those who keep the machines. */
const lightOrders: ReadonlySet<OrderName> = new Set<OrderName>(['screenshot', 'identify', 'reload-stage', 'known-good']);

/** The permission that an order needs. */
export function permissionOf(name: OrderName): Permission {
  return lightOrders.has(name) ? 'fleet.command' : 'fleet.maintain';
}

const screenParams = z.strictObject({ screenId: screenIdSchema });

export const commandRoutes = {
  commandScreen: route({
    method: 'POST',
    path: '/api/screens/:screenId/commands',
    summary:
      'Order the screen’s player to do one thing of the closed list; one that is not connected gets it when it comes, until it expires',
    tag: 'fleet',
    access: 'fleet.command',
    scope: 'params.screenId',
    params: screenParams,
    body: z.strictObject({
      /** The same id again gives the command that was made with it, and makes no other. Left out: the server makes one. */
      id: commandIdSchema.optional(),
      order: orderSchema,
      /** Left out: as long as is usual for the order, from a minute to an hour. */
      expiresInMs: z.int().min(commandLimits.shortestLifeMs).max(commandLimits.longestLifeMs).optional(),
    }),
    answer: storedCommandSchema,
  }),
  listCommands: route({
    method: 'GET',
    path: '/api/screens/:screenId/commands',
    summary: 'The last commands of a screen, the newest first',
    tag: 'fleet',
    access: 'fleet.read',
    scope: 'params.screenId',
    params: screenParams,
    query: z.strictObject({ state: commandStateSchema.optional(), ...pageQuery({ usual: 50, most: 200 }) }),
    answer: z.strictObject({ commands: z.array(storedCommandSchema), ...nextPage }),
  }),
} as const;
