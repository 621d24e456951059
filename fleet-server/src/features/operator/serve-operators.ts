import { operatorEventSchemas, operatorNamespace, type OperatorEventName } from '@gatecast/protocol';
import type { Server, Socket } from 'socket.io';
import type { AppContext } from '../../app-context.ts';
import type { Presence } from '../fleet/presence.ts';
import type { Wall } from '../fleet/wall.ts';
import { viewAlerts } from '../alerts/alert-view.ts';
import { findAlert } from '../alerts/store.ts';

/** A wall of a thousand heartbeats every 15 s is told twice a second, not a thousand times. */
const gatherMs = 400;
/** A session that ended takes its socket with it within this time. */
const recheckMs = 60_000;

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
  const { clock, live, log, signIn, truth } = context;
  const namespace = sockets.of(operatorNamespace);
  const screens = new Set<string>();
  const alerts = new Set<string>();
  let cancelGather: (() => void) | null = null;

  async function mayListen(socket: Socket): Promise<boolean> {
    try {
      return (await signIn.findSession(socket.handshake.headers))?.permissions.has('fleet.read') ?? false;
    } catch (error) {
      log.error({ err: error }, 'the session of an operator could not be read');
      return false;
    }
  }
  namespace.use((socket, admit) => {
    void mayListen(socket).then((isAllowed) => (isAllowed ? admit() : admit(refusedHandshake())));
  });
  namespace.on('connection', (socket) => {
    deps.onWatched(socket);
    socket.emit('screens', eventOf('screens', { serverTimeMs: clock.nowMs(), screens: wall.tiles() }));
    async function recheck(): Promise<void> {
      if (!(await mayListen(socket))) socket.disconnect(true);
      else if (socket.connected) cancel = clock.after(recheckMs, () => void recheck());
    }
    let cancel = clock.after(recheckMs, () => void recheck());
    socket.on('disconnect', () => cancel());
  });

  function tell(name: OperatorEventName, message: unknown): void {
    if (namespace.sockets.size > 0) namespace.emit(name, eventOf(name, message));
  }
  async function tellGathered(): Promise<void> {
    cancelGather = null;
    const tiles = [...screens].flatMap((screenId) => wall.tile(screenId) ?? []);
    const alertIds = [...alerts];
    screens.clear();
    alerts.clear();
    if (namespace.sockets.size === 0) return;
    if (tiles.length > 0) tell('screens', { serverTimeMs: clock.nowMs(), screens: tiles });
    for (const alertId of alertIds) {
      const row = await findAlert(truth, alertId);
      for (const alert of row === null ? [] : await viewAlerts(context, presence, [row])) tell('alert', alert);
    }
  }
  /** Whoever comes later gets the whole wall at once, so what happens unwatched need not be kept. */
  function gather(into: Set<string>, id: string): void {
    if (namespace.sockets.size === 0) return;
    into.add(id);
    cancelGather ??= clock.after(gatherMs, () => {
      tellGathered().catch((error: unknown) => log.error({ err: error }, 'operators could not be told'));
    });
  }
  live.on('screen-changed', (screenId) => {
    gather(screens, screenId);
  });
  live.on('alert-changed', (alertId) => {
    gather(alerts, alertId);
  });
  live.on('command', (command) => tell('command', command));
  live.on('publication', (publication) => tell('publication', publication));
  live.on('media', (media) => tell('media', media));
  live.on('changed', (lists) => tell('changed', { lists: [...lists] }));
  return { close: () => cancelGather?.() };
}

/** What leaves is what the table says; anything else is a fault of ours. */
function eventOf(name: OperatorEventName, message: unknown): unknown {
  return operatorEventSchemas[name].parse(message);
}

function refusedHandshake(): Error {
  return Object.assign(new Error('not-signed-in'), { data: { code: 'not-signed-in', detail: 'sign in first' } });
}
