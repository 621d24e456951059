const maskBytes = 4;

/**
 * ws keeps the four bytes by which a client's last frame was masked as a view of everything that came with them, so that each connection
 * holds its last heartbeat, some two kilobytes. A copy of the four bytes lets go of it. `connection`: ws's server side; anything else is
 * left alone, as is a ws that keeps its mask elsewhere.
 */
export function keepMaskOnly(connection: unknown): void {
  const receiver = fieldOf(connection, '_receiver');
  const mask = fieldOf(receiver, '_mask');
  if (typeof receiver === 'object' && receiver !== null && mask instanceof Buffer && mask.length === maskBytes)
    Reflect.set(receiver, '_mask', Buffer.from(mask));
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
