import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a server that can freeze: connections that are open stay so, and nothing goes through them any more. */
export async function freezingProxy(targetPort: number) {
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(targetPort, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => open.delete(socket));
    }
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** What is open now is half-open from here on; new connections go through. */
    freeze(): void {
      for (const socket of open) {
        socket.unpipe();
        socket.pause();
      }
    },
    close(): Promise<void> {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
