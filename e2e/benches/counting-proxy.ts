import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** A way as fast as this; slow enough that what is under way in it is little beside a file. */
const bytesPerSecond = 4_000_000;
const tickMs = 5;

/** Passes everything on to a server, at the rate of a line, and counts what comes back from it, to the last byte of its headers. */
export async function countingProxy(target: URL) {
  const sockets = new Set<Socket>();
  let receivedBytes = 0;
  const proxy = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      // either end may go at any time: the other goes with it
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    near.pipe(far);
    const timer = setInterval(() => {
      const most = (bytesPerSecond * tickMs) / 1_000;
      const data: unknown = near.writableNeedDrain ? null : (far.read(Math.min(most, far.readableLength)) as unknown);
      if (!(data instanceof Buffer)) return;
      receivedBytes += data.length;
      near.write(data);
    }, tickMs);
    // read(0) asks for more; what is read is taken by the timer
    far.on('readable', () => undefined);
    near.on('close', () => clearInterval(timer));
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    receivedBytes: () => receivedBytes,
    close(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => proxy.close(() => resolve()));
    },
  };
}
