import type { Socket } from 'socket.io';

/** Who stands behind a proven connection. */
export type LinkedPlayer = {
  readonly playerId: string;
  readonly screenId: string;
  readonly siteId: string;
  readonly publicKey: string;
};

/** The life of one connection; each state carries only what is true in it. */
export type PlayerSession =
  | { readonly kind: 'proving'; readonly sinceMs: number }
  | { readonly kind: 'open'; readonly player: LinkedPlayer; readonly sinceMs: number }
  | { readonly kind: 'ended' };

/** Open connections, at most one for each player. */
export type OpenSessions = {
  readonly of: (playerId: string) => Socket | null;
  readonly open: (playerId: string, socket: Socket) => void;
  /** Gives false where another connection has taken its place. */
  readonly close: (playerId: string, socket: Socket) => boolean;
  readonly count: () => number;
  readonly playerIds: () => readonly string[];
};

export function createOpenSessions(): OpenSessions {
  const sockets = new Map<string, Socket>();
  return {
    of: (playerId) => sockets.get(playerId) ?? null,
    open: (playerId, socket) => void sockets.set(playerId, socket),
    close: (playerId, socket) => sockets.get(playerId) === socket && sockets.delete(playerId),
    count: () => sockets.size,
    playerIds: () => [...sockets.keys()],
  };
}
