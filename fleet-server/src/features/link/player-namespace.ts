import {
  faults,
  playerAuthSchema,
  playerNamespace,
  protocolVersion,
  wireTimes,
  type FaultCode,
  type PlayerAuth,
  type Welcome,
} from '@gatecast/protocol';
import type { Server, Socket } from 'socket.io';
import type { AppContext } from '../../app-context.ts';
import type { LiveNodes } from '../../nodes/live-nodes.ts';
import type { ReleaseDoor } from '../../release-door.ts';
import type { AlertLane } from '../alerts/alert-lane.ts';
import type { FeedLane } from '../feeds/feed-lane.ts';
import { areaPath } from '../fleet/area-path.ts';
import type { Presence } from '../fleet/presence.ts';
import { endWithFault } from './end-with-fault.ts';
import type { LinkMetrics } from './link-metrics.ts';
import type { LinkedPlayer, OpenSessions, PlayerSession } from './player-session.ts';
import { provePossession } from './prove-possession.ts';
import { downloadsOf, tellDownloads } from './tell-downloads.ts';
import { trainingDiffers } from './training-differs.ts';

/** How long the older of two connections with one key has to show that it lives. */
export const livenessTimeoutMs = 2_000;

export type PlayerLinkDeps = {
  readonly sockets: Server;
  /** Filled and emptied here. */
  readonly open: OpenSessions;
  readonly context: AppContext;
  readonly releases: ReleaseDoor;
  readonly alerts: AlertLane;
  readonly feeds: Pick<FeedLane, 'revision'>;
  readonly presence: Presence;
  readonly nodes: Pick<LiveNodes, 'isHeld'>;
  readonly metrics: LinkMetrics;
  /** Where a connection comes from. */
  readonly addressOf: (socket: Socket) => string;
  /** Takes what an open player says; called once for each proven connection, before its welcome. */
  readonly listen: (socket: Socket, player: LinkedPlayer) => void;
  /** Called once it has been welcomed. */
  readonly onWelcomed: (socket: Socket, player: LinkedPlayer) => void;
};

