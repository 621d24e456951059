import { commandResultSchema, fleetRoutes, payloadTypes, type Command } from '@gatecast/protocol';
import { signDocument } from '@gatecast/signing';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import type { OpenSessions } from './player-session.ts';

/** A player that has not carried out an order by then never will: the order says so itself. */
const commandTimeoutMs = 15_000;
const identifySeconds = 15;

/** `POST /api/screens/:screenId/commands`: signs one order of the closed list and waits for what came of it. */
export function registerCommandRoute(registerRoute: RegisterRoute, context: AppContext, open: OpenSessions): void {
  const { truth, clock, newId, audit, fleet, keys } = context;
  registerRoute(fleetRoutes.commandScreen, async ({ params, body, session }) => {
    if (!fleet.current().screens.has(params.screenId)) return refuse('not-found', 'no such screen');
    const player = fleet.current().players.get(params.screenId);
    const socket = player === undefined ? null : open.of(player.id);
    if (player === undefined || socket === null) return refuse('player-offline', 'the screen has no connected player to do this');
    const command: Command = {
      version: 1,
      type: 'command',
      id: newId(),
      playerId: player.id,
      issuedAtMs: clock.nowMs(),
      expiresAtMs: clock.nowMs() + commandTimeoutMs,
      order: body.name === 'identify' ? { name: 'identify', seconds: identifySeconds } : { name: body.name },
    };
    await truth.transaction().execute(async (transaction) => {
      const detail = { commandId: command.id, name: body.name, playerId: player.id };
      await audit(transaction, { actor: session.userId, action: 'command-issued', subject: `screen:${params.screenId}`, detail });
    });
    let answer: unknown;
    try {
      const signed = signDocument(payloadTypes.command, command, [keys.signers.command]);
      answer = await socket.timeout(commandTimeoutMs).emitWithAck('command', signed);
    } catch {
      // Socket.IO rejects for one reason, that no acknowledgement came in time
      return refuse('timed-out', `the player did not answer within ${commandTimeoutMs / 1_000} s`);
    }
    const result = commandResultSchema.safeParse(answer);
    if (!result.success) return ok({ commandId: command.id, result: 'refused', detail: 'the player answered something else' });
    const detail = result.data.kind === 'done' ? '' : `${result.data.reason}: ${result.data.detail}`;
    return ok({ commandId: command.id, result: result.data.kind, detail });
  });
}
