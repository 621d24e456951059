import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** A line as fast as this, which all connections share: slower than a player, so that what is under way in it is little. */
const bytesPerSecond = 4_000_000;
const tickMs = 5;

/** Passes everything on to a server at the rate of a line, and counts what comes back from it, to the last byte of its headers. */
export async function countingProxy(target: URL) {
  const ways = new Map<Socket, Socket>();
  let receivedBytes = 0;
  let turn = 0;
  const proxy = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    ways.set(near, far);
    near.pipe(far);
    // nothing flows by itself: the line's tick takes what has come
    far.pause();
    far.on('readable', () => undefined);
    // either end may go at any time: the other goes with it
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => {
        ways.delete(near);
        other.destroy();
      });
    }
  });
  function tick(): void {
    let leftBytes = (bytesPerSecond * tickMs) / 1_000;
    // whoever is first takes the most: each in its turn
    const all = [...ways];
    turn++;
    for (const index of all.keys()) {
      const [near, far] = all[(index + turn) % all.length] as [Socket, Socket];
      const most = Math.min(leftBytes, far.readableLength);
      const data: unknown = near.writableLength > 0 || most === 0 ? null : (far.read(most) as unknown);
      if (!(data instanceof Buffer)) continue;
      leftBytes -= data.length;
      receivedBytes += data.length;
      near.write(data);
    }
  }
  const timer = setInterval(tick, tickMs);
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    receivedBytes: () => receivedBytes,
    close(): Promise<void> {
      clearInterval(timer);
      for (const sockets of ways) for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => proxy.close(() => resolve()));
    },
  };
}