/** Namespace /player: challenge, proof, welcome; then rooms, pushes and what the player says. */
export function servePlayers(deps: PlayerLinkDeps): void {
  const { sockets, open, context, releases, alerts, feeds, presence, nodes, metrics } = deps;
  const { clock, log } = context;

  async function meet(socket: Socket): Promise<void> {
    let session: PlayerSession = { kind: 'proving', sinceMs: clock.monotonicMs() };
    const refusePlayer = (code: FaultCode, detail: string) => {
      session = { kind: 'ended' };
      metrics.refusals.inc({ code });
      endWithFault(socket, code, detail);
    };
    socket.on('disconnect', () => {
      const before = session;
      session = { kind: 'ended' };
      if (before.kind !== 'open' || !open.close(before.player.playerId, socket)) return;
      metrics.connected.set(open.count());
      presence.disconnected(before.player.screenId);
    });

    const auth = playerAuthSchema.safeParse(socket.handshake.auth);
    if (!auth.success) return refusePlayer('bad-input', auth.error.issues[0]?.message ?? faults['bad-input'].means);
    if (auth.data.protocol !== protocolVersion)
      return refusePlayer('protocol-version', `this server speaks version ${protocolVersion}, the player ${auth.data.protocol}`);
    const differs = trainingDiffers(context, auth.data);
    if (differs !== null) return refusePlayer('training-differs', differs);
    const player = findPlayer(context, auth.data.playerId);
    if (player === null) return refusePlayer('revoked', faults.revoked.means);
    const possession = await provePossession(socket, expectedOf(player));
    if (possession.kind === 'silent') return void socket.disconnect(true);
    if (possession.kind === 'refused') return refusePlayer('bad-proof', possession.detail);
    const other = await holderOf(player, socket);
    if (other !== null) {
      metrics.duplicates.inc();
      context.live.emit('incident-told', player.screenId, 'key-twice', {
        says: 'second-device',
        address: deps.addressOf(socket).slice(0, 100),
        ...(other.socket === null ? {} : { holder: deps.addressOf(other.socket).slice(0, 100) }),
      });
      log.warn({ playerId: player.playerId, screenId: player.screenId }, 'two living connections hold the same key');
      return refusePlayer('key-in-use', faults['key-in-use'].means);
    }
    // it may have gone or been revoked while it proved itself
    if (!socket.connected) return;
    if (findPlayer(context, player.playerId) === null) return refusePlayer('revoked', faults.revoked.means);
    session = { kind: 'open', player, sinceMs: clock.monotonicMs() };
    await admit(socket, player, auth.data);
  }

  function expectedOf({ publicKey, playerId }: LinkedPlayer) {
    return { publicKey, purpose: 'connect' as const, playerId, isTraining: context.config.isTraining };
  }

  /**
   * Of two connections with one key the newer wins, unless the older one proves at once that it lives: then it is told here (its socket null:
   * at another node), and both are told apart. null: nobody holds the key.
   */
  async function holderOf(player: LinkedPlayer, socket: Socket): Promise<{ readonly socket: Socket | null } | null> {
    const expected = expectedOf(player);
    // asked again after each wait: another newcomer may have taken the dead one's place meanwhile
    for (let older = open.of(player.playerId); older !== null && older !== socket; older = open.of(player.playerId)) {
      if ((await provePossession(older, expected, livenessTimeoutMs)).kind === 'proven') return { socket: older };
      if (open.of(player.playerId) === older) metrics.replaced.inc();
      older.disconnect(true);
    }
    const holder = open.of(player.playerId) === null ? presence.holderOf(player.screenId) : null;
    return holder !== null && (await nodes.isHeld(holder, player.playerId)) ? { socket: null } : null;
  }

  async function admit(socket: Socket, player: LinkedPlayer, auth: PlayerAuth): Promise<void> {
    const { playerId, screenId, siteId } = player;
    open.open(playerId, socket);
    metrics.connected.set(open.count());
    await socket.join(`site:${siteId}`);
    deps.listen(socket, player);
    const releaseNumber = releases.currentNumber(screenId);
    const alertRevision = alerts.revision(siteId);
    if (auth.releaseNumber > releaseNumber || auth.alertRevision > alertRevision) {
      metrics.serverBehind.inc();
      log.warn({ screenId, playerHas: auth, serverHas: { releaseNumber, alertRevision } }, 'a player is ahead of this server');
    }
    socket.emit('welcome', {
      serverTimeMs: clock.nowMs(),
      screenId,
      siteId,
      releaseNumber,
      alertRevision,
      feedRevision: feeds.revision(siteId),
      heartbeatMs: wireTimes.heartbeatMs,
      origins: ['/'],
      ...standingOf(context, screenId),
    } satisfies Welcome);
    socket.emit('site-downloads', downloadsOf(context, siteId));
    const alertState = alerts.document(siteId);
    if (alertState !== null && alertRevision !== auth.alertRevision) socket.emit('alert-state', alertState);
    if (releaseNumber > 0 && releaseNumber !== auth.releaseNumber) socket.emit('release-available', { number: releaseNumber });
    presence.connected(screenId);
    deps.onWelcomed(socket, player);
    releases.pass(screenId, auth);
    // its document comes to the whole site as any new one does
    await alerts.pass(siteId, auth.alertRevision);
  }

  const namespace = sockets.of(playerNamespace);
  namespace.on('connection', (socket) => {
    meet(socket).catch((error: unknown) => {
      log.error({ err: error }, 'a player could not be admitted');
      endWithFault(socket, 'internal', faults.internal.means);
    });
  });
  tellDownloads(context, (siteId, downloads) => void namespace.to(`site:${siteId}`).emit('site-downloads', downloads));
  context.live.on('release-created', (screenId, number) => {
    // a room for each screen would cost memory and a broadcast for each release
    const player = context.fleet.current().players.get(screenId);
    if (player !== undefined) open.of(player.id)?.emit('release-available', { number });
  });
}

/** The screen's name and the areas it stands in, as they are now and not as they were when its release was made. */
function standingOf({ fleet }: AppContext, screenId: string): Required<Pick<Welcome, 'screenName' | 'areaIds'>> {
  const screen = fleet.current().screens.get(screenId);
  return { screenName: (screen?.name ?? '').slice(0, 100), areaIds: [...areaPath(fleet.current(), screen?.areaId ?? null)] };
}

/** A player that is registered and not revoked. */
function findPlayer({ fleet }: AppContext, playerId: string): LinkedPlayer | null {
  const { playersById, screens } = fleet.current();
  const player = playersById.get(playerId);
  const screen = player === undefined ? undefined : screens.get(player.screenId);
  if (player === undefined || screen === undefined) return null;
  return { playerId, screenId: screen.id, siteId: screen.siteId, publicKey: player.publicKey };
}
