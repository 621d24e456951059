import type { FaultCode, WireFault } from '@gatecast/protocol';
import type { Socket } from 'socket.io';

/** Tells a player why, then closes its connection; what was written before the close is still sent. */
export function endWithFault(socket: Socket, code: FaultCode, detail: string): void {
  socket.emit('fault', { code, detail: detail.slice(0, 500) } satisfies WireFault);
  socket.disconnect(true);
}
