import { operatorEventAccess, operatorEventSchemas, operatorNamespace, type OperatorEventName } from '@gatecast/protocol';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { Server, Socket } from 'socket.io';
import type { AppContext } from '../../app-context.ts';
import { maySee, type Session } from '../people/session.ts';
import type { Presence } from '../fleet/presence.ts';
import type { Wall } from '../fleet/wall.ts';
import { viewAlerts } from '../alerts/alert-view.ts';
import { readReachOf } from '../alerts/read-reach.ts';
import { findAlert } from '../alerts/store.ts';
import { ownerOf, withOwner } from '../fleet/site-owned.ts';
import { seenPublication, wholePublication } from '../publications/seen-publication.ts';

/** A wall of a thousand heartbeats every 15 s is told twice a second, not a thousand times. */
const gatherMs = 400;
const pieceOfWall = 250;
/** Of the screens on which an alert has come further; its numbers are whole in each message. */
const pieceOfReach = 500;
/** A session that ended takes its socket with it within this time. */
const recheckMs = 60_000;

/** Of those who may be told an event of every site. Others are told one by one, each what their sites hold. */
const everywhere = (name: OperatorEventName) => `everywhere:${name}`;
const eventNames = Object.keys(operatorEventAccess) as readonly OperatorEventName[];

