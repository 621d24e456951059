import { wireFaultSchema, wireLimits, type WireFault } from '@gatecast/protocol';
import { Manager, type Socket } from 'socket.io-client';

/**
 * A socket of its own connection that neither opens nor reopens by itself: each link paces its own tries. WebSocket
 * transport only, so that no server needs sticky sessions; per-message deflate off, as it costs 230 KB a connection.
 */
export function linkSocket(serverUrl: string, namespace: string, auth: () => Readonly<Record<string, unknown>>): Socket {
  const manager = new Manager(serverUrl, {
    transports: ['websocket'],
    reconnection: false,
    autoConnect: false,
    timeout: wireLimits.proofTimeoutMs,
    // false reaches `ws` as it is; the declared type knows only thresholds
    perMessageDeflate: false as unknown as { threshold: number },
  });
  return manager.socket(namespace, { auth: (give) => give({ ...auth() }) });
}

/** What a refused handshake carries where the server says why: Socket.IO puts it in `data`. */
export function faultOf(error: unknown): WireFault | null {
  const parsed = wireFaultSchema.safeParse((error as { readonly data?: unknown } | null)?.data);
  return parsed.success ? parsed.data : null;
}
