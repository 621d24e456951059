import { playerNamespace } from '@gatecast/protocol';

/** What a player's side of a Socket.IO connection is told: https://socket.io/docs/v4/engine-io-protocol/ and socket-io-protocol/. */
export type SocketPacket =
  | { readonly kind: 'open' }
  | { readonly kind: 'ping' }
  | { readonly kind: 'event'; readonly name: string; readonly value: unknown; readonly id: number | null }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  /** The namespace is not entered. */
  | { readonly kind: 'refused'; readonly data: unknown }
  | { readonly kind: 'gone' }
  | { readonly kind: 'other' };

const other: SocketPacket = { kind: 'other' };
const ofNamespace = new RegExp(`^4([1-4])${playerNamespace},?(\\d*)(.*)$`, 's');
/** Shorter than this nothing goes to everybody. */
const sharedBytes = 512;
let last: { readonly bytes: Buffer; readonly packet: SocketPacket } | null = null;

/**
 * Reads one frame. What a whole site is told comes as the same bytes to each of its players: where one process plays all of them it is
 * taken apart once, and they are given the same object.
 */
export function readPacket(bytes: Buffer): SocketPacket {
  if (last?.bytes.equals(bytes) === true) return last.packet;
  const packet = packetOf(bytes.toString());
  if (bytes.length >= sharedBytes && packet.kind === 'event' && packet.id === null) last = { bytes, packet };
  return packet;
}

/** Throws where what should be JSON is none: a server that says so is broken, and so is this run. */
function packetOf(text: string): SocketPacket {
  if (text === '2') return { kind: 'ping' };
  if (text.startsWith('0')) return { kind: 'open' };
  const [, kind, idText = '', json = ''] = ofNamespace.exec(text) ?? [];
  switch (kind) {
    case '1':
      return { kind: 'gone' };
    case '2': {
      const [name, value] = JSON.parse(json) as readonly unknown[];
      return { kind: 'event', name: String(name), value, id: idText === '' ? null : Number(idText) };
    }
    case '3':
      return { kind: 'answer', id: Number(idText), value: (JSON.parse(json) as readonly unknown[])[0] };
    case '4':
      return { kind: 'refused', data: (JSON.parse(json) as { readonly data?: unknown }).data };
    case undefined:
    default:
      return other;
  }
}