/** Namespace /operator: live state for signed-in people. The session cookie opens it; strange origins were refused before. */
export function serveOperators(deps: {
  readonly sockets: Server;
  readonly context: AppContext;
  readonly wall: Wall;
  readonly presence: Presence;
  /** Somebody has begun to watch. */
  readonly onWatched: (socket: Socket) => void;
}): { readonly close: () => void } {
  const { sockets, context, wall, presence } = deps;
  const { clock, live, log, signIn, truth, fleet } = context;
  const namespace = sockets.of(operatorNamespace);
  const screens = new Set<string>();
  /** With the screens of each that are still to be told. */
  const alerts = new Map<string, Set<string>>();
  let cancelGather: (() => void) | null = null;
  let isTelling = false;
  const sessions = new WeakMap<Socket, Session>();

  /** Reads whose socket it is and what they may see. Gives false where nobody may listen with it. */
  async function seat(socket: Socket): Promise<boolean> {
    try {
      const session = await signIn.findSession(socket.handshake.headers);
      if (session?.permissions.has('fleet.read') !== true) return false;
      sessions.set(socket, session);
      for (const name of eventNames) {
        if (seesAll(session, name)) await socket.join(everywhere(name));
        else await socket.leave(everywhere(name));
      }
      return true;
    } catch (error) {
      log.error({ err: error }, 'the session of an operator could not be read');
      return false;
    }
  }
  namespace.use((socket, admit) => {
    void seat(socket).then((isAllowed) => (isAllowed ? admit() : admit(refusedHandshake())));
  });
  /** The whole wall, in pieces: ten thousand tiles at once would hold up everybody. */
  async function tellWall(socket: Socket): Promise<void> {
    const session = sessions.get(socket);
    const seen = [...fleet.current().screens.values()].filter(
      ({ siteId }) => session !== undefined && maySee(session, 'fleet.read', siteId),
    );
    for (let from = 0; from === 0 || from < seen.length; from += pieceOfWall) {
      if (!socket.connected) return;
      const screens = seen.slice(from, from + pieceOfWall).flatMap(({ id }) => wall.tile(id) ?? []);
      socket.emit('screens', eventOf('screens', { serverTimeMs: clock.nowMs(), screens }));
      await letOthersRun();
    }
  }
  async function recheck(socket: Socket): Promise<void> {
    const before = placesOf(sessions.get(socket));
    // a page that was told of other sites has to be read anew
    if (!(await seat(socket)) || placesOf(sessions.get(socket)) !== before) socket.disconnect(true);
  }
  namespace.on('connection', (socket) => {
    deps.onWatched(socket);
    tellWall(socket).catch((error: unknown) => log.error({ err: error }, 'an operator could not be told the wall'));
    let cancel = clock.after(recheckMs, () => void lookAgain());
    async function lookAgain(): Promise<void> {
      await recheck(socket);
      if (socket.connected) cancel = clock.after(recheckMs, () => void lookAgain());
    }
    socket.on('disconnect', () => cancel());
  });

  /** To each what they may see of it: whole to those who see everything, and cut for everybody of some sites only. */
  function tellEach<T>(name: OperatorEventName, whole: T, cut: (isSeen: (siteId: string | null) => boolean) => T | null): void {
    if (namespace.sockets.size === 0) return;
    namespace.to(everywhere(name)).emit(name, eventOf(name, whole));
    for (const socket of namespace.sockets.values()) {
      const session = sessions.get(socket);
      if (session === undefined || seesAll(session, name) || !session.permissions.has(operatorEventAccess[name])) continue;
      const part = cut((siteId) => maySee(session, operatorEventAccess[name], siteId));
      if (part !== null) socket.emit(name, eventOf(name, part));
    }
  }
  /** Whole or not at all; null: it shows nothing of a site. */
  function tell(name: OperatorEventName, message: unknown, siteId: string | null): void {
    tellEach(name, message, (isSeen) => (isSeen(siteId) ? message : null));
  }
  const siteOfScreen = (screenId: string) => fleet.current().screens.get(screenId)?.siteId ?? '';
  async function tellGathered(): Promise<void> {
    const tiles = [...screens].flatMap((screenId) => wall.tile(screenId) ?? []);
    const gathered = [...alerts];
    screens.clear();
    alerts.clear();
    if (namespace.sockets.size === 0) return;
    const told = { serverTimeMs: clock.nowMs(), screens: tiles };
    if (tiles.length > 0)
      tellEach('screens', told, (isSeen) => {
        const here = tiles.filter(({ siteId }) => isSeen(siteId));
        return here.length === 0 ? null : { ...told, screens: here };
      });
    for (const [alertId, further] of gathered) await tellAlert(alertId, [...further]);
  }
  /** Thousands of screens paint at once: the numbers are told now, the screens piece by piece. */
  async function tellAlert(alertId: string, further: readonly string[]): Promise<void> {
    const row = await findAlert(truth, alertId);
    if (row === null) return;
    const [alert] = await viewAlerts(context, presence, [row]);
    const screens = await readReachOf({ context, presence }, row, further.slice(0, pieceOfReach));
    tell('alert', { alert, screens }, row.siteId);
    if (further.length > pieceOfReach) gatherAlert(alertId, further.slice(pieceOfReach));
  }
  function gatherAlert(alertId: string, screenIds: readonly string[]): void {
    if (namespace.sockets.size === 0) return;
    const further = alerts.get(alertId) ?? new Set();
    for (const screenId of screenIds) further.add(screenId);
    alerts.set(alertId, further);
    tellSoon();
  }
  /** Whoever comes later gets the whole wall at once, so what happens unwatched need not be kept. */
  function gatherScreen(screenId: string): void {
    if (namespace.sockets.size === 0) return;
    screens.add(screenId);
    tellSoon();
  }
  /** One after the other, so that no earlier number comes behind a later one. */
  async function tellAndGoOn(): Promise<void> {
    cancelGather = null;
    isTelling = true;
    try {
      await tellGathered();
    } catch (error) {
      log.error({ err: error }, 'operators could not be told');
    }
    isTelling = false;
    if (screens.size + alerts.size > 0) tellSoon();
  }
  function tellSoon(): void {
    if (!isTelling) cancelGather ??= clock.after(gatherMs, () => void tellAndGoOn());
  }
  live.on('access-changed', (userId) => {
    for (const socket of namespace.sockets.values()) if (sessions.get(socket)?.userId === userId) void recheck(socket);
  });
  live.on('screen-changed', gatherScreen);
  live.on('alert-changed', (alertId, screenIds = []) => gatherAlert(alertId, screenIds));
  live.on('command', (command) => tell('command', command, siteOfScreen(command.screenId)));
  live.on('incident', (incident) => tell('incident', incident, incident.siteId));
  live.on('publication', (publication) => {
    if (namespace.sockets.size === 0) return;
    tellEach('publication', wholePublication(publication), (isSeen) =>
      seenPublication(publication, isSeen, (screenId) => isSeen(siteOfScreen(screenId))),
    );
  });
  live.on('media', (media) => {
    ownerOf(truth, 'media', media.id).then(
      (siteId) => tell('media', withOwner(media, siteId), siteId),
      (error: unknown) => log.error({ err: error }, 'operators could not be told of media'),
    );
  });
  live.on('changed', (lists) => tell('changed', { lists: [...lists] }, null));
  return { close: () => cancelGather?.() };
}

function seesAll(session: Session, name: OperatorEventName): boolean {
  return session.reach.get(operatorEventAccess[name]) === 'everywhere';
}

/** Where somebody is told what, in one text. */
function placesOf(session: Session | undefined): string {
  const places = eventNames.map((name) => {
    const reach = session?.reach.get(operatorEventAccess[name]) ?? new Set<string>();
    return `${name} ${reach === 'everywhere' ? reach : [...reach].sort().join()}`;
  });
  return places.join('; ');
}

/** What leaves is what the table says; anything else is a fault of ours. */
function eventOf(name: OperatorEventName, message: unknown): unknown {
  return operatorEventSchemas[name].parse(message);
}

function refusedHandshake(): Error {
  return Object.assign(new Error('not-signed-in'), { data: { code: 'not-signed-in', detail: 'sign in first' } });
}
