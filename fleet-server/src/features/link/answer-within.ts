import type { Socket } from 'socket.io';

/**
 * Sends an event and gives its answer, or null where none came within `timeoutMs`. What lies in the socket unread when the time is over is
 * read first: an answer is late where its sender was, and not where this server was busy.
 */
export function answerWithin(
  socket: Pick<Socket, 'emit'>,
  event: string,
  message: unknown,
  timeoutMs: number,
): Promise<{ readonly answer: unknown } | null> {
  return new Promise((resolve) => {
    // sockets are read between the one and the other
    const timer = setTimeout(() => setImmediate(() => setImmediate(() => resolve(null))), timeoutMs);
    socket.emit(event, message, (answer: unknown) => {
      clearTimeout(timer);
      resolve({ answer });
    });
  });
}
