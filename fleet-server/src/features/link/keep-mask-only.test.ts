import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { expect, test } from 'vitest';
import { keepMaskOnly } from './keep-mask-only.ts';

test('of a frame that was read nothing is kept but the four bytes of its mask, and the next frame is read as before', async () => {
  const http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  // the ws that Socket.IO brings is the one that must be as it is thought to be
  const server = new Server(http, { transports: ['websocket'] });
  const arrived = once(server.engine, 'connection');
  const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}/socket.io/?EIO=4&transport=websocket`);
  try {
    await new Promise((resolve) => client.addEventListener('open', resolve, { once: true }));
    const [connection] = (await arrived) as [Parameters<typeof once>[0] & { readonly transport: object }];
    const socket: unknown = Reflect.get(connection.transport, 'socket');
    const maskOf = (): Buffer => Reflect.get(Reflect.get(socket as object, '_receiver') as object, '_mask') as Buffer;
    for (const turn of ['a', 'b']) {
      const said = `0/nowhere,${JSON.stringify({ said: 'x'.repeat(20_000) + turn })}`;
      const heard = once(connection, 'message');
      client.send(`4${said}`);
      expect((await heard)[0]).toBe(said);
      const before = Buffer.from(maskOf());
      // what the copy is for: without it the mask is a view of what came
      expect(maskOf().buffer.byteLength).toBeGreaterThan(said.length);
      keepMaskOnly(socket);
      expect(maskOf()).toEqual(before);
      expect(maskOf().buffer.byteLength).toBeLessThanOrEqual(Buffer.poolSize);
    }
    keepMaskOnly(null);
    keepMaskOnly({ _receiver: { _mask: 'no bytes' } });
  } finally {
    client.close();
    await server.close();
  }
});
