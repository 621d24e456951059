import { wireFaultSchema, wireLimits, type WireFault } from '@gatecast/protocol';
import { Manager, type Socket } from 'socket.io-client';
import type { Channel } from './link-channel.ts';

const checkTimeoutMs = 5_000;
const quiet = {
  ...{ upgrade: false, reconnection: false, autoConnect: false },
  // false reaches `ws` as it is; the declared type knows only thresholds
  perMessageDeflate: false as unknown as { threshold: number },
};

export type LinkSocket = {
  readonly socket: Socket;
  /** Which way the next try takes. */
  readonly take: (channel: Channel) => void;
  /** Whether the server answers plain HTTP: where it does not, a WebSocket that fails says nothing of WebSockets. */
  readonly isReachable: () => Promise<boolean>;
  /** Whether a WebSocket passes, by one that is opened and closed. */
  readonly passesWebSocket: () => Promise<boolean>;
};

/**
 * A socket of its own connection that neither opens nor reopens by itself: each link paces its own tries. WebSocket, or where that does
 * not pass long polls over HTTP, never one upgraded to the other; `spreadKey` stands in the polls' address, so that a proxy before several
 * nodes can send all of them to one. Per-message deflate off, as it costs 230 KB a connection.
 */
export function linkSocket(
  serverUrl: string,
  namespace: string,
  spreadKey: string,
  auth: () => Readonly<Record<string, unknown>>,
): LinkSocket {
  const manager = new Manager(serverUrl, { ...quiet, transports: ['websocket'], timeout: wireLimits.proofTimeoutMs });
  return {
    socket: manager.socket(namespace, { auth: (give) => give({ ...auth() }) }),
    take(channel) {
      manager.opts.transports = [channel === 'http' ? 'polling' : 'websocket'];
      manager.opts.query = channel === 'http' ? { spread: spreadKey } : {};
    },
    async isReachable() {
      try {
        const { ok } = await fetch(new URL('/healthz', serverUrl), { signal: AbortSignal.timeout(checkTimeoutMs) });
        return ok;
      } catch {
        // no name, no route, no answer in time: whatever it is, plain HTTP does not reach it either
        return false;
      }
    },
    passesWebSocket() {
      // not the global WebSocket, which Electron's Node does not have
      const probe = new Manager(serverUrl, { ...quiet, transports: ['websocket'], timeout: checkTimeoutMs });
      return new Promise((resolve) => {
        probe.open((error) => {
          resolve(error === undefined);
          probe.engine.close();
        });
      });
    },
  };
}

/** What a refused handshake carries where the server says why: Socket.IO puts it in `data`. */
export function faultOf(error: unknown): WireFault | null {
  const parsed = wireFaultSchema.safeParse((error as { readonly data?: unknown } | null)?.data);
  return parsed.success ? parsed.data : null;
}
