import type { Server, Socket } from 'socket.io';

/** Of one connection. The wall of ten thousand screens, the largest message there is, is a third of it. */
export const mostUnreadBytes = 32 * 1024 * 1024;
const lookEveryMs = 5_000;

/**
 * Ends connections that do not read what they are told. Pings find a dead one, and not one that says "still here" and leaves everything lying:
 * what waits for it would fill this process. Looked at every few seconds; what a connection has not read lies in Engine.IO's list, or, of a
 * WebSocket, in its own buffer.
 */
export function watchUnread(
  server: Server,
  options: { readonly mostBytes?: number; readonly everyMs?: number; readonly onEnded: (address: string, bytes: number) => void },
): { readonly close: () => void } {
  const { mostBytes = mostUnreadBytes, everyMs = lookEveryMs, onEnded } = options;
  const timer = setInterval(() => {
    // Engine.IO's own list of its connections, which its types leave open
    for (const connection of Object.values<Socket['conn']>(Reflect.get(server.engine, 'clients'))) {
      const bytes = unreadBytesOf(connection);
      if (bytes <= mostBytes) continue;
      onEnded(connection.remoteAddress, bytes);
      // a farewell would wait behind all that is not read
      webSocketOf(connection)?.terminate();
      connection.close(true);
    }
  }, everyMs);
  timer.unref();
  return { close: () => clearInterval(timer) };
}

function unreadBytesOf(connection: Socket['conn']): number {
  let bytes = webSocketOf(connection)?.bufferedAmount ?? 0;
  const waiting: unknown = Reflect.get(connection, 'writeBuffer');
  if (!Array.isArray(waiting)) return bytes;
  for (const packet of waiting) {
    const data: unknown = typeof packet === 'object' && packet !== null ? Reflect.get(packet, 'data') : undefined;
    if (typeof data === 'string' || data instanceof Uint8Array) bytes += data.length;
  }
  return bytes;
}

/** The WebSocket of a connection; null: it is one of long polls. */
function webSocketOf(connection: Socket['conn']): { readonly bufferedAmount: number; readonly terminate: () => void } | null {
  const socket: unknown = Reflect.get(connection.transport, 'socket');
  if (typeof socket !== 'object' || socket === null || !('bufferedAmount' in socket) || !('terminate' in socket)) return null;
  // both were just seen to be there, as ws has them
  return socket as { readonly bufferedAmount: number; readonly terminate: () => void };
}
