import type { Clock } from '@gatecast/clock';
import { wireFaultSchema, wireLimits, wireTimes, type FaultCode } from '@gatecast/protocol';
import { afterFailure, afterLoss, firstChannel, type Channel } from './link-channel.ts';
import { faultOf, type LinkSocket } from './link-socket.ts';
import { ordinaryPacing, reconnectDelayMs, type Pacing } from './reconnect-delay.ts';

export type LostReason =
  | { readonly kind: 'unreachable'; readonly detail: string }
  | { readonly kind: 'rejected'; readonly code: FaultCode; readonly detail: string };

export type PacedConnection = {
  /** Says that the connection serves its purpose: the try's deadline ends, the next loss counts from the first delay. */
  readonly settled: () => void;
  /** The way of the present try. */
  readonly channel: () => Channel;
  /** Ends the present try for a cause of this side's own, as if the server had said it. */
  readonly refuse: (code: FaultCode, detail: string) => void;
  readonly close: () => void;
};

/**
 * Keeps one socket connected by tries that follow each other ever more slowly. One timer lives at a time: the deadline of
 * a try, the wait for the next one, or, while long polls serve, the wait until a WebSocket is tried beside them.
 */
export function pacedConnection(options: {
  readonly link: LinkSocket;
  readonly clock: Clock;
  readonly spreadKey: string;
  readonly pacing?: Pacing | undefined;
  readonly webSocketEveryMs?: number | undefined;
  readonly onTry: (attempt: number) => void;
  readonly onOpen: () => void;
  readonly onLost: (reason: LostReason) => void;
}): PacedConnection {
  const { link, clock } = options;
  const { socket } = link;
  const pacing = options.pacing ?? ordinaryPacing;
  let attempt = 0;
  let way = firstChannel;
  let isSettled = false;
  let isUnderWay = false;
  let isClosed = false;
  let fault: { readonly code: FaultCode; readonly detail: string } | null = null;
  let cancelTimer = (): void => undefined;

  function tryOnce(): void {
    isUnderWay = true;
    isSettled = false;
    fault = null;
    link.take(way.channel);
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
    // a server that refuses for cause was reached; only silence says something about the way
    if (isSettled) way = afterLoss(way);
    else if (fault === null) way = afterFailure(way);
    isSettled = false;
    // one that is rejected for cause comes back at the slowest pace: a restored server may know it again
    const delayMs = reconnectDelayMs(pacing, options.spreadKey, fault === null ? attempt : Math.max(attempt, 30));
    cancelTimer = clock.after(delayMs, () => void tryNext());
  }
  /** Long polls only where plain HTTP is answered: a server that is down is no proxy that lets no WebSocket pass. */
  async function tryNext(): Promise<void> {
    if (way.channel === 'http' && !(await link.isReachable())) way = afterFailure(way);
    if (!isClosed) tryOnce();
  }
  async function tryWebSocketBeside(): Promise<void> {
    const passes = await link.passesWebSocket();
    if (isClosed || !isSettled || way.channel !== 'http') return;
    if (!passes) return lookAgain();
    isSettled = false;
    isUnderWay = false;
    socket.disconnect();
    way = firstChannel;
    tryOnce();
  }
  function lookAgain(): void {
    cancelTimer = clock.after(options.webSocketEveryMs ?? wireTimes.webSocketEveryMs, () => void tryWebSocketBeside());
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
      isSettled = true;
      if (way.channel === 'http') lookAgain();
    },
    channel: () => way.channel,
    refuse(code, detail) {
      fault = { code, detail };
      lost(detail);
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
