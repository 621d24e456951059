import {
  enrolmentAuthSchema,
  enrolmentNamespace,
  faults,
  fleetRoutes,
  protocolVersion,
  type Enrolled,
  type FaultCode,
  type Pairing,
} from '@gatecast/protocol';
import type { Server, Socket } from 'socket.io';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import { limitKeyOf } from '../../http/peer-address.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { endWithFault } from './end-with-fault.ts';
import { createGuessLimit } from './guess-limit.ts';
import type { LinkMetrics } from './link-metrics.ts';
import { createPairingBook } from './pairing-book.ts';
import { redeem } from '../pre-enrolment/redeem.ts';
import { provePossession } from './prove-possession.ts';
import { createSharedPairing } from './shared-pairing.ts';
import { trainingDiffers } from './training-differs.ts';
import { presentPlayer, putPlayer } from './put-player.ts';

type Device = { readonly socket: Socket; readonly publicKey: string };

/** How long a device may take to keep its identity on disk and say so. */
const keepTimeoutMs = 10_000;

/**
 * Gives devices their identity: namespace /enrolment on one side, `POST /api/enrolments` on the other. The
 * connection of a player that lost its screen ends with the change of the fleet.
 */
export function serveEnrolment(deps: {
  readonly sockets: Server;
  /** What devices that wait are counted by. */
  readonly addressOf: (socket: Socket) => string;
  readonly registerRoute: RegisterRoute;
  readonly context: AppContext;
  readonly metrics: LinkMetrics;
}): void {
  const { sockets, addressOf, registerRoute, context, metrics } = deps;
  const { truth, clock, newId, audit, fleet, keys, live } = context;
  const book = createPairingBook<Device>(clock);
  const guesses = createGuessLimit(clock);
  const pairings = createSharedPairing(context);
  // somebody typed the code of a device that waits here into another node
  live.on('fleet-changed', () => {
    for (const { socket, publicKey } of book.devices()) {
      const player = [...fleet.current().players.values()].find((one) => one.publicKey === publicKey);
      if (player !== undefined) giveIdentity(socket, player.id, player.screenId);
    }
  });

  async function meet(socket: Socket): Promise<void> {
    const refuseDevice = (code: FaultCode, detail: string) => {
      metrics.refusals.inc({ code });
      endWithFault(socket, code, detail);
    };
    const auth = enrolmentAuthSchema.safeParse(socket.handshake.auth);
    if (!auth.success) return refuseDevice('bad-input', auth.error.issues[0]?.message ?? faults['bad-input'].means);
    if (auth.data.protocol !== protocolVersion)
      return refuseDevice('protocol-version', `this server speaks version ${protocolVersion}, the device ${auth.data.protocol}`);
    const differs = trainingDiffers(context, auth.data);
    if (differs !== null) return refuseDevice('training-differs', differs);
    const { publicKey, ticket } = auth.data;
    const expected = { publicKey, purpose: 'enrol' as const, playerId: '', ticket, isTraining: context.config.isTraining };
    const possession = await provePossession(socket, expected);
    if (possession.kind === 'silent') return void socket.disconnect(true);
    if (possession.kind === 'refused') return refuseDevice('bad-proof', possession.detail);

    const known = await truth.selectFrom('players').selectAll().where('publicKey', '=', publicKey).executeTakeFirst();
    if (known !== undefined) {
      if (known.revokedAtMs !== null) return refuseDevice('revoked', 'this key was a player once; make a new one to enrol again');
      // it was enrolled, and the news was lost on its way: tell it again
      return giveIdentity(socket, known.id, known.screenId);
    }
    if (!socket.connected) return;
    if (ticket !== undefined) {
      const redeemed = await redeem(context, { ticket, publicKey });
      if (redeemed.kind === 'refused') return refuseDevice('file-refused', redeemed.detail);
      live.emit('changed', ['pre-enrolments']);
      return welcomeDevice(socket, redeemed);
    }
    const leave = book.wait(addressOf(socket), { socket, publicKey }, (code, expiresAtMs) => {
      const pairing = { code, expiresAtMs, root: keys.root.signed } satisfies Pairing;
      // shown when every node can find it
      void pairings.write(publicKey, code, expiresAtMs).then(() => socket.emit('pairing', pairing));
    });
    if (leave === null) return refuseDevice('too-many', 'too many devices wait for enrolment');
    metrics.waiting.set(book.count());
    socket.on('disconnect', () => {
      leave();
      void pairings.forget(publicKey);
      metrics.waiting.set(book.count());
    });
  }

  /** The screen has a new player: its fleet is told, which sends away who was it before. `null`: the device waits at another node. */
  async function welcomeDevice(
    socket: Socket | null,
    { playerId, screenId }: { readonly playerId: string; readonly screenId: string },
  ): Promise<void> {
    await fleet.refresh();
    if (socket !== null) giveIdentity(socket, playerId, screenId);
    live.emit('screen-changed', screenId);
  }
  function giveIdentity(socket: Socket, playerId: string, screenId: string): void {
    const siteId = fleet.current().screens.get(screenId)?.siteId ?? '';
    // without the acknowledgement nothing is lost: the device asks again with the same key
    socket.timeout(keepTimeoutMs).emit('enrolled', { playerId, screenId, siteId } satisfies Enrolled, () => socket.disconnect(true));
  }

  sockets.of(enrolmentNamespace).on('connection', (socket) => {
    meet(socket).catch((error: unknown) => {
      context.log.error({ err: error }, 'an enrolment failed');
      endWithFault(socket, 'internal', faults.internal.means);
    });
  });

  registerRoute(fleetRoutes.claimEnrolment, async ({ body, session, request }) => {
    const address = limitKeyOf(request.ip);
    const retryAfterMs = guesses.waitMs(address);
    if (retryAfterMs > 0) return refuse('too-many', 'too many wrong pairing codes from this address', { retryAfterMs });
    const device = book.find(body.code);
    const publicKey = device?.publicKey ?? (await pairings.find(body.code));
    if (publicKey === null) {
      guesses.wrong(address);
      return refuse('code-unknown', faults['code-unknown'].means, { field: 'body.code' });
    }
    if (!fleet.current().screens.has(body.screenId))
      return refuse('not-found', 'body.screenId: no such screen', { field: 'body.screenId' });
    const playerId = newId();
    const atMs = clock.nowMs();
    const claimed = await truth.transaction().execute(async (transaction) => {
      const present = await presentPlayer(transaction, body.screenId);
      if (present !== undefined && !body.replace)
        return refuse('wrong-state', 'this screen has a player; say `replace` to revoke it', { field: 'body.replace' });
      // of two people with the same code the first one gets the device
      const isTaken = device === null ? await pairings.take(transaction, body.code) : book.take(body.code) !== null;
      const known = await transaction.selectFrom('players').select('id').where('publicKey', '=', publicKey).executeTakeFirst();
      if (!isTaken || known !== undefined) return refuse('code-unknown', faults['code-unknown'].means, { field: 'body.code' });
      const player = { id: playerId, screenId: body.screenId, publicKey, enrolledAtMs: atMs, enrolledBy: session.userId };
      const { replacedId } = await putPlayer(transaction, player);
      const detail = { playerId, publicKey, replaced: replacedId };
      await audit(transaction, { actor: session.userId, action: 'player-enrolled', subject: `screen:${body.screenId}`, detail });
      return { kind: 'claimed' as const };
    });
    if (claimed.kind === 'problem') return claimed;
    await welcomeDevice(device?.socket ?? null, { playerId, screenId: body.screenId });
    return ok({ playerId, screenId: body.screenId, rootFingerprint: keys.root.fingerprint });
  });

  registerRoute(fleetRoutes.revokePlayer, async ({ params, session }) => {
    const present = fleet.current().players.get(params.screenId);
    if (present === undefined) return refuse('not-found', 'this screen has no player');
    await truth.transaction().execute(async (transaction) => {
      await transaction.updateTable('players').set({ revokedAtMs: clock.nowMs() }).where('id', '=', present.id).execute();
      const detail = { playerId: present.id };
      await audit(transaction, { actor: session.userId, action: 'player-revoked', subject: `screen:${params.screenId}`, detail });
    });
    await fleet.refresh();
    live.emit('screen-changed', params.screenId);
    return ok({});
  });
}
