import type { Clock } from '@gatecast/clock';
import { wireFaultSchema, wireLimits, type FaultCode } from '@gatecast/protocol';
import type { Socket } from 'socket.io-client';
import { faultOf } from './link-socket.ts';
import { ordinaryPacing, reconnectDelayMs, type Pacing } from './reconnect-delay.ts';

export type LostReason =
  | { readonly kind: 'unreachable'; readonly detail: string }
  | { readonly kind: 'rejected'; readonly code: FaultCode; readonly detail: string };

export type PacedConnection = {
  /** Says that the connection serves its purpose: the try's deadline ends, the next loss counts from the first delay. */
  readonly settled: () => void;
  readonly close: () => void;
};

/**
 * Keeps one socket connected by tries that follow each other ever more slowly. One timer lives at a time: the deadline of
 * a try or the wait for the next one, and none while the connection is settled.
 */
export function pacedConnection(options: {
  readonly socket: Socket;
  readonly clock: Clock;
  readonly spreadKey: string;
  readonly pacing?: Pacing | undefined;
  readonly onTry: (attempt: number) => void;
  readonly onOpen: () => void;
  readonly onLost: (reason: LostReason) => void;
}): PacedConnection {
  const { socket, clock } = options;
  const pacing = options.pacing ?? ordinaryPacing;
  let attempt = 0;
  let isUnderWay = false;
  let isClosed = false;
  let fault: { readonly code: FaultCode; readonly detail: string } | null = null;
  let cancelTimer = (): void => undefined;

  function tryOnce(): void {
    isUnderWay = true;
    fault = null;
    options.onTry(attempt);
    cancelTimer = clock.after(wireLimits.proofTimeoutMs, () => lost('no answer in time'));
    socket.connect();
  }
  function lost(detail: string): void {
    if (!isUnderWay) return;
    isUnderWay = false;
    cancelTimer();
    socket.disconnect();
    options.onLost(fault === null ? { kind: 'unreachable', detail } : { kind: 'rejected', ...fault });
    if (isClosed) return;
    attempt++;
    // one that is rejected for cause comes back at the slowest pace: a restored server may know it again
    const delayMs = reconnectDelayMs(pacing, options.spreadKey, fault === null ? attempt : Math.max(attempt, 30));
    cancelTimer = clock.after(delayMs, tryOnce);
  }
  socket.on('connect', options.onOpen);
  socket.on('connect_error', (error: Error) => {
    fault = faultOf(error) ?? fault;
    lost(error.message);
  });
  socket.on('fault', (message: unknown) => {
    const parsed = wireFaultSchema.safeParse(message);
    if (parsed.success) fault = parsed.data;
  });
  socket.on('disconnect', (reason) => lost(reason));
  tryOnce();
  return {
    settled() {
      cancelTimer();
      attempt = 0;
    },
    close() {
      isClosed = true;
      cancelTimer();
      isUnderWay = false;
      socket.removeAllListeners();
      socket.disconnect();
    },
  };
}
